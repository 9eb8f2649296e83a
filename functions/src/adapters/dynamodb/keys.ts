/** The names of the tables' keys and of the attributes that expressions name, in one place. */
import type { CustomerId } from '#domain/customer-id.ts';

export function customerIdKey(id: CustomerId) {
  return { id: { S: id } };
}

/** `#name` in an expression stands for the attribute `name`: no list of reserved words, and no name left unused. */
export function namesIn(...expressions: readonly string[]): Record<string, string> {
  const names = expressions.flatMap((expression) => expression.match(/#\w+/g) ?? []);
  return Object.fromEntries(names.map((name) => [name, name.slice(1)]));
}
