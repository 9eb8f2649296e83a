import { type CustomerId, parseCustomerId } from '#lib/customer-id.ts';

/** An ID that a test is sure of. */
export function customerId(text: string): CustomerId {
  const parsed = parseCustomerId(text);
  if (!parsed.ok) throw new Error(`${text} is no customer ID.`);
  return parsed.value;
}
