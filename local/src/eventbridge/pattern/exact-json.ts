import { Decimal } from './decimal.ts';

export type ExactScalar = string | boolean | null | Decimal;
export type ExactJson = ExactScalar | readonly ExactJson[] | ExactObject;
export interface ExactObject {
  readonly [name: string]: ExactJson;
}

type Reviver = (name: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** TypeScript's types lack the reviver's third argument. */
const parse: (text: string, reviver: Reviver) => unknown = JSON.parse;

/** Like JSON.parse, but numbers keep all digits. Throws SyntaxError for invalid JSON. */
export function parseExactJson(text: string): ExactJson {
  const keepDigits: Reviver = (_, value, context) =>
    typeof value === 'number' && context?.source !== undefined ? new Decimal(context.source) : value;
  // JSON.parse returns only these types, and the reviver replaces each number with a Decimal.
  return parse(text, keepDigits) as ExactJson;
}

export function isExactObject(value: ExactJson | undefined): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

export function isExactList(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}
