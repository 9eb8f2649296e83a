import { temporaryDynamoDb } from './temporary-dynamo-db.ts';

// Runs DynamoDB in a separate process, for tests that kill it. Sends its URL to the parent.
const dynamo = await temporaryDynamoDb({ dataDir: String(process.argv[2]) });
process.send?.(dynamo.endpoint.url);
process.on('disconnect', () => process.exit(0));
