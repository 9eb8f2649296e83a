import { type InputCase, toBytes } from './input-case.ts';
import { operations, toTarget } from './operations.ts';

type Random = () => number;

const pick = <Value>(random: Random, values: readonly Value[]): Value => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
};

const fragments = [
  ...[
    'A',
    'b',
    '9',
    '-',
    '_',
    ' ',
    '/',
    '.',
    '%',
    '%2F',
    '%00',
    '%C3%A4',
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '\u0000',
  ],
  ...[
    '\u00e4',
    '\u212a',
    '\u202e',
    '\ud83d\ude00',
    '\ufeff',
    '\ufffd',
    '__proto__',
    'ids',
    'null',
    '1e9',
    '\\u0041',
    'CUST-001',
  ],
];

const text = (random: Random, lengthMax: number): string =>
  Array.from({ length: Math.floor(random() * lengthMax) }, () => pick(random, fragments)).join('');

/** A body that is nearly right: a member or a few characters of a valid one are replaced. */
function body(random: Random): Buffer {
  const valid = `{"ids":["ABC",${JSON.stringify(text(random, 8))}]}`;
  if (random() < 0.4) return Buffer.from(valid);
  const at = Math.floor(random() * valid.length);
  return Buffer.from(valid.slice(0, at) + text(random, 3) + valid.slice(at + Math.floor(random() * 3)));
}

/** A random request. The same sequence of random numbers produces the same request. */
export function generateCase(random: Random): InputCase {
  const operation = pick(random, operations);
  const fill = pick(random, [() => text(random, 6), () => encodeURIComponent(text(random, 6)), () => 'TORTURE-1'])();
  const query =
    random() < 0.3 ? `?${pick(random, ['limit', 'prefix', 'cursor', 'state', 'x'])}=${text(random, 4)}` : '';
  return {
    group: 'generated',
    method: operation.method,
    target: toBytes(toTarget(operation, fill) + query),
    headers: operation.bodySchema ? [['Content-Type', 'application/json']] : [],
    ...(operation.bodySchema ? { body: body(random) } : {}),
  };
}
