import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Chunk, overBudget } from '#frontend-vite/byte-budget.ts';

/** Random text hardly compresses. */
const codeOf = (bytes: number): string => randomBytes(bytes).toString('latin1');

const chunk = (fileName: string, bytes: number, facts: Partial<Chunk> = {}): Chunk => ({
  type: 'chunk',
  fileName,
  name: fileName.replace('.js', ''),
  code: codeOf(bytes),
  isEntry: false,
  imports: [],
  ...facts,
});

const budget = { initialJs: 10_000, initialCss: 1_000, lazyChunk: 2_000 };
const first = [chunk('index.js', 100, { isEntry: true }), chunk('frame.js', 100)];

describe('overBudget', () => {
  it('counts the entry, the frame and their transitive imports as initial JavaScript', () => {
    const outputs = [
      chunk('index.js', 2_000, { isEntry: true, imports: ['a.js'] }),
      chunk('frame.js', 3_000, { imports: ['b.js'] }),
      chunk('a.js', 2_000),
      chunk('b.js', 2_000, { imports: ['c.js'] }),
      chunk('c.js', 2_000),
    ];

    const [fault, ...others] = overBudget(outputs, budget);

    expect(fault).to.match(/^initial JavaScript is \d+ bytes gzipped; its budget is 10000\.$/);
    expect(others).to.deep.equal([]);
  });

  it('reports a page over its budget', () => {
    const outputs = [...first, chunk('ids-page.js', 3_000), chunk('connect.js', 100)];

    const faults = overBudget(outputs, budget);

    expect(faults).to.have.lengthOf(1);
    expect(faults[0]).to.match(/^ids-page\.js is/);
  });

  it('reports a worker over its budget', () => {
    const worker = { type: 'asset', fileName: 'csv-worker.js', source: codeOf(3_000) } as const;

    expect(overBudget([...first, worker], budget)[0]).to.match(/^csv-worker\.js is/);
  });

  it('fails for a build without a frame chunk', () => {
    expect(overBudget([chunk('index.js', 100, { isEntry: true })], budget)).to.deep.equal([
      'The build has no chunk named frame, so the initial JavaScript cannot be measured.',
    ]);
  });

  it('reports nothing for a small build', () => {
    expect(overBudget(first, budget)).to.deep.equal([]);
  });
});
