import { ConditionalCheckFailedException, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { mapReadErrors } from '#adapters/sdk/sdk-failure.ts';
import type { EpochMillis } from '#domain/instant.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Deadline, SubmissionStore } from '#ports.ts';
import { idempotencyKey, submissionKey } from './keys.ts';
import { type Item, isPublished, isUsable, parseClaim, parseSubmission, wasCompletedAt } from './submission-item.ts';
import { claimWrite, completionWrite, failureWrite, publicationWrite, recordWrite } from './submission-writes.ts';

/** `current` is the item that failed the condition, if DynamoDB returned it. */
type WriteResult = { readonly isApplied: true } | { readonly isApplied: false; readonly current: Item | undefined };

export function dynamoDbSubmissions(client: DynamoDBClient, table: string, deadline: Deadline): SubmissionStore {
  const options = { abortSignal: deadline.signal };
  const read = (key: Item) =>
    mapReadErrors(async () => {
      const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
      return (await client.send(command, options)).Item;
    });
  const readUsable = async (id: SubmissionId, now: EpochMillis) => {
    const item = await read(submissionKey(id));
    return item && isUsable(item, now) ? item : undefined;
  };

  return {
    claim: async (claim, now) => {
      const written = await conditionally(() => client.send(claimWrite(table, claim, now), options));
      if (written.isApplied) return claim;
      const item = written.current ?? (await read(idempotencyKey(claim.keyHash)));
      if (!item) throw new TransientError('The conflicting idempotency claim no longer exists.');
      return parseClaim(claim.keyHash, item);
    },
    create: async (id, ids, expiresAt) => {
      await conditionally(() => client.send(recordWrite(table, id, ids, expiresAt), options));
    },
    markPublished: async (id, publication) => {
      await conditionally(() => client.send(publicationWrite(table, id, publication), options));
    },
    find: async (id, now) => {
      const item = await readUsable(id, now);
      return item && isPublished(item) ? parseSubmission(item) : undefined;
    },
    load: async (id, now) => {
      const item = await readUsable(id, now);
      return item && parseSubmission(item);
    },
    complete: async (completion, publication) => {
      const written = await conditionally(() => client.send(completionWrite(table, completion, publication), options));
      // If the response was lost, the SDK's retry conflicts with our own write.
      return written.isApplied || wasCompletedAt(written.current, completion.completedAt);
    },
    fail: async (id, failure, publication) => {
      const { isApplied } = await conditionally(() =>
        client.send(failureWrite(table, id, failure, publication), options),
      );
      return isApplied;
    },
  };
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
