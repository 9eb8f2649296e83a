import { execFileSync } from 'node:child_process';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { storeProcesses } from '#support/local/store-processes.ts';
import { temporaryDynamoDb } from '#support/local/temporary-dynamo-db.ts';

const TableName = 'things';
const rowBytes = 20_000;

// The file-size limit of a process that is running can be changed only on Linux.
if (process.platform === 'linux')
  describe('DynamoDB on a full disk', () => {
    it('continues to serve reads, refuses writes, reports it in one line, and accepts writes once there is space', async function () {
      this.timeout(120_000);
      const dynamo = await temporaryDynamoDb();
      const { client, logged } = dynamo;
      const put = (id: string) =>
        client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, padding: { S: 'x'.repeat(rowBytes) } } }));
      const isStored = async (id: string) => {
        const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
        return Item !== undefined;
      };
      const [pid = 0] = storeProcesses();

      limitFileSize(pid, String(4 * rowBytes));
      const acknowledged = await putUntilRefused(put);
      const refusal = await put('REFUSED').catch((error: unknown) => error);
      const readable = await Promise.all(acknowledged.map(isStored));
      limitFileSize(pid, 'unlimited');
      await eventually(() =>
        put('AFTER').then(
          () => true,
          () => undefined,
        ),
      );
      const stored = await Promise.all(['AFTER', ...acknowledged].map(isStored));
      const wasRefusedStored = await isStored('REFUSED');
      await dynamo.stop();

      expect(acknowledged).to.have.length.above(0);
      expect(refusal).to.have.property('name', 'ServiceUnavailable');
      expect([...readable, ...stored]).to.not.include(false);
      expect(wasRefusedStored).to.equal(false);
      expect(logged[0]).to.match(
        /^dynamodb: The disk is full: \S+ cannot be written\. Reads continue; writes are refused/,
      );
      expect(logged.slice(1)).to.deep.equal([
        'dynamodb: The disk accepts writes again.',
        'dynamodb: store process ended (exit code 0), restarting',
      ]);
    });
  });

/** Sets the soft limit. Writes beyond it fail with EFBIG, as they fail with ENOSPC on a full disk. */
function limitFileSize(pid: number, bytes: string): void {
  execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`]);
}

async function putUntilRefused(put: (id: string) => Promise<unknown>): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  for (;;) {
    const id = `ID-${acknowledged.length}`;
    const isAcknowledged = await put(id).then(
      () => true,
      () => false,
    );
    if (!isAcknowledged) return acknowledged;
    acknowledged.push(id);
  }
}
