import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { AwsService } from '#local/aws/service.ts';
import { systemClock } from '#local/clock.ts';
import { startCloudWatch } from '#local/cloudwatch/cloud-watch.ts';
import { startDynamoDb } from '#local/dynamodb/dynamo-db.ts';
import { readStack } from '#local/stack.ts';
import { startWorkflow } from '#local/workflow.ts';
import { repository, stackFile } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

const names: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'DynamoDB',
  AWSEvents: 'EventBridge',
  AmazonSQS: 'SQS',
  AWSStepFunctions: 'Step Functions',
  GraniteServiceVersion20100801: 'CloudWatch',
};

/** Parses the table of operations: API → operations. */
function documented(): Record<string, readonly string[]> {
  const text = readFileSync(join(repository, 'docs/local-aws.md'), 'utf8');
  const table = text.slice(text.indexOf('| API | supported |'));
  const rows = table.slice(0, table.indexOf('\n\n')).split('\n').slice(2);
  return Object.fromEntries(
    rows.map((row) => {
      const [, api = '', operations = ''] = row.split('|').map((cell) => cell.trim());
      return [api, operations.split(' ')];
    }),
  );
}

describe('docs/local-aws.md', () => {
  it('lists exactly the operations that the local AWS supports', async () => {
    const dataDir = temporaryFolder();
    const stack = readStack(stackFile);
    const log = () => undefined;
    const dynamoDb = await startDynamoDb({ dataDir, tables: [], log });
    const workflow = await startWorkflow({
      stack,
      dataDir,
      invoke: async () => ({ kind: 'returned', payload: null }),
      endpointUrl: () => '',
      log,
    });
    const cloudWatch = startCloudWatch({ stack, dataDir, clock: systemClock, log });
    await Promise.all([dynamoDb.stop(), workflow.stop(), cloudWatch.stop()]);
    rmSync(dataDir, { recursive: true });

    const answered = [cloudWatch.service, dynamoDb.service, ...workflow.services].map((service: AwsService) => [
      names[service.targetPrefix],
      [...service.operations.keys()].sort(),
    ]);
    expect(documented()).to.deep.equal(Object.fromEntries(answered));
  });
});
