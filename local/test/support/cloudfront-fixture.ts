import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gateway } from '#local/api-gateway/gateway.ts';
import type { ListeningServer } from '#local/aws/listen.ts';
import { createCloudFront } from '#local/cloudfront/cloudfront.ts';
import { startDistribution } from '#local/cloudfront/distribution.ts';
import { readStack } from '#local/stack.ts';
import { stackFile as committedStackFile } from './stack-variants.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const PAGE = '<!doctype html><title>Registry</title>';

export interface RunningCloudFront extends ListeningServer {
  /** The folder with the built page. */
  readonly folder: string;
  readonly log: readonly string[];
}

export interface CloudFrontOptions {
  readonly stackFile?: string;
  /** Defaults to a small page. */
  readonly siteFolder?: string;
  readonly gateway?: Gateway;
  readonly monotonicMillis?: () => number;
}

const apiResponse: Gateway = async () => ({ status: 200, headers: [['X-Api', 'yes']], body: Buffer.from('api') });

/** Starts CloudFront with a small page and an API with a fixed response. */
export async function startCloudFront(options: CloudFrontOptions = {}): Promise<RunningCloudFront> {
  const { stackFile = committedStackFile, gateway = apiResponse, monotonicMillis = () => 0 } = options;
  const folder = options.siteFolder ?? createBuiltPage();
  const log: string[] = [];
  const handle = createCloudFront({
    stack: readStack(stackFile),
    siteFolder: folder,
    gateway,
    monotonicMillis,
    log: (line) => log.push(line),
  });
  const server = await startDistribution({ port: 0, handle: handle, log: (line) => log.push(line) });
  return { ...server, folder, log };
}

function createBuiltPage(): string {
  const folder = join(temporaryFolder(), 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'assets/app-1a2b.js'), 'export {};'.repeat(100));
  writeFileSync(join(folder, 'favicon.ico'), Buffer.from([0, 1]));
  writeFileSync(join(folder, '../secret.txt'), 'secret');
  return folder;
}
