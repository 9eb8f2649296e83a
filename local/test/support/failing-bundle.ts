import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readZip } from '#local/lambda/zip.ts';
import { zipOf } from './create-zip.ts';
import { repository } from './stack-variants.ts';

export interface Failing {
  readonly functionName: string;
  readonly times: number;
  /** Name of the error: TransientError is what the workflow tries again. */
  readonly error: string;
  readonly folder: string;
}

/** A bundle that throws as often as told, and is the real one from then on; given as its path in the repository. */
export function failingFirst({ functionName, times, error, folder }: Failing): string {
  const real = readZip(readFileSync(join(repository, `functions/dist/${functionName}.zip`))).get('index.js');
  const tally = join(folder, `${functionName}.tally`);
  writeFileSync(tally, '');
  const source = `
    const fs = require('node:fs');
    const real = require('./real.js');
    exports.handler = async (...call) => {
      if (fs.readFileSync(${JSON.stringify(tally)}, 'utf8').length >= ${times}) return real.handler(...call);
      fs.appendFileSync(${JSON.stringify(tally)}, 'x');
      throw Object.assign(new Error('busy'), { name: ${JSON.stringify(error)} });
    };`;
  const file = join(folder, `${functionName}.zip`);
  writeFileSync(file, zipOf({ 'index.js': source, 'real.js': String(real) }));
  return relative(repository, file);
}
