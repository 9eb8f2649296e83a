import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { after, beforeEach, describe, it } from 'mocha';
import { type HttpClient, httpClient, withRetries } from '#support/local/http-client.ts';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { spawnLocal } from '#support/local/spawn-local.ts';
import { type Submission, submit, waitForStatus } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

const writers = 32;
// `make torture` sets higher numbers.
const registryKills = Number(process.env['REGISTRY_KILLS'] ?? 4);
const workflowKills = Number(process.env['WORKFLOW_KILLS'] ?? 1);
const submissionsInFlight = Number(process.env['SUBMISSIONS_IN_FLIGHT'] ?? 60);
/** Each ID is deleted by two of them. */
const deletionsInFlight = submissionsInFlight / 4;
const retriesMax = 5;
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

interface Running {
  readonly send: HttpClient;
  readonly kill: () => Promise<unknown>;
}

async function start(dataDir: string): Promise<Running> {
  const program = spawnLocal('main.ts', { PORT: '0', AWS_PORT: '0', DATA_DIR: dataDir });
  const [, url = ''] = await program.waitForOutput(/Page\s+(http:\S+)/);
  await program.waitForOutput(/Ctrl-C/);
  const [, apiKey = ''] = await program.waitForOutput(/API key\s+(\S+)/);
  const kill = () => {
    program.killTree();
    return program.exited;
  };
  return { send: httpClient(`${url}/api`, { 'x-api-key': apiKey }), kill };
}

