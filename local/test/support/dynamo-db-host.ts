import { temporaryDynamoDb } from './temporary-dynamo-db.ts';

// A process of its own around a DynamoDB, for tests that kill it. It tells its parent where it listens.
const dynamo = await temporaryDynamoDb({ dataDir: String(process.argv[2]) });
process.send?.(dynamo.endpoint.url);
process.on('disconnect', () => process.exit(0));
