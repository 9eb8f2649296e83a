import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readZip } from '#local/lambda/zip.ts';
import { createZip } from './create-zip.ts';
import { repository } from './stack-variants.ts';

export interface FailingBundleOptions {
  readonly functionName: string;
  readonly times: number;
  /** The error name; the workflow retries TransientError. */
  readonly error: string;
  readonly folder: string;
}

const countFileOf = ({ functionName, folder }: FailingBundleOptions): string => join(folder, `${functionName}.tally`);

/** Creates a bundle that throws `times` times and then runs the real handler. Returns its path in the repository. */
export function createFailingBundle(options: FailingBundleOptions): string {
  const { functionName, times, error, folder } = options;
  const real = readZip(readFileSync(join(repository, `functions/dist/${functionName}.zip`))).get('index.js');
  const countFile = countFileOf(options);
  writeFileSync(countFile, '');
  const source = `
    const fs = require('node:fs');
    const real = require('./real.js');
    exports.handler = async (...call) => {
      if (fs.readFileSync(${JSON.stringify(countFile)}, 'utf8').length >= ${times}) return real.handler(...call);
      fs.appendFileSync(${JSON.stringify(countFile)}, 'x');
      throw Object.assign(new Error('busy'), { name: ${JSON.stringify(error)} });
    };`;
  const file = join(folder, `${functionName}.zip`);
  writeFileSync(file, createZip({ 'index.js': source, 'real.js': String(real) }));
  return relative(repository, file);
}

/** Makes the next `count` calls throw, at most `times`, and those after them succeed. */
export const failNextCalls = (options: FailingBundleOptions, count: number): void =>
  writeFileSync(countFileOf(options), 'x'.repeat(options.times - count));
