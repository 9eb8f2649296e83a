import { type CustomerId, parseCustomerId } from '#lib/domain.ts';

/** Parses an ID that must be valid. */
export function customerId(text: string): CustomerId {
  const parsed = parseCustomerId(text);
  if (!parsed.ok) throw new Error(`${text} is not a valid customer ID.`);
  return parsed.value;
}
