import { dynamoDbSubmissionIndex } from '#adapters/dynamodb/submission-index.ts';
import { dynamoDbSubmissions } from '#adapters/dynamodb/submission-store.ts';
import { describeSubmissionStore } from '#support/functions/describe-submission-store.ts';
import { dynaliteTable, submissionsTable } from '#support/functions/dynalite-table.ts';

describeSubmissionStore('DynamoDB', async () => {
  const { client, table, index, stop } = await dynaliteTable(submissionsTable);
  const budget = { signal: new AbortController().signal };
  return {
    store: dynamoDbSubmissions(client, table, budget),
    index: dynamoDbSubmissionIndex(client, table, index, budget),
    stop,
  };
});
