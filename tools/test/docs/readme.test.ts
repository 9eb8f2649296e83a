import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { dollars, millionUsage } from '#tools/docs/cost-tables.ts';
import { readInventories } from '#tools/docs/inventories.ts';
import { idleUsage } from '#tools/docs/inventory.ts';
import { totalCost } from '#tools/docs/prices.ts';
import { rootFolder } from '#tools/lib/paths.ts';

const readme = readFileSync(join(rootFolder, 'README.md'), 'utf8');

/** The commands, each on one line. */
function curlLines(): readonly string[] {
  const [, block = ''] = /^## API\n\n```sh\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  return block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.startsWith('curl'));
}

const run = promisify(execFile);

/** The status that curl -i shows first. */
async function statusOf(line: string, variables: Readonly<Record<string, string>>): Promise<string | undefined> {
  const { stdout } = await run('sh', ['-c', line], { env: { ...process.env, ...variables } });
  return /^HTTP\/1.1 (\d+)/.exec(stdout)?.[1];
}

describe('the README', () => {
  it('lists curl commands that return the expected status codes', async function () {
    if (spawnSync('curl', ['--version']).status !== 0) {
      console.log('SKIPPED: the curl commands of the README are not tested. curl is not installed.');
      this.skip();
    }
    const local = await startTemporaryLocalAws();
    const statuses: (string | undefined)[] = [];
    try {
      for (const line of curlLines()) {
        statuses.push(await statusOf(line, { key: local.apiKey, api: `${local.url}/api` }));
      }
    } finally {
      await local.stop();
    }

    expect(statuses).to.deep.equal(['201', '200', '200', '204', '202', '200', '200', '200']);
  });

  it('states the calculated costs', () => {
    const { dev } = readInventories();
    const named = [
      `$${dollars(totalCost(idleUsage(dev)))} a month`,
      `a million lookups $${dollars(totalCost(millionUsage('lookups', dev)))}`,
      `through the workflow $${dollars(totalCost(millionUsage('submitted IDs', dev)))}`,
    ];

    expect(named.filter((cost) => !readme.replaceAll('\n', ' ').includes(cost))).to.deep.equal([]);
  });
});
