import { join } from 'node:path';
import { type Config, readConfig } from './config.ts';
import { Faults } from './faults/faults.ts';
import { type LocalAws, startLocalAws } from './local-aws.ts';
import { requireNode } from './node-version.ts';
import { readOpenFilesMax, requireOpenFiles } from './open-files.ts';
import { StartError } from './start-error.ts';

const root = join(import.meta.dirname, '../..');
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<void> {
  requireNode(process.versions.node);
  // Data is readable by its owner only. Child processes inherit this.
  process.umask(0o077);
  const outputClosed = watchOutput();
  const config = readConfig(root, process.env);
  requireOpenFiles(readOpenFilesMax());
  const stackFile = join(root, 'local/stack.json');
  const faults = config.scenario && new Faults(config.scenario);
  const local = await startLocalAws({ ...config, stackFile, root, faults, log: print });
  stopOnRequest(local, outputClosed);
  print(banner(config, local));
  local.warmUp().catch((error: unknown) => print(`lambda: warm-up failed: ${String(error)}`));
}

const banner = ({ dataDir, clients }: Config, { url, awsUrl, apiKey }: LocalAws): string => `
  Customer ID Management System, running locally

    Page      ${url.replace('127.0.0.1', 'localhost')}
    API       ${url.replace('127.0.0.1', 'localhost')}/api
    API key   ${apiKey}${clients.length > 1 ? listClients(clients) : ''}
    AWS APIs  ${awsUrl}
    Data      ${dataDir}

  Press Ctrl-C to stop.
`;

const listClients = (clients: Config['clients']): string => `
    Clients   ${clients.map(({ name, access }) => `${name} (${access})`).join(', ')}. For another key: make -s api-key CLIENT=${clients.at(-1)?.name}`;

/** Aborts when the output cannot be written: the terminal was closed, or the reader of a pipe has ended. */
function watchOutput(): AbortSignal {
  const closed = new AbortController();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => closed.abort());
  return closed.signal;
}

function stopOnRequest(local: LocalAws, outputClosed: AbortSignal): void {
  const stop = (): void => {
    outputClosed.removeEventListener('abort', stop);
    for (const signal of signals) {
      process.on(signal, ignore);
      process.removeListener(signal, stop);
    }
    // Restores the default handler, so that a later Ctrl-C ends the process immediately.
    setTimeout(() => process.removeListener('SIGINT', ignore), repeatMillis).unref();
    print('Stopping. Press Ctrl-C again to force.');
    local.stop().then(() => process.exit(0), fail);
  };
  for (const signal of signals) process.on(signal, stop);
  if (outputClosed.aborted) stop();
  else outputClosed.addEventListener('abort', stop);
}

/** A signal to a process group arrives several times: from its sender, and from make or the shell, which pass it on. */
const ignore = (): void => undefined;
const repeatMillis = 2_000;
// A closed terminal sends SIGHUP.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function fail(error: unknown): void {
  const text = error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

main().catch(fail);
