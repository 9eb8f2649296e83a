// Sets up a rehearsal: a copy of the project, and moto behind a proxy instead of AWS.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { cleanEnvironment } from '#tools/lib/terraform.ts';
import { adaptForMoto } from './adapt-for-moto.ts';
import { copyProject } from './copy-project.ts';
import { startMoto } from './moto.ts';
import { overrides } from './overrides.ts';
import { startProxy } from './proxy.ts';
import { missingInMoto } from './services/all.ts';

export interface CommandResult {
  readonly status: number | null;
  readonly output: string;
}

export interface Rehearsal {
  readonly awsUrl: string;
  /** The infra folder of the copy. */
  readonly infra: string;
  readonly handled: ReadonlySet<string>;
  /** Runs `make` in the copy, with AUTO=1. */
  readonly make: (...args: readonly string[]) => Promise<CommandResult>;
  /** Runs `make` in the copy on a terminal where someone types `input`. */
  readonly makeOnTerminal: (input: string, ...args: readonly string[]) => Promise<CommandResult>;
  readonly run: (command: string, ...args: readonly string[]) => Promise<CommandResult>;
  readonly stop: () => Promise<void>;
}

/** Node cannot open a pseudo-terminal. Python can, and is there wherever moto is. */
const runOnTerminal = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** The environment that is deployed and destroyed. `make rehearse ENV=prod` sets it; `make test` always rehearses dev. */
export const { REHEARSED: rehearsed = 'dev' } = process.env;

/** Fake credentials and a loopback endpoint. The user's own AWS profile is never used. */
export const fakeAccount = (url: string): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: url,
  // A deploy refuses an endpoint on this machine unless it is a rehearsal.
  REHEARSAL: '1',
  AWS_PROFILE: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_REGION: undefined,
  AWS_DEFAULT_REGION: undefined,
  AWS_ACCESS_KEY_ID: 'rehearsal',
  AWS_SECRET_ACCESS_KEY: 'rehearsal',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});

/** Sets a variable of the rehearsed environment, in the copy's tfvars. A text is an HCL expression. */
export function changeSetting(infra: string, name: string, value: boolean | string): void {
  const file = join(infra, `environments/${rehearsed}.tfvars`);
  const others = readFileSync(file, 'utf8').replace(new RegExp(`^${name} .*\n`, 'm'), '');
  writeFileSync(file, `${others}${name} = ${value}\n`);
}

export async function startRehearsal(): Promise<Rehearsal> {
  const moto = await startMoto();
  const proxy = await startProxy({ services: missingInMoto(), moto: { port: moto.port, adapt: adaptForMoto } });
  const copy = copyProject();
  const infra = join(copy.folder, 'infra');
  for (const [path, text] of Object.entries(overrides(proxy.url))) writeFileSync(join(infra, path), text);
  // moto is a new account, without a log role.
  changeSetting(infra, 'manage_api_gateway_account', true);

  const env = {
    ...cleanEnvironment(),
    ...fakeAccount(proxy.url),
    ...openEnvironment(rehearsed, infra).terraformEnvironment,
    AUTO: '1',
    SMOKE: 'page',
  };
  const execute = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv, input = '') => {
    const child = spawn(command, args, { cwd: copy.folder, env, stdio: 'pipe' });
    child.stdin.end(input);
    const exited = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    const [status, stdout, stderr] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
    return { status, output: `${stdout}${stderr}` };
  };
  const run = (command: string, ...args: readonly string[]) => execute(command, args, env);

  return {
    awsUrl: proxy.url,
    infra,
    handled: proxy.handled,
    run,
    make: (...args) => run('make', ...args),
    makeOnTerminal: (input, ...args) =>
      execute('python3', ['-c', runOnTerminal, 'make', ...args], { ...env, AUTO: undefined }, input),
    stop: async () => {
      await proxy.stop();
      await moto.stop();
      copy.remove();
    },
  };
}
