import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Figure, figureTable, isKept } from '#tools/docs/benchmark-table.ts';
import { withSection } from '#tools/docs/benchmarks.ts';

describe('docs/benchmarks.md', () => {
  it('gets the section of a benchmark in the place of the one before, and leaves the others alone', () => {
    const page = ['# Anything', '## Page\n\nold', '## Workflow\n\nkept\n'].join('\n\n');

    const again = withSection(page, 'Page', '## Page\n\nnew\n');
    const more = withSection(again, 'Store', '## Store\n\nfirst\n');

    expect(again.slice(again.indexOf('## '))).to.equal('## Page\n\nnew\n\n## Workflow\n\nkept\n');
    expect(more).to.equal(`${again}\n## Store\n\nfirst\n`);
  });

  it('judges by the median, and by the worst where not one run may be slower', () => {
    const figure: Figure = { what: 'opening', values: [90, 300, 80] };

    expect([
      isKept(figure, { atMost: 100 }),
      isKept(figure, { atMost: 100, inEachRun: true }),
      isKept(figure, { atLeast: 90 }),
      isKept(figure, { atLeast: 95 }),
    ]).to.deep.equal([true, false, true, false]);
  });

  it('says beside each figure what was promised, and whether it was kept', () => {
    const kept: Figure = { what: 'score', values: [96, 97, 95], promise: { atLeast: 95 } };
    const broken: Figure = { what: 'task', values: [250.4], unit: 'ms', promise: { atMost: 200, inEachRun: true } };

    const [, , ...rows] = figureTable([kept, broken]).split('\n');

    expect(rows).to.deep.equal([
      '| score | ≥ 95 | 96 | 95 – 97 | 3 | yes |',
      '| task | ≤ 200 ms in each run | 250 ms |  | 1 | **no** |',
    ]);
  });
});
