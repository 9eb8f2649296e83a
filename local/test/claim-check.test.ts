import { rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { systemClock } from '#local/clock.ts';
import { eventually } from '#support/local/eventually.ts';
import { createFailingBundle } from '#support/local/failing-bundle.ts';
import { httpClient } from '#support/local/http-client.ts';
import { resourceOf, stackVariant } from '#support/local/stack-variants.ts';
import { submit, waitForStatus, waitUntilCompleted } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { selectTables } from '#tools/deploy/erase-customer-id.ts';
import { openLocalAws } from '#tools/lib/local-aws.ts';

const submittedIds = ['hidden-1', 'HIDDEN-2', 'hidden-3 is not valid!'];
const containsId = (text: string): boolean => /hidden-\d/i.test(text);

describe('the customer IDs of a submission', function () {
  this.timeout(1_200_000);
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  let local: RunningLocalAws;
  let accepted: readonly string[];

  before(async () => {
    local = await startTemporaryLocalAws(await stackThatFailsOnce(folder), {
      dataDir,
      lambdaClock: { ...systemClock, wait: async () => undefined },
    });
    const send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
    const failed = await submit(send, submittedIds);
    await waitForMessage(local, '-failures');
    await waitForMessage(local, '-dead-letters');
    const completed = await submit(send, submittedIds);
    await waitUntilCompleted(send, completed);
    const deletion = { action: 'delete', addedBy: completed } as const;
    const failedDeletion = await submit(send, submittedIds, deletion);
    await waitForStatus(send, failedDeletion, 'failed');
    const deleted = await submit(send, submittedIds, deletion);
    expect((await waitUntilCompleted(send, deleted)).counts).to.include({ deleted: 2, invalid: 1 });
    accepted = [failed, completed, failedDeletion, deleted];
  });

  after(async () => {
    await local.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are in no event, queue, execution history or log, whether it adds or deletes them, even when it fails', async () => {
    const files = await readFiles(dataDir, ['dynamodb']);
    const namingSubmission = [...files].filter(([, text]) => accepted.some((id) => text.includes(id)));

    // The search covers the files that could contain IDs.
    expect(namingSubmission.map(([file]) => file)).to.include.members([
      'sqs/queues.journal',
      'step-functions/executions.journal',
    ]);
    for (const submissionId of accepted) expect(local.log.join('\n')).to.include(submissionId);
    expect([...files].filter(([, text]) => containsId(text)).map(([file]) => file)).to.deep.equal([]);
    expect(local.log.filter(containsId)).to.deep.equal([]);
  });

  it('are stored in the record of the submission and, once added, in the registry, also after they are deleted', async () => {
    const { stack, client } = openLocalAws({ AWS_ENDPOINT_URL: local.awsUrl });
    const tables = selectTables(stack.ofType('aws_dynamodb_table').map((table) => table.text('name')));
    const dynamoDb = new DynamoDBClient(client);
    const scan = async (TableName: string) => (await dynamoDb.send(new ScanCommand({ TableName }))).Items ?? [];
    const rows = await scan(tables.customerIdsTable);
    const records = (await scan(tables.submissionsTable)).filter(({ ids }) => ids);
    dynamoDb.destroy();

    expect(rows.map(({ id }) => id?.S).toSorted()).to.deep.equal(['HIDDEN-1', 'HIDDEN-2']);
    expect(records.map(({ submissionId }) => submissionId?.S)).to.have.members(accepted);
    for (const { ids, ...others } of records) {
      expect(ids?.L?.map(({ S }) => S)).to.deep.equal(submittedIds);
      expect(containsId(JSON.stringify(others))).to.equal(false);
    }
  });
});

/**
 * The first submission fails in add-to-table, and log-event neither records that nor processes the event about it. The first
 * delete submission fails in delete-from-table.
 */
function stackThatFailsOnce(folder: string): Promise<string> {
  const bundles = [
    createFailingBundle({ functionName: 'add-to-table', times: 1, error: 'TypeError', folder }),
    createFailingBundle({ functionName: 'delete-from-table', times: 1, error: 'TypeError', folder }),
    // LogFailure, and the three attempts of the asynchronous invocation.
    createFailingBundle({ functionName: 'log-event', times: 4, error: 'TypeError', folder }),
  ];
  return stackVariant({
    aws_lambda_function: (values) => {
      const bundle = bundles.find((file) => String(values['function_name']).endsWith(basename(file, '.zip')));
      if (bundle !== undefined) values['filename'] = bundle;
    },
  });
}

/** Leaves the message in the queue. */
async function waitForMessage(local: RunningLocalAws, queueNameEnd: string): Promise<void> {
  const { client } = openLocalAws({ AWS_ENDPOINT_URL: local.awsUrl });
  const sqs = new SQSClient(client);
  const { name } = resourceOf('aws_sqs_queue', (queue) => String(queue['name']).endsWith(queueNameEnd));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: String(name) }));
  await eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    return Messages?.[0];
  });
  sqs.destroy();
}

/** The text of each file by its path in the folder, except below the given subfolders. */
async function readFiles(folder: string, except: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !except.some((excluded) => path.startsWith(`${excluded}/`)));
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)),
  );
}
