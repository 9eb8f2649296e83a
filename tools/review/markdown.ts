// Markdown helpers.

const lengthMax = 160;

/** A value as code, truncated. */
export function code(value: unknown): string {
  const oneLine = asText(value).replace(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${oneLine.length > lengthMax ? `${oneLine.slice(0, lengthMax)}…` : oneLine}\``;
}

/** A value as code, never truncated, because reviewers must see all of it. */
export const wholeCode = (value: unknown): string => `\`${asText(value).replaceAll('`', "'")}\``;

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not set'));

export const codes = (values: readonly unknown[]): string => values.map(wholeCode).join(', ');

export const count = (amount: number, thing: string): string => `${amount} ${thing}${amount === 1 ? '' : 's'}`;
