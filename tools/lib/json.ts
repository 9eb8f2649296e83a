// Reads JSON of unknown shape: what is not there, or is of another kind, reads as empty.

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** AWS writes a list of one as that one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export const textsOf = (value: unknown): readonly string[] => listOf(value).map(String);

/** A block of Terraform's that may be written once. */
export const blockOf = (value: unknown): Fields => fieldsOf(listOf(value)[0]);

/** The value that the text stands for, or nothing when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