describe('kill -9 of the whole process tree', () => {
  const random = createSeededRandom();
  let dataDir: string;
  let running: Running | undefined;
  const folders: string[] = [];

  beforeEach(() => {
    dataDir = temporaryFolder();
    folders.push(dataDir);
  });
  after(async () => {
    await running?.kill();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it(`loses no acknowledged ID when killed ${times(registryKills)} with ${writers} concurrent writers`, async function () {
    this.timeout(1_800_000);
    const acknowledged = new Set<string>();
    const requested = new Set<string>();

    for (let cycle = 0; cycle < registryKills; cycle += 1) {
      const { send, kill } = await start(dataDir);
      running = { send, kill };
      const writing = Promise.all(
        Array.from({ length: writers }, (_, writer) =>
          addUntilKilled(send, `KILL-${cycle}-${writer}`, requested, acknowledged),
        ),
      );
      const enough = acknowledged.size + writers;
      while (acknowledged.size < enough) await sleep(5);
      await sleep(random() * 100);
      await kill();
      await writing;
    }

    running = await start(dataDir);
    const { send, kill } = running;
    const listed = await listAll(send);
    expect(acknowledged.size).to.be.at.least(registryKills * writers);
    expect(difference(acknowledged, listed), 'acknowledged but lost').to.deep.equal([]);
    expect(difference(listed, requested), 'listed but never requested').to.deep.equal([]);
    expect(await unreadable(send, listed), 'listed but not readable').to.deep.equal([]);
    await kill();
  });

  it(`completes every accepted submission when killed ${times(workflowKills)}, with ${submissionsInFlight} that add and ${deletionsInFlight} that delete in flight`, async function () {
    this.timeout(1_800_000 + workflowKills * 120_000);
    const accepted: string[] = [];
    const deleting: string[] = [];

    for (let cycle = 0; cycle < workflowKills; cycle += 1) {
      running = await start(dataDir);
      const { send, kill } = running;
      const lists = Array.from({ length: submissionsInFlight }, (_, index) => createIds(cycle, index));
      const addedBy = await submit(send, createDeletedIds(cycle));
      await retryUntilCompleted(send, addedBy);
      const deletions = listTwice(createDeletedIds(cycle)).map((ids) =>
        submit(send, ids, { action: 'delete', addedBy }),
      );
      const additions = lists.map((ids) => submit(send, ids));
      accepted.push(...(await Promise.all(additions)));
      deleting.push(...(await Promise.all(deletions)));
      await sleep(random() * 200);
      await kill();
    }

    running = await start(dataDir);
    const { send, kill } = running;
    const added = await collectIds(send, accepted, 'added');
    const deleted = await collectIds(send, deleting, 'deleted');
    const absent = await collectIds(send, deleting, 'absent');
    const cycles = Array.from({ length: workflowKills }, (_, cycle) => cycle);
    const expected = cycles.flatMap((cycle) =>
      Array.from({ length: submissionsInFlight }, (_, index) => createIds(cycle, index)).flat(),
    );
    const toDelete = cycles.flatMap(createDeletedIds).sort();

    expect(accepted).to.have.lengthOf(workflowKills * submissionsInFlight);
    expect(added.sort(), 'each ID is added once').to.deep.equal([...new Set(expected)].sort());
    expect(deleted.sort(), 'one of two submissions deletes an ID').to.deep.equal(toDelete);
    expect(absent.sort(), 'the other one finds it absent').to.deep.equal(toDelete);
    expect([...(await listAll(send))].sort(), 'deleted IDs are not listed').to.deep.equal(added);
    for (const id of toDelete.slice(0, 20)) expect(await readActions(send, id), id).to.deep.equal(['added', 'deleted']);
    await kill();
  });
});

/**
 * Retries a submission that failed, because a restart on a busy machine can outlast all attempts of its workflow. Fails
 * if several retries do not help.
 */
async function retryUntilCompleted(send: HttpClient, submissionId: string): Promise<Submission> {
  for (let retries = 0; ; retries += 1) {
    const submission = await waitForStatus(send, submissionId, ['completed', 'failed'], 1_200_000);
    if (submission.status === 'completed') return submission;
    expect(retries, `retries of ${submissionId}: ${JSON.stringify(submission)}`).to.be.below(retriesMax);
    const { status } = await withRetries(send)({ method: 'POST', path: `/submissions/${submissionId}/retry` });
    expect([202, 409], `retry of ${submissionId}`).to.include(status);
  }
}

/** The IDs with this outcome in completed submissions. */
async function collectIds(send: HttpClient, submissionIds: readonly string[], outcome: string): Promise<string[]> {
  const completed: Submission[] = [];
  for (const submissionId of submissionIds) completed.push(await retryUntilCompleted(send, submissionId));
  return completed.flatMap(({ results }) => results.filter((result) => result.outcome === outcome).map(({ id }) => id));
}

/** Three IDs: one unique, one shared by two submissions, one shared by all submissions of the cycle. */
const createIds = (cycle: number, index: number): readonly string[] => [
  `FLIGHT-${cycle}-${index}`,
  `FLIGHT-${cycle}-PAIR-${Math.floor(index / 2)}`,
  `FLIGHT-${cycle}-ALL`,
];

/** The IDs that the delete submissions of the cycle delete. */
const createDeletedIds = (cycle: number): readonly string[] =>
  Array.from({ length: 2 * deletionsInFlight }, (_, index) => `DELETED-${cycle}-${index}`);

/** Lists of four IDs. Each ID is in two of them. */
function listTwice(ids: readonly string[]): readonly (readonly string[])[] {
  const lists = ids.flatMap((_, index) => (index % 4 === 0 ? [ids.slice(index, index + 4)] : []));
  return [...lists, ...lists];
}

/** Adds new IDs sequentially until a request fails. */
async function addUntilKilled(send: HttpClient, prefix: string, requested: Set<string>, acknowledged: Set<string>) {
  for (let number = 0; ; number += 1) {
    const id = `${prefix}-${number}`;
    requested.add(id);
    const answer = await send({ method: 'PUT', path: `/customer-ids/${id}` }).catch(() => undefined);
    if (!answer) return;
    if (answer.status === 201) acknowledged.add(id);
  }
}

const difference = (expected: ReadonlySet<string>, actual: ReadonlySet<string>): readonly string[] =>
  [...expected].filter((id) => !actual.has(id));

async function unreadable(send: HttpClient, ids: Iterable<string>): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const id of ids) {
    const { status } = await send({ method: 'GET', path: `/customer-ids/${id}` });
    if (status !== 200) failed.push(id);
  }
  return failed;
}

async function listAll(send: HttpClient): Promise<ReadonlySet<string>> {
  const listed = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const { text } = await send({ method: 'GET', path: `/customer-ids?limit=100${cursor && `&cursor=${cursor}`}` });
    const page: { items: { id: string }[]; nextCursor: string | null } = JSON.parse(text);
    for (const { id } of page.items) listed.add(id);
    cursor = page.nextCursor;
  }
  return listed;
}

/** The actions in the history of an ID, which it keeps when it is added again. */
async function readActions(send: HttpClient, id: string): Promise<readonly string[]> {
  const { text } = await send({ method: 'PUT', path: `/customer-ids/${id}` });
  const { history }: { history: readonly { readonly action: string }[] } = JSON.parse(text);
  return history.map(({ action }) => action).slice(0, -1);
}
