import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { frameChunk } from './chunks.ts';

export type Budget = { readonly initialJs: number; readonly initialCss: number; readonly lazyChunk: number };

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

/** The entry, the frame and their imports: what every page needs. Page code and the shared chunk are lazy. */
function initialChunks(chunks: readonly Chunk[]): Set<Chunk> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const initial = new Set(chunks.filter(({ isEntry, name }) => isEntry || name === frameChunk));
  // Iterating a Set also visits entries added during the iteration.
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
  // Workers are built separately and listed as assets.
  const workers = assets.filter(({ fileName }) => fileName.endsWith('.js'));
  const initial = initialChunks(chunks);
  if (![...initial].some(({ name }) => name === frameChunk))
    return [`The build has no chunk named ${frameChunk}, so the initial JavaScript cannot be measured.`];
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

/** Fails a build that exceeds the budget. */
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
