import { dynamoDbCustomerIdIndex } from '#adapters/dynamodb/customer-id-index.ts';
import { dynamoDbCustomerIdLookup } from '#adapters/dynamodb/customer-id-lookup.ts';
import { dynamoDbCustomerIds } from '#adapters/dynamodb/customer-id-store.ts';
import { describeCustomerIdStore } from '#support/functions/describe-customer-id-store.ts';
import { dynaliteTable } from '#support/functions/dynalite-table.ts';

describeCustomerIdStore('DynamoDB', async () => {
  const { client, table, index, stop } = await dynaliteTable();
  const deadline = { signal: new AbortController().signal };
  const backoff = { pause: async () => {}, random: () => 0 };
  const store = {
    ...dynamoDbCustomerIds(client, table, deadline),
    ...dynamoDbCustomerIdLookup(client, table, deadline, backoff),
    ...dynamoDbCustomerIdIndex(client, table, index, deadline),
  };
  return { store, stop };
});
