import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import type { EpochMillis } from '#domain/instant.ts';
import type { Submission } from '#domain/submission.ts';
import type { Change } from '#domain/submission-attempts.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { ChangeOutcome, Deadline, SubmissionStore } from '#ports.ts';
import { idempotencyKey, submissionKey } from './keys.ts';
import { type Item, isPublished, isUsable, parseClaim, parseSubmission, readVersion } from './submission-item.ts';
import { changeWrite, claimWrite, publicationWrite, recordWrite } from './submission-writes.ts';

const changeAttemptsMax = 5;

/** `current` is the item that failed the condition, if DynamoDB returned it. */
type WriteResult = { readonly isApplied: true } | { readonly isApplied: false; readonly current: Item | undefined };

export function dynamoDbSubmissions(client: DynamoDBClient, table: string, deadline: Deadline): SubmissionStore {
  const options = { abortSignal: deadline.signal };
  const { read, readUsable } = createReader(client, table, options);

  return {
    claim: async (claim, now) => {
      const written = await conditionally(() => client.send(claimWrite(table, claim, now), options));
      if (written.isApplied) return claim;
      const item = written.current ?? (await read(idempotencyKey(claim.keyHash)));
      if (!item) throw new TransientError('The conflicting idempotency claim no longer exists.');
      return parseClaim(claim.keyHash, item);
    },
    create: async (submission, expiresAt) => {
      await conditionally(() => client.send(recordWrite(table, submission, expiresAt), options));
    },
    markPublished: async (id, now) => {
      await conditionally(() => client.send(publicationWrite(table, id, now), options));
    },
    find: async (id, now) => {
      const item = await readUsable(id, now);
      return item && isPublished(item) ? parseSubmission(item) : undefined;
    },
    load: async (id, now) => {
      const item = await readUsable(id, now);
      return item && parseSubmission(item);
    },
    change: async (id, change, now) => {
      const write = (changed: Submission, version: number) =>
        conditionally(() => client.send(changeWrite(table, changed, version, now), options));
      for (let attempt = 1; attempt <= changeAttemptsMax; attempt += 1) {
        const item = await readUsable(id, now);
        const outcome = item ? await changeItem(item, change, write) : 'missing';
        if (outcome) return outcome;
      }
      throw new TransientError('Concurrent writers changed the submission at every attempt.');
    },
  };
}

function createReader(client: DynamoDBClient, table: string, options: { readonly abortSignal: AbortSignal }) {
  const read = (key: Item) =>
    mapReadErrors(async () => {
      const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
      return (await client.send(command, options)).Item;
    });
  const readUsable = async (id: SubmissionId, now: EpochMillis) => {
    const item = await read(submissionKey(id));
    return item && isUsable(item, now) ? item : undefined;
  };
  return { read, readUsable };
}

/** Returns undefined if another writer changed the item first. */
async function changeItem(
  item: Item,
  change: Change,
  write: (changed: Submission, version: number) => Promise<WriteResult>,
): Promise<ChangeOutcome | undefined> {
  const changed = change(parseSubmission(item));
  if (!changed) return 'unchanged';
  const written = await write(changed, readVersion(item));
  // If the response was lost, the SDK's retry conflicts with our own write.
  const isOurs = written.isApplied || (written.current && isDeepStrictEqual(parseSubmission(written.current), changed));
  return isOurs ? 'changed' : undefined;
}

/** Writes are idempotent, so an unknown outcome is handled like a failed read: the caller retries. */
function conditionally(send: () => Promise<unknown>): Promise<WriteResult> {
  return mapReadErrors(async () => {
    try {
      await send();
      return { isApplied: true };
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return { isApplied: false, current: cause.Item };
      throw cause;
    }
  });
}
