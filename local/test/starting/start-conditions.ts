import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { httpClient } from '#support/local/http-client.ts';
import { rawRequest } from '#support/local/raw-request.ts';
import type { SpawnedProgram } from '#support/local/spawn-local.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { cloneInto, copyClone, hasLock, runMake, type Start } from './clone.ts';

type Prepare = (folder: string) => void;

interface Condition extends Start {
  readonly folder?: string;
  /** Before anything is installed. */
  readonly isFresh?: true;
  readonly prepare?: Prepare;
}

const write =
  (name: string, text: string): Prepare =>
  (folder) =>
    writeFileSync(join(folder, name), text);

const deadProxy = 'http://127.0.0.1:9';

/** Conditions under which npm installs, so that each needs a separate clone. */
const installs: Readonly<Record<string, Condition>> = {
  'NODE_ENV=production': { variables: { NODE_ENV: 'production' } },
  'npm settings that omit packages': { variables: { npm_config_omit: 'dev optional', npm_config_production: 'true' } },
  'an .npmrc that omits packages': { prepare: write('.npmrc', 'omit[]=dev\nomit[]=optional\ndry-run=true\n') },
  'files left by an incomplete install': {
    prepare: (folder) => execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--silent'], { cwd: folder }),
  },
  'blanks, a percent sign, a quote and an umlaut in the path': { folder: "Übung 100% (1)/it's here" },
};

/** Conditions for which a copy of a built clone is enough. */
const runs: Readonly<Record<string, Condition>> = {
  'proxy variables that lead nowhere': {
    variables: {
      HTTP_PROXY: deadProxy,
      HTTPS_PROXY: deadProxy,
      ALL_PROXY: deadProxy,
      http_proxy: deadProxy,
      NODE_USE_ENV_PROXY: '1',
    },
  },
  "the shell's own AWS profile, region and endpoint": {
    variables: { AWS_PROFILE: 'nosuch', AWS_REGION: 'ap-south-1', AWS_ENDPOINT_URL: deadProxy },
  },
  'NODE_OPTIONS for source maps and a larger heap': {
    variables: { NODE_OPTIONS: '--enable-source-maps --max-old-space-size=4096' },
  },
  'a home folder that does not exist': { variables: { HOME: '/nonexistent' } },
  'a variable ENV of the shell': { variables: { ENV: '/root/.shrc' } },
  'an .env file with CRLF, quotes and export': {
    prepare: write('.env', 'export LOG="debug"\r\nDATA_DIR=\'.data\'\r\n'),
  },
  'an .env file with a byte order mark': { prepare: write('.env', '\ufeffLOG=debug\r\n') },
};

