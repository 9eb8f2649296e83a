import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type HttpClient, httpClient } from '#support/local/http-client.ts';
import { repository } from '#support/local/stack-variants.ts';

const cycles = 20;
const writers = 32;

interface Running {
  readonly send: HttpClient;
  /** Ends every process of the system at once, as a power switch would. */
  readonly kill: () => Promise<void>;
}

async function start(dataDir: string): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, [...process.execArgv, 'local/src/main.ts'], {
    cwd: repository,
    env: { ...process.env, PORT: '0', AWS_PORT: '0', DATA_DIR: dataDir },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
      const found = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(output);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`The local AWS ended with ${code}: ${output}`)));
  });
  const apiKey = (await readFile(join(dataDir, 'api-key'), 'utf8')).trim();
  const kill = async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  return { send: httpClient(`${url}/api`, { 'x-api-key': apiKey }), kill };
}

describe('kill -9 of the whole process tree', () => {
  let dataDir: string;
  let running: Running | undefined;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kill-'));
  });
  after(async () => {
    await running?.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  it(`loses no acknowledged ID in ${cycles} kills during ${writers} concurrent writers`, async function () {
    this.timeout(180_000);
    const acknowledged = new Set<string>();
    const asked = new Set<string>();

    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const { send, kill } = await start(dataDir);
      running = { send, kill };
      const writing = Promise.all(
        Array.from({ length: writers }, (_, writer) =>
          addUntilKilled(send, `KILL-${cycle}-${writer}`, asked, acknowledged),
        ),
      );
      const enough = acknowledged.size + writers;
      while (acknowledged.size < enough) await sleep(5);
      await sleep(Math.random() * 100);
      await kill();
      await writing;
    }

    running = await start(dataDir);
    const { send } = running;
    const listed = await listAll(send);
    expect(acknowledged.size).to.be.at.least(cycles * writers);
    expect(
      [...acknowledged].filter((id) => !listed.has(id)),
      'acknowledged and lost',
    ).to.deep.equal([]);
    expect(
      [...listed].filter((id) => !asked.has(id)),
      'listed and never asked for',
    ).to.deep.equal([]);
    expect(await unreadable(send, listed), 'listed and not readable').to.deep.equal([]);
  });
});

/** Adds one new ID after the other, until the system no longer answers. */
async function addUntilKilled(send: HttpClient, prefix: string, asked: Set<string>, acknowledged: Set<string>) {
  for (let number = 0; ; number += 1) {
    const id = `${prefix}-${number}`;
    asked.add(id);
    const answer = await send({ method: 'PUT', path: `/customer-ids/${id}` }).catch(() => undefined);
    if (!answer) return;
    if (answer.status === 201) acknowledged.add(id);
  }
}

async function unreadable(send: HttpClient, ids: Iterable<string>): Promise<string[]> {
  const missing: string[] = [];
  for (const id of ids) {
    const { status } = await send({ method: 'GET', path: `/customer-ids/${id}` });
    if (status !== 200) missing.push(id);
  }
  return missing;
}

async function listAll(send: HttpClient): Promise<Set<string>> {
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
