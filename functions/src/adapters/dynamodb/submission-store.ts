import { ConditionalCheckFailedException, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { reading } from '#adapters/sdk/sdk-failure.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Budget, SubmissionStore } from '#ports.ts';
import { idempotencyKey, submissionKey } from './keys.ts';
import { claimOf, type Item, isVisible, submissionOf, wasCompletedAt } from './submission-item.ts';
import { claimWrite, completionWrite, failureWrite, publicationWrite, recordWrite } from './submission-writes.ts';

/** The item that was met when the condition did not hold, if the store told it. */
type Written = { readonly isDone: true } | { readonly isDone: false; readonly met: Item | undefined };

export function dynamoDbSubmissions(client: DynamoDBClient, table: string, budget: Budget): SubmissionStore {
  const options = { abortSignal: budget.signal };
  const read = (key: Item) =>
    reading(async () => {
      const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
      return (await client.send(command, options)).Item;
    });

  return {
    claim: async (claim, now) => {
      const written = await writing(() => client.send(claimWrite(table, claim, now), options));
      if (written.isDone) return claim;
      const item = written.met ?? (await read(idempotencyKey(claim.keyHash)));
      if (!item) throw new TransientError('The claim that was met is gone.');
      return claimOf(claim.keyHash, item);
    },
    create: async (id, submitted, expiresAt) => {
      await writing(() => client.send(recordWrite(table, id, submitted, expiresAt), options));
    },
    markPublished: async (id, publication) => {
      await writing(() => client.send(publicationWrite(table, id, publication), options));
    },
    find: async (id, now) => {
      const item = await read(submissionKey(id));
      return item && isVisible(item, now) ? submissionOf(item) : undefined;
    },
    complete: async (submission, publication) => {
      const written = await writing(() => client.send(completionWrite(table, submission, publication), options));
      // Our own write that the SDK repeated, because its answer was lost, still counts as ours.
      return written.isDone || wasCompletedAt(written.met, submission.completedAt);
    },
    fail: async (id, failure, publication) => {
      const { isDone } = await writing(() => client.send(failureWrite(table, id, failure, publication), options));
      return isDone;
    },
  };
}

/** Every write here may be sent again, so one without an answer counts as one that did not happen. */
function writing(send: () => Promise<unknown>): Promise<Written> {
  return reading(async () => {
    try {
      await send();
      return { isDone: true };
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return { isDone: false, met: cause.Item };
      throw cause;
    }
  });
}