/** Conditions that stop the start with a sentence. */
const refusals: Readonly<Record<string, Condition & { readonly message: RegExp }>> = {
  'a # in the path': { folder: 'C#', isFresh: true, message: /^The path of this folder contains # or \?/m },
  'a ? in the path': { folder: 'what?', isFresh: true, message: /^The path of this folder contains # or \?/m },
  'a low limit of open files': { setUp: 'ulimit -n 64', message: /^The limit of open files is 64, / },
  'a DATA_DIR in /proc': { variables: { DATA_DIR: '/proc/nope' }, message: /^The data folder \/proc\/nope is not / },
  'a DATA_DIR inside a file': { variables: { DATA_DIR: 'README.md/data' }, message: /^The data folder .* is not wri/ },
  'a DATA_DIR that begins with ~': { variables: { DATA_DIR: '~/data' }, message: /^DATA_DIR must not begin with ~/ },
  'invalid ports': { variables: { PORT: 'http' }, message: /^PORT must be a port from 1 to 65535/ },
};

describe('make start in a fresh clone', function () {
  this.timeout(1_200_000);
  let parent: string;
  let built: string;
  let started: SpawnedProgram[] = [];

  const start = (folder: string, condition: Start = {}): SpawnedProgram => {
    const make = runMake(folder, condition);
    started.push(make);
    return make;
  };
  const prepared = (create: (folder: string) => string, name: string, { folder = 'clone', prepare }: Condition) => {
    const clone = create(join(parent, name.replaceAll(/\W/g, '-'), folder));
    prepare?.(clone);
    return clone;
  };
  const expectNothingLeft = async (folder: string, make: SpawnedProgram): Promise<void> => {
    await make.exited;
    await eventually(() => !make.isTreeRunning() || undefined);
    expect(hasLock(folder), 'a lock is left').to.equal(false);
  };

  /** Adds an ID, completes a submission, and ends on Ctrl-C without leaving a process or a lock. */
  async function expectToWork(folder: string, make: SpawnedProgram): Promise<void> {
    const [, url = ''] = await make.waitForOutput(/Page\s+(http:\S+)/);
    const [, key = ''] = await make.waitForOutput(/API key\s+(\S+)/);
    await make.waitForOutput(/Ctrl-C/);
    const send = httpClient(`${url}/api`, { 'x-api-key': key });
    const page = await fetch(url);
    const added = await send({ method: 'PUT', path: '/customer-ids/START-1' });
    const { counts } = await waitUntilCompleted(send, await submit(send, ['START-1', 'START-2']));

    expect([page.status, added.status]).to.deep.equal([200, 201]);
    expect(counts).to.deep.include({ added: 1, existing: 1 });
    make.signalTree('SIGINT');
    await expectNothingLeft(folder, make);
  }

  before(() => {
    parent = temporaryFolder();
    built = cloneInto(join(parent, 'built'));
    execFileSync('make', ['-s', 'build'], { cwd: built, stdio: 'ignore' });
  });
  afterEach(async () => {
    for (const make of started) make.signalTree('SIGKILL');
    await Promise.all(started.map(({ exited }) => exited));
    started = [];
  });
  after(() => rmSync(parent, { recursive: true, force: true }));

  for (const [name, condition] of Object.entries(installs))
    it(`installs, builds and works with ${name}`, async () => {
      const folder = prepared(cloneInto, name, condition);

      await expectToWork(folder, start(folder, condition));
    });

  it('installs, builds and works with CRLF line endings', async () => {
    const folder = cloneInto(join(parent, 'crlf'), '--config', 'core.autocrlf=true');

    expect(readFileSync(join(folder, 'package.json'), 'utf8')).to.include('\r\n');
    await expectToWork(folder, start(folder));
  });

  it('installs, builds and works for a user without a home folder and with a private umask', async function () {
    if (process.getuid?.() !== 0) {
      console.log('SKIPPED: another user is not tested. Only root can start as one.');
      this.skip();
    }
    const folder = cloneInto(join(parent, 'user'));
    execFileSync('chown', ['-R', 'nobody', folder]);
    execFileSync('chmod', ['755', parent]);

    await expectToWork(
      folder,
      start(folder, { user: 'nobody', setUp: 'umask 077', variables: { npm_config_cache: join(folder, '.npm') } }),
    );
  });

  for (const [name, condition] of Object.entries(runs))
    it(`works with ${name}`, async () => {
      const folder = prepared((to) => copyClone(built, to), name, condition);

      await expectToWork(folder, start(folder, condition));
    });

  for (const [name, condition] of Object.entries(refusals))
    it(`reports ${name} in a sentence and does not start`, async () => {
      const create = condition.isFresh ? cloneInto : (to: string) => copyClone(built, to);
      const folder = prepared(create, name, condition);
      const make = start(folder, condition);
      const outcome = await make.waitForOutput(/Ctrl-C/).then(
        () => 'started',
        () => make.exited,
      );

      expect(outcome).to.equal(2);
      expect(make.output())
        .to.match(condition.message)
        .and.not.match(/^\s+at /m);
      expect(hasLock(folder)).to.equal(false);
    });

  it('reports a port that another program uses, on 127.0.0.1 and on ::1', async () => {
    for (const host of ['127.0.0.1', '::1']) {
      const other = createServer().listen(0, host);
      await once(other, 'listening');
      const address = other.address();
      const port = address instanceof Object ? String(address.port) : '';
      try {
        const make = start(built, { variables: { PORT: port } });

        expect(await make.exited, host).to.equal(2);
        expect(make.output(), host).to.match(new RegExp(`^Port ${port} is already in use`));
      } finally {
        other.close();
      }
    }
  });

  it('names the process that uses the same data, and takes over after that one was killed', async () => {
    const folder = copyClone(built, join(parent, 'lock'));
    const first = start(folder);
    await first.waitForOutput(/Ctrl-C/);

    const second = start(folder);
    expect(await second.exited).to.equal(2);
    expect(second.output()).to.match(/^The data folder .* is in use by another local AWS \(process \d+\)/);

    first.signalTree('SIGKILL');
    await first.exited;
    await expectToWork(folder, start(folder));
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    it(`leaves no process and no lock after ${signal}`, async () => {
      const make = start(built);
      await make.waitForOutput(/Ctrl-C/);

      make.signalTree(signal);

      await expectNothingLeft(built, make);
    });

  it('stops without a stack trace when the reader of its output ends', async () => {
    const make = start(built, { target: 'start 2>&1 | head -3' });

    await expectNothingLeft(built, make);
    expect(make.output()).to.not.match(/^\s+at /m);
  });

  it("prints the API key of make api-key with a shell's own ENV", async () => {
    const make = start(built, { target: 'api-key', variables: { ENV: '/root/.shrc' } });

    expect(await make.exited).to.equal(0);
    expect(make.output()).to.match(/^cidw04page[0-9a-f]{32}\n$/);
  });

  it('refuses requests for another host on both ports', async () => {
    const make = start(built);
    const [, page = ''] = await make.waitForOutput(/Page\s+http:\/\/localhost:(\d+)/);
    const [, aws = ''] = await make.waitForOutput(/AWS APIs\s+http:\/\/127\.0\.0\.1:(\d+)/);

    for (const port of [page, aws]) {
      const response = await rawRequest(
        Number(port),
        'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      );
      expect(response).to.match(/^HTTP\/1\.1 (403|421) /);
    }
  });
});
