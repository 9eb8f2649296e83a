import type { ClientName } from './client.ts';
import type { CustomerId, CustomerIdFault } from './customer-id.ts';
import type { PublicHistoryEntry } from './customer-id-row.ts';
import type { Timestamp } from './instant.ts';

/** `pointer` is a JSON pointer into the body, or for example /query/limit or /header/If-Match. */
export interface RequestFault {
  readonly pointer: string;
  readonly detail: string;
  readonly code: string;
}

/** All expected failures of API operations. The codes are part of the API contract. */
export type Failure =
  | { readonly code: 'read-only-key'; readonly client: ClientName }
  | { readonly code: 'invalid-customer-id'; readonly fault: CustomerIdFault }
  | {
      readonly code: 'customer-id-not-found';
      readonly id: CustomerId;
      readonly deletedAt?: Timestamp;
      readonly history?: readonly PublicHistoryEntry[];
    }
  | { readonly code: 'submission-not-found' }
  | { readonly code: 'precondition-failed'; readonly id: CustomerId; readonly version: number }
  | { readonly code: 'invalid-request'; readonly errors: readonly RequestFault[] }
  | { readonly code: 'unsupported-media-type' }
  | { readonly code: 'payload-too-large'; readonly bytesMax: number }
  | { readonly code: 'uri-too-long'; readonly lengthMax: number }
  | { readonly code: 'already-completed' }
  | { readonly code: 'idempotency-key-reused' }
  | { readonly code: 'unavailable' }
  | { readonly code: 'outcome-unknown' }
  | { readonly code: 'internal' };

export type InvalidRequest = Extract<Failure, { readonly code: 'invalid-request' }>;

export function invalidRequest(pointer: string, code: string, detail: string): InvalidRequest {
  return { code: 'invalid-request', errors: [{ pointer, detail, code }] };
}
