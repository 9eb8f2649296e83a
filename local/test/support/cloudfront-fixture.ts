import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gateway } from '#local/api-gateway/gateway.ts';
import type { Listening } from '#local/aws/listen.ts';
import { createCloudFront } from '#local/cloudfront/cloudfront.ts';
import { startDistribution } from '#local/cloudfront/distribution.ts';
import { readStack } from '#local/stack.ts';
import { stackFile as committedStackFile } from './stack-variants.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const PAGE = '<!doctype html><title>Registry</title>';

export interface RunningCloudFront extends Listening {
  /** Where the page is built. */
  readonly folder: string;
  readonly log: readonly string[];
}

export interface CloudFrontOptions {
  readonly stackFile?: string;
  /** Instead of a small page. */
  readonly siteFolder?: string;
  readonly gateway?: Gateway;
  readonly monotonicMillis?: () => number;
}

const apiAnswer: Gateway = async () => ({ status: 200, headers: [['X-Api', 'yes']], body: Buffer.from('api') });

/** The local CloudFront before a small built page, and an API that always answers the same. */
export async function startCloudFront(options: CloudFrontOptions = {}): Promise<RunningCloudFront> {
  const { stackFile = committedStackFile, gateway = apiAnswer, monotonicMillis = () => 0 } = options;
  const folder = options.siteFolder ?? builtPage();
  const log: string[] = [];
  const answer = createCloudFront({
    stack: readStack(stackFile),
    siteFolder: folder,
    gateway,
    monotonicMillis,
    log: (line) => log.push(line),
  });
  const server = await startDistribution({ port: 0, answer, log: (line) => log.push(line) });
  return { ...server, folder, log };
}

function builtPage(): string {
  const folder = join(temporaryFolder(), 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'assets/app-1a2b.js'), 'export {};'.repeat(100));
  writeFileSync(join(folder, 'favicon.ico'), Buffer.from([0, 1]));
  writeFileSync(join(folder, '../secret.txt'), 'secret');
  return folder;
}
