import { type HttpClient, httpClient } from '#support/local/http-client.ts';
import type { SpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';

const batches = 4;
const idsPerBatch = 100;
export const idCount = batches * idsPerBatch;

export const nthId = (prefix: string, n: number): string => `${prefix}-${String(n).padStart(6, '0')}`;

export interface SeededRegistry {
  readonly id: string;
  readonly submissionId: string;
}

/** Adds IDs through submissions and returns one ID and one submission ID. */
export async function seedRegistry({ url, apiKey }: SpawnedLocalAws): Promise<SeededRegistry> {
  const send: HttpClient = httpClient(`${url}/api`, { 'x-api-key': apiKey });
  let submissionId = '';
  for (let batch = 0; batch < batches; batch += 1) {
    const ids = Array.from({ length: idsPerBatch }, (_, index) => nthId('CUST', batch * idsPerBatch + index));
    submissionId = await submit(send, ids);
    await waitUntilCompleted(send, submissionId);
  }
  return { id: nthId('CUST', 7), submissionId };
}
