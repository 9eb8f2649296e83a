import type { ClientName } from '#domain/client.ts';
import type { Failure } from '#domain/failure.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { type SubmissionRequest, submissionExpiry } from '#domain/submission.ts';
import { decodeReceivedAt, type SubmissionId } from '#domain/submission-id.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import type { HttpResponse } from '#http/http-response.ts';
import { readIdempotencyKey } from '#http/idempotency-key.ts';
import { readJsonBody } from '#http/json-body.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import { parseSubmissionRequest } from '#http/submission-request.ts';
import { toReceiptResponse } from '#http/submission-response.ts';
import type { Clock, Digest, EventBus, NewSubmissionId, Pause, Runtime, SubmissionStore } from '#ports.ts';
import {
  clock,
  createRuntime,
  digest,
  eventBus,
  newSubmissionId,
  pause,
  submissionRetentionDays,
  submissions,
} from '#runtime/runtime.ts';

interface Deps {
  readonly submissions: SubmissionStore;
  readonly eventBus: EventBus;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly newSubmissionId: NewSubmissionId;
  readonly pause: Pause;
  readonly submissionRetentionDays: number;
}

interface SubmitCustomerIds {
  readonly request: SubmissionRequest;
  readonly client: ClientName;
  readonly idempotencyKey?: string;
}

interface Accepted {
  readonly submissionId: SubmissionId;
  readonly request: SubmissionRequest;
  readonly isReplay: boolean;
}

/**
 * Claims the key, records the submission, publishes its event. Each step is idempotent and a retry with the same key
 * completes the missing ones, so a failure is never bound to a key.
 */
export const submitCustomerIds =
  (deps: Deps) =>
  async (command: SubmitCustomerIds): Promise<Result<Accepted, Failure>> => {
    const proposed = deps.newSubmissionId();
    const claimed = await claimKey(deps, command, proposed);
    if (!claimed.ok) return claimed;
    const submissionId = claimed.value;
    const isReplay = submissionId !== proposed;
    const isPublished = isReplay && (await waitUntilPublished(deps, submissionId));
    if (!isPublished) await publish(deps, submissionId, command);
    return succeed({ submissionId, request: command.request, isReplay });
  };

/**
 * One conditional write binds a key to a submission, so concurrent requests agree on it. Bound to the client, not to its API
 * key, so that a rotation does not break a replay.
 */
async function claimKey(
  { submissions, digest, clock }: Deps,
  { request, client, idempotencyKey }: SubmitCustomerIds,
  proposed: SubmissionId,
): Promise<Result<SubmissionId, Failure>> {
  if (idempotencyKey === undefined) return succeed(proposed);
  const keyHash = digest(JSON.stringify([client, idempotencyKey]));
  const requestHash = digest(JSON.stringify([request.action, request.ids, request.label, request.addedBy]));
  const claim = await submissions.claim({ keyHash, requestHash, submissionId: proposed }, clock.now());
  return claim.requestHash === requestHash ? succeed(claim.submissionId) : fail({ code: 'idempotency-key-reused' });
}

const pollDelaysMillis = [0, 50, 100, 200, 400, 800];
/** Longer than any request runs: an older unpublished submission was abandoned. */
const requestMillisMax = 10_000;

/**
 * The request that claimed the key publishes the event. A concurrent one waits for that, and publishes it itself if the
 * wait ends without success: a duplicate event is harmless, a missing one is not.
 */
async function waitUntilPublished({ submissions, clock, pause }: Deps, id: SubmissionId): Promise<boolean> {
  for (const millis of pollDelaysMillis) {
    await pause(millis);
    if (await submissions.find(id, clock.now())) return true;
    if (clock.now() - decodeReceivedAt(id) > requestMillisMax) return false;
  }
  return false;
}

/** The record comes first, because the workflow reads the IDs from it. */
async function publish(deps: Deps, submissionId: SubmissionId, { request, client }: SubmitCustomerIds): Promise<void> {
  const { submissions, eventBus, clock, submissionRetentionDays } = deps;
  await submissions.create(
    { submissionId, client, ...request },
    submissionExpiry(submissionId, submissionRetentionDays),
  );
  await eventBus.publish({ submissionId });
  try {
    await submissions.markPublished(submissionId, clock.now());
  } catch (cause) {
    // The event is published, so the response must not be "nothing was accepted".
    throw new OutcomeUnknownError('The event was published, but the submission may not be marked as published.', {
      cause,
    });
  }
}

function parseRequest(request: HttpRequest): Result<SubmitCustomerIds, Failure> {
  const body = readJsonBody(request);
  if (!body.ok) return body;
  const submission = parseSubmissionRequest(body.value);
  if (!submission.ok) return submission;
  const key = readIdempotencyKey(request);
  if (!key.ok) return key;
  const idempotencyKey = key.value === undefined ? {} : { idempotencyKey: key.value };
  return succeed({ request: submission.value, client: request.client.name, ...idempotencyKey });
}

function respond({ submissionId, request, isReplay }: Accepted): HttpResponse {
  const { headers, ...accepted } = toReceiptResponse(submissionId, request);
  const submitted = request.ids.length;
  const replayed = isReplay ? { 'Idempotency-Replayed': 'true' } : {};
  return { ...accepted, headers: { ...headers, ...replayed }, logFields: { submissionId, submitted, isReplay } };
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['submit-customer-ids'],
    bodyBytesMax: 16 * 1024,
    parse: parseRequest,
    run: submitCustomerIds,
    respond,
  });

export const handler = createHandler(
  createRuntime({ submissions, eventBus, clock, digest, newSubmissionId, pause, submissionRetentionDays }),
);
