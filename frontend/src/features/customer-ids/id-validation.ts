import type { IdState } from '#lib/api/customer-ids.ts';
import { type CustomerId, type CustomerIdFault, parseCustomerId } from '#lib/customer-id.ts';
import type { AsyncState } from '#lib/query.ts';

/** What the text in the box alone tells. */
type FormatVerdict =
  | { readonly kind: 'empty' }
  /** It can still become right by typing on. */
  | { readonly kind: 'unfinished'; readonly fault: CustomerIdFault }
  | { readonly kind: 'wrong'; readonly fault: CustomerIdFault };

/** What the registry knows of an ID that has the right format. */
export type RegistryVerdict =
  | { readonly kind: 'checking'; readonly id: CustomerId }
  | { readonly kind: 'cannot-tell'; readonly id: CustomerId }
  | { readonly kind: 'free'; readonly id: CustomerId }
  | { readonly kind: 'active'; readonly id: CustomerId; readonly createdAt: string }
  | { readonly kind: 'deleted'; readonly id: CustomerId; readonly deletedAt: string | undefined };

export type Verdict = FormatVerdict | RegistryVerdict;

function isUnfinished(text: string, fault: CustomerIdFault): boolean {
  return fault.kind === 'too-short' || (fault.kind === 'wrong-ends' && /^[A-Za-z0-9]/.test(text));
}

export function formatVerdict(text: string): FormatVerdict | Extract<RegistryVerdict, { kind: 'checking' }> {
  if (text === '') return { kind: 'empty' };
  const parsed = parseCustomerId(text);
  if (parsed.ok) return { kind: 'checking', id: parsed.value };
  return { kind: isUnfinished(text, parsed.failure) ? 'unfinished' : 'wrong', fault: parsed.failure };
}

export function registryVerdict(id: CustomerId, answer: AsyncState<IdState>): RegistryVerdict {
  if (answer.status === 'loading') return { kind: 'checking', id };
  if (answer.status === 'failed') return { kind: 'cannot-tell', id };
  const found = answer.value;
  switch (found.state) {
    case 'active':
      return { kind: 'active', id, createdAt: found.record.createdAt };
    case 'deleted':
      return { kind: 'deleted', id, deletedAt: found.deletedAt };
    case 'unknown':
      return { kind: 'free', id };
  }
}
