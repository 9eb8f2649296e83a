// Words and marks that every part of a review uses.

const longest = 160;

/** A value as code, cut where it gets long. */
export function code(value: unknown): string {
  const oneLine = asText(value).replace(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${oneLine.length > longest ? `${oneLine.slice(0, longest)}…` : oneLine}\``;
}

/** Code that is never cut: what is reviewed must be seen whole. */
export const wholeCode = (value: unknown): string => `\`${asText(value).replaceAll('`', "'")}\``;

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not set'));

export const codes = (values: readonly unknown[]): string => values.map(wholeCode).join(', ');

export const count = (amount: number, thing: string): string => `${amount} ${thing}${amount === 1 ? '' : 's'}`;
