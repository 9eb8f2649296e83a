import { dynamoDbCustomerIdIndex } from '#adapters/dynamodb/customer-id-index.ts';
import { dynamoDbCustomerIds } from '#adapters/dynamodb/customer-id-store.ts';
import { describeCustomerIdStore } from '#support/functions/describe-customer-id-store.ts';
import { dynaliteTable } from '#support/functions/dynalite-table.ts';

describeCustomerIdStore('DynamoDB', async () => {
  const { client, table, index, stop } = await dynaliteTable();
  const deadline = { signal: new AbortController().signal };
  const store = {
    ...dynamoDbCustomerIds(client, table, deadline),
    ...dynamoDbCustomerIdIndex(client, table, index, deadline),
  };
  return { store, stop };
});
