import { headerValues } from './header-oracle.ts';
import type { InputCase } from './input-case.ts';

const listBytesMax = 16 * 1024;
const depthMax = 8;

type Members = Readonly<Record<string, (value: unknown, body: object) => boolean>>;

const length = (text: string): number => [...text].length;
const isText = (value: unknown, min: number, max: number): value is string =>
  typeof value === 'string' && length(value) >= min && length(value) <= max;
const isIds = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 1 && value.length <= 100 && value.every((id) => isText(id, 0, 256));

const schemas: Readonly<Record<string, Members>> = {
  LookupRequest: { ids: isIds },
  SubmissionRequest: {
    ids: isIds,
    action: (value) => value === 'add' || value === 'delete',
    label: (value) => isText(value, 1, 64),
    addedBy: (value, body) =>
      isText(value, 0, 26) &&
      /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value) &&
      Object.getOwnPropertyDescriptor(body, 'action')?.value === 'delete',
  },
};

export function findBodyFaults(schema: string, input: InputCase): readonly number[] {
  const types = headerValues(input, 'Content-Type');
  const isJson =
    types.length === 1 && /^application\/json[ \t]*(;[ \t]*(charset=(utf-8|"utf-8")[ \t]*)?)?$/i.test(types[0] ?? '');
  const isEncoded = headerValues(input, 'Content-Encoding').some((coding) => coding.toLowerCase() !== 'identity');
  const body = input.body ?? Buffer.alloc(0);
  // API Gateway replaces invalid bytes by longer ones before the function measures the body.
  return [
    ...(isJson && !isEncoded ? [] : [415]),
    ...(Buffer.byteLength(body.toString('utf8')) > listBytesMax ? [413] : []),
    ...(isAcceptable(schema, body, input.json) ? [] : [400]),
  ];
}

function isAcceptable(schema: string, body: Buffer, json: InputCase['json']): boolean {
  if (json === 'reject') return false;
  const text = body.toString('utf8');
  if (text.includes('\ufffd') || text.startsWith('\ufeff')) return false;
  const parsed = parse(text);
  if (!parsed) {
    if (json === 'accept') throw new Error('The platform rejects JSON that the parsing suite requires to be accepted.');
    return false;
  }
  return isSafe(parsed.value, 1) && matches(schema, parsed.value);
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isSafe(value: unknown, depth: number): boolean {
  if (depth > depthMax) return false;
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value !== 'object' || value === null) return true;
  return (
    Object.keys(value).every((key) => key !== '__proto__') &&
    Object.values(value).every((each) => isSafe(each, depth + 1))
  );
}

function isWellFormed(text: string): boolean {
  return Buffer.from(text, 'utf8').toString('utf8') === text;
}

function matches(schema: string, value: unknown): boolean {
  const members = schemas[schema];
  if (!members) throw new Error(`The oracle has no rules for the schema ${schema}: add them.`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  const isKnown = ([name, member]: [string, unknown]) =>
    Object.hasOwn(members, name) && members[name]?.(member, value) === true;
  return Object.hasOwn(value, 'ids') && entries.every(isKnown);
}
