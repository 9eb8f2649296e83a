import { type CustomerId, parseCustomerId, submissionIdsMax } from '#lib/domain.ts';

/** As many as one lookup takes. */
const lookAlikesMax = submissionIdsMax;

/** Characters that are mistaken for each other. */
const alike = ['O0', 'I1L', 'S5', 'B8'];

const digits: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', S: '5', B: '8' };
const letters: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 5: 'S', 8: 'B' };

const isSeparator = (character: string | undefined): boolean => character === '-' || character === '_';

const replaceAt = (text: string, start: number, length: number, replacement: string): string =>
  text.slice(0, start) + replacement + text.slice(start + length);

function* fixSeparators(id: string): Generator<string> {
  yield id.replace(/--+/g, '-');
  for (const [index, character] of Array.from(id).entries()) {
    if (!isSeparator(character)) continue;
    yield replaceAt(id, index, 1, '');
    yield replaceAt(id, index, 1, character === '-' ? '_' : '-');
    yield replaceAt(id, index, 1, '--');
  }
  // The likeliest place first: between letters and digits.
  for (const { index } of id.matchAll(/(?<=[A-Z])(?=\d)|(?<=\d)(?=[A-Z])/g)) yield replaceAt(id, index, 0, '-');
}

/** Reads a part between separators as a number or as a word: `OO431` is 00431. */
function* readParts(id: string): Generator<string> {
  for (const { index, 0: part } of id.matchAll(/[^-_]+/g)) {
    for (const table of [digits, letters])
      yield replaceAt(
        id,
        index,
        part.length,
        part.replace(/./g, (character) => table[character] ?? character),
      );
  }
}

function* replaceAlike(id: string): Generator<string> {
  for (const [index, character] of Array.from(id).entries()) {
    const group = alike.find((characters) => characters.includes(character)) ?? '';
    for (const other of group) yield replaceAt(id, index, 1, other);
  }
}

/** From the end, where IDs differ. */
function* swapNeighbors(id: string): Generator<string> {
  for (let index = id.length - 2; index >= 0; index -= 1) {
    yield replaceAt(id, index, 2, `${id.charAt(index + 1)}${id.charAt(index)}`);
  }
}

function* insertHyphens(id: string): Generator<string> {
  for (let index = 1; index < id.length; index += 1) yield replaceAt(id, index, 0, '-');
}

/** IDs that could have been meant, the likeliest first. */
export function toLookAlikes(id: CustomerId): readonly CustomerId[] {
  const found = new Set<CustomerId>();
  for (const generate of [fixSeparators, readParts, replaceAlike, swapNeighbors, insertHyphens]) {
    for (const text of generate(id)) {
      const parsed = parseCustomerId(text);
      if (parsed.ok && parsed.value !== id) found.add(parsed.value);
    }
  }
  return [...found].slice(0, lookAlikesMax);
}
