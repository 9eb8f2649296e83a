// The local system for screenshots, with a fixed time, API key and URL.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '#support/frontend/browser.ts';
import { stackVariant } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { begin, file as clockFile, variable as clockVariable } from './fixed-clock.cjs';

/** The fixed time of every screenshot. */
export const now = new Date(begin);

/** The URL of `make start`. */
const shownUrl = 'http://localhost:5173';

/** Valid only for this temporary registry. */
const apiKey = `cidw04page${'0'.repeat(28)}4f2a`;

export interface LocalSystem {
  readonly local: RunningLocalAws;
  readonly browser: Browser;
  readonly url: string;
  readonly apiKey: string;
  readonly close: () => Promise<void>;
}

/** Functions do not inherit the environment, so the stack sets their clock. */
const stackWithFixedClock = () =>
  stackVariant({
    aws_lambda_function: ({ environment }) => {
      environment[0].variables.NODE_OPTIONS = `--require ${clockFile}`;
      environment[0].variables[clockVariable] = process.env[clockVariable];
    },
  });

export async function startLocalSystem(): Promise<LocalSystem> {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'api-keys.json'), JSON.stringify([{ name: 'page', access: 'write', value: apiKey }]));
  const local = await startTemporaryLocalAws(await stackWithFixedClock(), { dataDir });
  const { host } = new URL(local.url);
  const browser = await launchBrowser(`--host-resolver-rules=MAP ${new URL(shownUrl).host} ${host}`);
  const close = async () => {
    await browser.close();
    await local.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { local, browser, url: shownUrl, apiKey, close };
}
