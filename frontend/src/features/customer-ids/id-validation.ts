import type { IdState } from '#lib/api/customer-ids.ts';
import { type CustomerId, type CustomerIdFault, parseCustomerId } from '#lib/domain.ts';
import type { AsyncState } from '#lib/query.ts';

type FormatValidation =
  | { readonly kind: 'empty' }
  /** Not valid yet; typing more can make it valid. */
  | { readonly kind: 'incomplete'; readonly fault: CustomerIdFault }
  | { readonly kind: 'invalid'; readonly fault: CustomerIdFault };

/** The registry's state of an ID with a valid format. */
export type RegistryValidation =
  | { readonly kind: 'checking'; readonly id: CustomerId }
  | { readonly kind: 'unavailable'; readonly id: CustomerId }
  | { readonly kind: 'unknown'; readonly id: CustomerId }
  | { readonly kind: 'active'; readonly id: CustomerId; readonly createdAt: string }
  | { readonly kind: 'deleted'; readonly id: CustomerId; readonly deletedAt: string | undefined };

export type IdValidation = FormatValidation | RegistryValidation;

function isIncomplete(text: string, fault: CustomerIdFault): boolean {
  return fault.kind === 'too-short' || (fault.kind === 'wrong-ends' && /^[A-Za-z0-9]/.test(text));
}

export function validateFormat(text: string): FormatValidation | Extract<RegistryValidation, { kind: 'checking' }> {
  if (text === '') return { kind: 'empty' };
  const parsed = parseCustomerId(text);
  if (parsed.ok) return { kind: 'checking', id: parsed.value };
  return { kind: isIncomplete(text, parsed.failure) ? 'incomplete' : 'invalid', fault: parsed.failure };
}

export function toValidation(id: CustomerId, lookup: AsyncState<IdState>): RegistryValidation {
  if (lookup.status === 'loading') return { kind: 'checking', id };
  if (lookup.status === 'failed') return { kind: 'unavailable', id };
  const { value } = lookup;
  switch (value.state) {
    case 'active':
      return { kind: 'active', id, createdAt: value.record.createdAt };
    case 'deleted':
      return { kind: 'deleted', id, deletedAt: value.deletedAt };
    case 'unknown':
      return { kind: 'unknown', id };
  }
}
