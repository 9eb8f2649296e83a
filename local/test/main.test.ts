import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { listen } from '#local/aws/listen.ts';
import { type SpawnedProgram, spawnLocal } from '#support/local/spawn-local.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

describe('the program', () => {
  const programs: SpawnedProgram[] = [];
  afterEach(async () => {
    for (const program of programs.splice(0)) {
      program.signal('SIGKILL');
      await program.ended;
    }
  });

  const start = (variables: Readonly<Record<string, string>>, program = 'main.ts'): SpawnedProgram => {
    const spawned = spawnLocal(program, variables);
    programs.push(spawned);
    return spawned;
  };
  const startOn = (dataDir: string): SpawnedProgram => start({ PORT: '0', DATA_DIR: dataDir });
  const addressOf = async (program: SpawnedProgram): Promise<string> =>
    (await program.shows(/http:\/\/localhost:\d+/))[0].replace('localhost', '127.0.0.1');

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`stops within two seconds and in order on ${signal}`, async () => {
      const dataDir = temporaryFolder();
      const program = startOn(dataDir);
      await program.shows(/Ctrl-C stops/);
      const before = performance.now();

      program.signal(signal);
      const code = await program.ended;

      expect(code).to.equal(0);
      expect(performance.now() - before).to.be.below(2000);
      expect(existsSync(join(dataDir, 'lock'))).to.equal(false);
    });
  }

  it('stops within two seconds while clients hold their connections', async () => {
    const program = startOn(temporaryFolder());
    const url = await addressOf(program);
    await Promise.all(Array.from({ length: 8 }, () => fetch(`${url}/api/health`)));
    const before = performance.now();

    program.signal('SIGINT');

    expect(await program.ended).to.equal(0);
    expect(performance.now() - before).to.be.below(2000);
  });

  it('shows an address that answers and a key that opens', async () => {
    const program = startOn(temporaryFolder());
    const url = await addressOf(program);
    const key = (await program.shows(/API key\s+(\S+)/))[1] ?? '';

    const health = await fetch(`${url}/api/health`);
    const listing = await fetch(`${url}/api/customer-ids`, { headers: { 'x-api-key': key } });

    expect([health.status, listing.status]).to.deep.equal([200, 200]);
  });

  it('refuses a data folder that another process uses, names that process and harms nothing', async () => {
    const dataDir = temporaryFolder();
    const first = startOn(dataDir);
    const url = await addressOf(first);
    const lock = readFileSync(join(dataDir, 'lock'), 'utf8');

    const second = startOn(dataDir);
    const code = await second.ended;

    expect(code).to.equal(1);
    expect(second.output()).to.equal(
      `The data folder ${dataDir} is in use by process ${first.pid}, which runs the local AWS already. Stop it, or choose another folder with DATA_DIR.\n`,
    );
    expect(readFileSync(join(dataDir, 'lock'), 'utf8')).to.equal(lock);
    expect((await fetch(`${url}/api/health`)).status).to.equal(200);
  });

  it('starts again after kill -9 with the same key, and says that the last stop was not in order', async () => {
    const dataDir = temporaryFolder();
    const first = startOn(dataDir);
    const key = (await first.shows(/API key\s+(\S+)/))[1];
    first.signal('SIGKILL');
    await first.ended;

    const second = startOn(dataDir);
    const keyAgain = (await second.shows(/API key\s+(\S+)/))[1];

    expect(keyAgain).to.equal(key);
    expect(second.output()).to.include('The last run ended without stopping in order.');
  });

  it('takes over a lock whose process id belongs to another program by now', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'lock'), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));

    await startOn(dataDir).shows(/Ctrl-C stops/);
  });

  for (const variable of ['PORT', 'AWS_PORT'] as const) {
    it(`says that a port is taken, and that ${variable} chooses another`, async () => {
      const dataDir = temporaryFolder();
      const other = await listen(createServer(), 0);
      const port = String(other.port);

      const program = start({ PORT: '0', AWS_PORT: '0', DATA_DIR: dataDir, [variable]: port });
      const code = await program.ended;
      await other.stop();

      expect(code).to.equal(1);
      expect(program.output()).to.equal(
        `Port ${port} is taken by another program. Choose another with ${variable} (in the environment or in .env).\n`,
      );
      expect(existsSync(join(dataDir, 'lock'))).to.equal(false);
    });
  }

  it('says that the data folder cannot be written', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');

    const program = startOn(join(file, 'data'));

    expect(await program.ended).to.equal(1);
    expect(program.output())
      .to.match(/^The data folder .*\/file\/data cannot be written: .*\n$/)
      .and.include('DATA_DIR');
  });

  it('lists all faults of its settings at once', async () => {
    const program = start({ PORT: 'http', AWS_PORT: '70000', LOG: 'loud' });

    expect(await program.ended).to.equal(1);
    expect(program.output().trim().split('\n')).to.deep.equal([
      'PORT must be a port from 1 to 65535, or 0 for any free one, not "http".',
      'AWS_PORT must be a port from 1 to 65535, or 0 for any free one, not "70000".',
      'LOG must be info or debug, not "loud".',
    ]);
  });

  describe('print-api-key', () => {
    const printKey = async (dataDir: string) => {
      const program = start({ DATA_DIR: dataDir }, 'print-api-key.ts');
      return { code: await program.ended, output: program.output() };
    };

    it('makes the key once, prints it alone and keeps it from other users', async () => {
      const dataDir = join(temporaryFolder(), 'new');

      const prints = [await printKey(dataDir), await printKey(dataDir)];

      expect(prints[0]?.output).to.match(/^[\w-]{40}\n$/);
      expect(prints[1]).to.deep.equal({ code: 0, output: prints[0]?.output });
      expect(statSync(join(dataDir, 'api-key')).mode & 0o777).to.equal(0o600);
    });

    it('prints one key to all who ask at the same time', async () => {
      const dataDir = temporaryFolder();

      const prints = await Promise.all([1, 2, 3, 4].map(() => printKey(dataDir)));

      expect(new Set(prints.map(({ output }) => output)).size).to.equal(1);
    });

    it('prints the key of the running system', async () => {
      const dataDir = temporaryFolder();
      const shown = (await startOn(dataDir).shows(/API key\s+(\S+)/))[1];

      expect((await printKey(dataDir)).output).to.equal(`${shown}\n`);
    });

    it('says that the data folder cannot be written', async () => {
      const file = join(temporaryFolder(), 'file');
      writeFileSync(file, '');

      const { code, output } = await printKey(join(file, 'data'));

      expect(code).to.equal(1);
      expect(output).to.match(/^(No API key can be kept in|The API key in) .*file\/data.*\n$/);
    });

    it('refuses a file that holds no key', async () => {
      const dataDir = temporaryFolder();
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(join(dataDir, 'api-key'), '\n');

      const { code, output } = await printKey(dataDir);

      expect(code).to.equal(1);
      expect(output).to.equal(`${dataDir}/api-key holds no API key. Delete it, and a new one is made.\n`);
    });
  });
});
