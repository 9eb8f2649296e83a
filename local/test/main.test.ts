import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { listen } from '#local/aws/listen.ts';
import { httpClient } from '#support/local/http-client.ts';
import { type SpawnedProgram, spawnLocal } from '#support/local/spawn-local.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

async function hasIpv6(): Promise<boolean> {
  const server = createServer().listen(0, '::1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return isListening;
}

describe('local/src/main.ts', () => {
  const programs: SpawnedProgram[] = [];
  afterEach(async () => {
    for (const program of programs.splice(0)) {
      program.signal('SIGKILL');
      await program.exited;
    }
  });

  const start = (variables: Readonly<Record<string, string>>, program = 'main.ts', setUp?: string): SpawnedProgram => {
    const spawned = spawnLocal(program, variables, setUp);
    programs.push(spawned);
    return spawned;
  };
  const startWithDataDir = (dataDir: string): SpawnedProgram => start({ PORT: '0', DATA_DIR: dataDir });
  const getUrl = async (program: SpawnedProgram): Promise<string> =>
    (await program.waitForOutput(/http:\/\/localhost:\d+/))[0].replace('localhost', '127.0.0.1');

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`shuts down cleanly on ${signal} to the process group, which make and npm repeat`, async () => {
      const dataDir = temporaryFolder();
      const program = startWithDataDir(dataDir);
      await program.waitForOutput(/Press Ctrl-C/);

      for (let times = 0; times < 3; times += 1) program.signalTree(signal);
      await program.waitForOutput(/Stopping/);
      program.signalTree(signal);

      expect(await program.exited).to.equal(0);
      expect(existsSync(join(dataDir, 'lock'))).to.equal(false);
    });
  }

  it('finishes the requests in progress before it shuts down, and resets no connection', async () => {
    const program = startWithDataDir(temporaryFolder());
    const url = await getUrl(program);
    const key = (await program.waitForOutput(/API key\s+(\S+)/))[1] ?? '';
    const send = httpClient(`${url}/api`, { 'x-api-key': key });
    const requests = Array.from({ length: 12 }, (_, index) =>
      send({ method: 'PUT', path: `/customer-ids/STOP-${index}` }),
    );
    await Promise.race(requests);

    program.signal('SIGTERM');
    const responses = await Promise.all(requests);

    expect(new Set(responses.map(({ status }) => status))).to.deep.equal(new Set([201]));
    expect(await program.exited).to.equal(0);
  });

  it('shuts down cleanly when the reader of its output ends', async () => {
    const dataDir = temporaryFolder();
    const program = startWithDataDir(dataDir);
    await program.waitForOutput(/Press Ctrl-C/);
    program.closeOutput();

    // It prints that it stops, which fails.
    program.signal('SIGINT');

    expect(await program.exited).to.equal(0);
    expect(existsSync(join(dataDir, 'lock'))).to.equal(false);
  });

  it('shuts down cleanly when the reader of its output ended before the start', async () => {
    const dataDir = temporaryFolder();
    const program = startWithDataDir(dataDir);
    program.closeOutput();

    expect(await program.exited).to.equal(0);
    expect(existsSync(join(dataDir, 'lock'))).to.equal(false);
  });

  it('makes its data unreadable to other users, including a folder from an earlier release', async () => {
    const dataDir = temporaryFolder();
    chmodSync(dataDir, 0o755);
    writeFileSync(join(dataDir, 'api-key'), `${'k'.repeat(40)}\n`);
    chmodSync(join(dataDir, 'api-key'), 0o600);
    const program = startWithDataDir(dataDir);
    await program.waitForOutput(/Press Ctrl-C/);

    const paths = [
      dataDir,
      ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(dataDir, name)),
    ];
    const open = paths.filter((path) => (statSync(path).mode & 0o077) !== 0);

    expect(paths.length).to.be.greaterThan(5);
    expect(open).to.deep.equal([]);
  });

  it('shuts down while clients keep connections open', async () => {
    const program = startWithDataDir(temporaryFolder());
    const url = await getUrl(program);
    await Promise.all(Array.from({ length: 8 }, () => fetch(`${url}/api/health`)));

    program.signal('SIGINT');

    expect(await program.exited).to.equal(0);
  });

  it('prints a working URL and API key', async () => {
    const program = startWithDataDir(temporaryFolder());
    const url = await getUrl(program);
    const key = (await program.waitForOutput(/API key\s+(\S+)/))[1] ?? '';

    const health = await fetch(`${url}/api/health`);
    const listing = await fetch(`${url}/api/customer-ids`, { headers: { 'x-api-key': key } });

    expect([health.status, listing.status]).to.deep.equal([200, 200]);
  });

  it('rejects a data folder that is in use, names the process and leaves it running', async () => {
    const dataDir = temporaryFolder();
    const first = startWithDataDir(dataDir);
    const url = await getUrl(first);
    const lock = readFileSync(join(dataDir, 'lock'), 'utf8');

    const second = startWithDataDir(dataDir);
    const code = await second.exited;

    expect(code).to.equal(1);
    expect(second.output()).to.equal(
      `The data folder ${dataDir} is in use by another local AWS (process ${first.pid}). Stop it, or set DATA_DIR to another folder.\n`,
    );
    expect(readFileSync(join(dataDir, 'lock'), 'utf8')).to.equal(lock);
    expect((await fetch(`${url}/api/health`)).status).to.equal(200);
  });

  it('restarts after kill -9 with the same API key and reports the unclean shutdown', async () => {
    const dataDir = temporaryFolder();
    const first = startWithDataDir(dataDir);
    const key = (await first.waitForOutput(/API key\s+(\S+)/))[1];
    first.signal('SIGKILL');
    await first.exited;

    const second = startWithDataDir(dataDir);
    const keyAgain = (await second.waitForOutput(/API key\s+(\S+)/))[1];

    expect(keyAgain).to.equal(key);
    expect(second.output()).to.include('The previous run did not shut down cleanly.');
  });

  it('takes over a lock whose PID has been reused by another program', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'lock'), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));

    await startWithDataDir(dataDir).waitForOutput(/Press Ctrl-C/);
  });

  for (const variable of ['PORT', 'AWS_PORT'] as const) {
    it(`reports that the port is in use and suggests setting ${variable}`, async () => {
      const dataDir = temporaryFolder();
      const other = await listen(createServer(), 0);
      const port = String(other.port);

      const program = start({ PORT: '0', AWS_PORT: '0', DATA_DIR: dataDir, [variable]: port });
      const code = await program.exited;
      await other.stop();

      expect(code).to.equal(1);
      expect(program.output()).to.equal(
        `Port ${port} is already in use. Set ${variable} to another port (in the environment or in .env).\n`,
      );
      expect(existsSync(join(dataDir, 'lock'))).to.equal(false);
    });
  }

  it('serves localhost on ::1 as well as on 127.0.0.1', async function () {
    if (!(await hasIpv6())) {
      console.log('SKIPPED: localhost on ::1 is not tested. This system has no IPv6.');
      this.skip();
    }
    const program = startWithDataDir(temporaryFolder());
    const url = (await getUrl(program)).replace('127.0.0.1', '[::1]');
    const health = await fetch(`${url}/api/health`);
    program.signal('SIGINT');

    expect(health.status).to.equal(200);
    expect(await program.exited).to.equal(0);
  });

  it('reports another program on the ::1 of the port, which the printed address would open', async function () {
    if (!(await hasIpv6())) {
      console.log('SKIPPED: another program on ::1 is not tested. This system has no IPv6.');
      this.skip();
    }
    const other = createServer().listen(0, '::1');
    await once(other, 'listening');
    const address = other.address();
    const port = address instanceof Object ? String(address.port) : '';

    const program = start({ PORT: port, AWS_PORT: '0', DATA_DIR: temporaryFolder() });
    const code = await program.exited;
    other.close();

    expect(code).to.equal(1);
    expect(program.output()).to.equal(
      `Port ${port} is already in use on ::1, which browsers try first for localhost. Set PORT to another port (in the environment or in .env).\n`,
    );
  });

  it('reports that the data folder is not writable', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');

    const program = startWithDataDir(join(file, 'data'));

    expect(await program.exited).to.equal(1);
    expect(program.output())
      .to.match(/^The data folder .*\/file\/data is not writable: .*\n$/)
      .and.include('DATA_DIR');
  });

  it('reports a data folder in a file system that cannot hold one, such as /proc', async function () {
    if (!existsSync('/proc/self')) {
      console.log('SKIPPED: a data folder in /proc is not tested. This system has no /proc.');
      this.skip();
    }
    const program = startWithDataDir('/proc/nope');

    expect(await program.exited).to.equal(1);
    expect(program.output()).to.match(/^The data folder \/proc\/nope is not writable: .* Set DATA_DIR to .*\n$/);
  });

  it('reports a limit of open files that is too low for the functions', async () => {
    const program = start({ PORT: '0', DATA_DIR: temporaryFolder() }, 'main.ts', 'ulimit -n 64');

    expect(await program.exited).to.equal(1);
    expect(program.output()).to.match(
      /^The limit of open files is 64, and the local AWS needs 128\. Raise it with .*\n$/,
    );
  });

  it('serves the printed address in folders whose names have a %, a # and a space', async () => {
    const program = startWithDataDir(join(temporaryFolder(), 'C# 100% (1)', 'data'));
    const url = await getUrl(program);

    expect((await fetch(`${url}/api/health`)).status).to.equal(200);
  });

  it('reports all invalid settings at once', async () => {
    const program = start({ PORT: 'http', AWS_PORT: '70000', LOG: 'loud', CLIENTS: 'Billing:read' });

    expect(await program.exited).to.equal(1);
    expect(program.output().trim().split('\n')).to.deep.equal([
      'PORT must be a port from 1 to 65535, or 0 for any free port, not "http".',
      'AWS_PORT must be a port from 1 to 65535, or 0 for any free port, not "70000".',
      'LOG must be info or debug, not "loud".',
      'CLIENTS contains "Billing:read". The name of a client must be 2 to 20 lower-case letters and digits.',
    ]);
  });

  it('replaces the API key of an earlier release with one per client and prints it', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'api-key'), `${'k'.repeat(40)}\n`);

    const program = startWithDataDir(dataDir);
    const [, key = ''] = await program.waitForOutput(/API key\s+(\S+)/);
    const listing = await fetch(`${await getUrl(program)}/api/customer-ids`, { headers: { 'x-api-key': key } });

    expect(program.output()).to.include(
      'This folder had a key of an earlier release, which names no client. It was replaced;',
    );
    expect(key).to.match(/^cidw04page[0-9a-f]{32}$/);
    expect(listing.status).to.equal(200);
    expect(existsSync(join(dataDir, 'api-key'))).to.equal(false);
  });

  it('prints the key of the first client that may write, and how to print the key of another', async () => {
    const program = start({ PORT: '0', DATA_DIR: temporaryFolder(), CLIENTS: 'billing:read,page:write' });

    await program.waitForOutput(/API key {3}cidw04page[0-9a-f]{32}\n/);
    await program.waitForOutput(
      /Clients {3}billing \(read\), page \(write\)\. For another key: make -s api-key CLIENT=page\n/,
    );
  });
});
