// The local AWS of the pictures: the shipped system, but with a time, an API key and an address that are always the same.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '#support/frontend/browser.ts';
import { stackVariant } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { begin, file as clockFile, variable as clockVariable } from './fixed-clock.cjs';

/** The time of the pictures, by which browsers stand still. */
export const now = new Date(begin);

/** Where `make start` serves the page. */
const shownUrl = 'http://localhost:5173';

/** Opens nothing but the registry of the pictures. */
const apiKey = 'key-of-the-pictures-'.repeat(2).concat('4f2a');

export interface Stage {
  readonly local: RunningLocalAws;
  readonly browser: Browser;
  readonly url: string;
  readonly apiKey: string;
  readonly close: () => Promise<void>;
}

/** Nothing of the host's environment reaches a function, so the stack tells it what time it is. */
const stackAtThatTime = () =>
  stackVariant({
    aws_lambda_function: ({ environment }) => {
      environment[0].variables.NODE_OPTIONS = `--require ${clockFile}`;
      environment[0].variables[clockVariable] = process.env[clockVariable];
    },
  });

export async function openStage(): Promise<Stage> {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'api-key'), apiKey);
  const local = await startTemporaryLocalAws(await stackAtThatTime(), { dataDir });
  const { host } = new URL(local.url);
  const browser = await launchBrowser(`--host-resolver-rules=MAP ${new URL(shownUrl).host} ${host}`);
  const close = async () => {
    await browser.close();
    await local.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { local, browser, url: shownUrl, apiKey, close };
}
