import type { Failure } from '#domain/failure.ts';
import { toTimestamp } from '#domain/instant.ts';
import { basePath } from '#domain/limits.generated.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { publicationOf, unpublishedExpiry } from '#domain/submission.ts';
import { receiptOf, type SubmissionId } from '#domain/submission-id.ts';
import type { SubmissionReceipt } from '#http/contract.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import type { HttpAnswer } from '#http/http-response.ts';
import { readIdempotencyKey } from '#http/idempotency-key.ts';
import { readJsonBody } from '#http/json-body.ts';
import { parseSubmissionRequest } from '#http/submission-request.ts';
import type { Clock, Digest, EventBus, NewSubmissionId, Pause, SubmissionStore, SubmittedIds, World } from '#ports.ts';
import {
  clock,
  digest,
  eventBus,
  liveWorld,
  newSubmissionId,
  pause,
  submissionRetentionDays,
  submissions,
} from '#runtime/runtime.ts';

interface Needs {
  readonly submissions: SubmissionStore;
  readonly eventBus: EventBus;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly newSubmissionId: NewSubmissionId;
  readonly pause: Pause;
  readonly submissionRetentionDays: number;
}

interface SubmitCustomerIds {
  readonly ids: readonly string[];
  readonly apiKeyId: string;
  readonly idempotencyKey?: string;
}

interface Accepted {
  readonly submissionId: SubmissionId;
  readonly submitted: number;
  readonly isReplay: boolean;
}

/**
 * Three steps in a row, each safe to repeat: take the key, record the submission, publish its event. A repetition
 * with the same key does whatever is missing, so nothing that failed is pinned to a key.
 */
export const submitCustomerIds =
  (needs: Needs) =>
  async (command: SubmitCustomerIds): Promise<Result<Accepted, Failure>> => {
    const proposed = needs.newSubmissionId();
    const claimed = await claimKey(needs, command, proposed);
    if (!claimed.ok) return claimed;
    const submissionId = claimed.value;
    const isReplay = submissionId !== proposed;
    const isDone = isReplay && (await isPublishedByAnother(needs, submissionId));
    if (!isDone) await publish(needs, { submissionId, ids: command.ids });
    return succeed({ submissionId, submitted: command.ids.length, isReplay });
  };

/** One conditional write decides which submission a key stands for, however many requests race for it. */
async function claimKey(
  { submissions, digest, clock }: Needs,
  { ids, apiKeyId, idempotencyKey }: SubmitCustomerIds,
  proposed: SubmissionId,
): Promise<Result<SubmissionId, Failure>> {
  if (idempotencyKey === undefined) return succeed(proposed);
  const keyHash = digest(JSON.stringify([apiKeyId, idempotencyKey]));
  const idsHash = digest(JSON.stringify(ids));
  const holder = await submissions.claim({ keyHash, idsHash, submissionId: proposed }, clock.now());
  return holder.idsHash === idsHash ? succeed(holder.submissionId) : fail({ code: 'idempotency-key-reused' });
}

/** Milliseconds to wait before looking again whether another request has published. */
const looks = [0, 50, 100, 200, 400, 800];
/** No request lives longer, so what is older and not published was given up. */
const requestMillisMax = 10_000;

/**
 * Whoever took the key publishes. The others wait a little for that while it may be under way, and publish themselves
 * if it does not come: a second event would be harmless, a missing one would not.
 */
async function isPublishedByAnother({ submissions, clock, pause }: Needs, id: SubmissionId): Promise<boolean> {
  for (const millis of looks) {
    await pause(millis);
    if (await submissions.find(id, clock.now())) return true;
    if (clock.now() - receiptOf(id) > requestMillisMax) return false;
  }
  return false;
}

async function publish(needs: Needs, { submissionId, ids }: SubmittedIds): Promise<void> {
  const { submissions, eventBus, clock, submissionRetentionDays } = needs;
  await submissions.create(submissionId, ids.length, unpublishedExpiry(clock.now()));
  await eventBus.publish({ submissionId, ids });
  try {
    const publication = publicationOf(submissionId, clock.now(), submissionRetentionDays);
    await submissions.markPublished(submissionId, publication);
  } catch (cause) {
    // The event is out, so "nothing was accepted" would be a lie.
    throw new OutcomeUnknownError('The event is out, but its submission may not say so.', { cause });
  }
}

function read(request: HttpRequest): Result<SubmitCustomerIds, Failure> {
  const body = readJsonBody(request);
  if (!body.ok) return body;
  const ids = parseSubmissionRequest(body.value);
  if (!ids.ok) return ids;
  const key = readIdempotencyKey(request);
  if (!key.ok) return key;
  const idempotencyKey = key.value === undefined ? {} : { idempotencyKey: key.value };
  return succeed({ ids: ids.value, apiKeyId: request.apiKeyId, ...idempotencyKey });
}

function answer({ submissionId, submitted, isReplay }: Accepted): HttpAnswer {
  const receipt: SubmissionReceipt = {
    submissionId,
    status: 'received',
    receivedAt: toTimestamp(receiptOf(submissionId)),
    counts: { submitted },
  };
  const replayed = isReplay ? { 'Idempotency-Replayed': 'true' } : {};
  return {
    status: 202,
    headers: { Location: `${basePath}/submissions/${submissionId}`, ...replayed },
    body: receipt,
    logFields: { submissionId, submitted, isReplay },
  };
}

export const handlerIn = (world: World<Needs>) =>
  endpoint({ world, effect: 'writes', bodyBytesMax: 16 * 1024, read, run: submitCustomerIds, answer });

export const handler = handlerIn(
  liveWorld({ submissions, eventBus, clock, digest, newSubmissionId, pause, submissionRetentionDays }),
);
