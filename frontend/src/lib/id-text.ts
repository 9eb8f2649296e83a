import { isIdColumnName } from './column-name.ts';
import { parseCustomerId } from './domain.ts';

/** Whitespace, and characters without a glyph such as zero-width spaces, direction marks and soft hyphens. */
const invisible = /[\s\p{Cf}]/u;

/** A loop, because a regular expression anchored at the end is quadratic in the length of an inner run. */
export function trimInvisible(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && invisible.test(text.charAt(start))) start += 1;
  while (end > start && invisible.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** `="00123"` and `'00123` keep leading zeros in a spreadsheet; `'A-1'` and `"A-1"` come from code and queries. */
const wrappings = [/^="([^"]*)"$/, /^'([^']*)'?$/, /^"([^"]*)"$/];

/** The text that a person means when a cell or a list entry contains it. Whether it is an ID is decided elsewhere. */
export function unwrapId(text: string): string {
  const trimmed = trimInvisible(text);
  for (const wrapping of wrappings) {
    const [, inner] = wrapping.exec(trimmed) ?? [];
    if (inner !== undefined) return trimInvisible(inner);
  }
  return trimmed;
}

/** Words and column names are valid IDs too, but rarely contain a digit. */
export const isIdWithDigit = (text: string): boolean => {
  const id = unwrapId(text);
  return /\d/.test(id) && parseCustomerId(id).ok;
};

/** Separates the IDs of a list; line breaks separate them too. */
const separators = /[,;\t]+/;

/** Splits a line of a pasted list like a new submission, unless nothing in it is certain to be an ID. */
export function splitIdLine(line: string): readonly string[] {
  const entries = line
    .split(separators)
    .map(unwrapId)
    .filter((entry) => entry !== '');
  return entries.some(isIdWithDigit) ? entries : [line];
}

/** Splits typed or pasted text, and drops a header. A space is not a separator: it is reported as invalid. */
export function splitIdList(text: string): readonly string[] {
  const entries = text
    .split(/[\r\n,;\t]+/)
    .map(unwrapId)
    .filter((entry) => entry !== '');
  return isIdColumnName(entries[0] ?? '') ? entries.slice(1) : entries;
}
