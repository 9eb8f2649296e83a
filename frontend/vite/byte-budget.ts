import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { frameChunk } from './chunks.ts';

export type Budget = { readonly initialJs: number; readonly initialCss: number; readonly lazyChunk: number };

/** What counts of the files that a build writes. */
export type Chunk = {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly name: string;
  readonly code: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
};
export type Asset = { readonly type: 'asset'; readonly fileName: string; readonly source: string | Uint8Array };

const gzipBytes = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).length;

/** The entry, the frame it sends for, and everything that these import: what every page needs. Its own code, and what pages share, is lazy. */
function initialChunks(chunks: readonly Chunk[]): Set<Chunk> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const initial = new Set(chunks.filter(({ isEntry, name }) => isEntry || name === frameChunk));
  // A Set also visits what is added to it on the way.
  for (const chunk of initial) {
    for (const name of chunk.imports) {
      const imported = byName.get(name);
      if (imported) initial.add(imported);
    }
  }
  return initial;
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

export function overBudget(outputs: readonly (Chunk | Asset)[], budget: Budget): readonly string[] {
  const chunks = outputs.filter((output) => output.type === 'chunk');
  const assets = outputs.filter((output) => output.type === 'asset');
  const styles = assets.filter(({ fileName }) => fileName.endsWith('.css'));
  // A worker is built by itself, and is an asset to the page.
  const workers = assets.filter(({ fileName }) => fileName.endsWith('.js'));
  const initial = initialChunks(chunks);
  if (![...initial].some(({ name }) => name === frameChunk))
    return [`The build has no chunk named ${frameChunk}, so there is nothing to hold the first visit to.`];
  const sizes = [
    { what: 'initial JavaScript', bytes: sum([...initial].map(({ code }) => gzipBytes(code))), max: budget.initialJs },
    { what: 'CSS', bytes: sum(styles.map(({ source }) => gzipBytes(source))), max: budget.initialCss },
    ...chunks
      .filter((chunk) => !initial.has(chunk))
      .map((chunk) => ({ what: chunk.fileName, bytes: gzipBytes(chunk.code), max: budget.lazyChunk })),
    ...workers.map(({ fileName, source }) => ({ what: fileName, bytes: gzipBytes(source), max: budget.lazyChunk })),
  ];
  return sizes
    .filter(({ bytes, max }) => bytes > max)
    .map(({ what, bytes, max }) => `${what} is ${bytes} bytes gzipped; its budget is ${max}.`);
}

/** Fails the build that would make the first visit slow. */
export function byteBudget(budget: Budget): Plugin {
  return {
    name: 'byte-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const faults = overBudget(Object.values(bundle), budget);
      if (faults.length > 0) this.error(faults.join('\n'));
    },
  };
}
