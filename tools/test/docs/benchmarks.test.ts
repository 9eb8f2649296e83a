import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isMet, type Measurement, measurementTable } from '#tools/docs/benchmark-table.ts';
import { withSection } from '#tools/docs/benchmarks.ts';

describe('docs/benchmarks.md', () => {
  it('replaces the section of a benchmark and keeps the others', () => {
    const page = ['# Anything', '## Page\n\nold', '## Workflow\n\nkept\n'].join('\n\n');

    const updated = withSection(page, 'Page', '## Page\n\nnew\n');
    const more = withSection(updated, 'Store', '## Store\n\nfirst\n');

    expect(updated.slice(updated.indexOf('## '))).to.equal('## Page\n\nnew\n\n## Workflow\n\nkept\n');
    expect(more).to.equal(`${updated}\n## Store\n\nfirst\n`);
  });

  it('compares the median with the target, or the slowest run where every run must meet it', () => {
    const measurement: Measurement = { name: 'opening', values: [90, 300, 80] };

    expect([
      isMet(measurement, { atMost: 100 }),
      isMet(measurement, { atMost: 100, inEachRun: true }),
      isMet(measurement, { atLeast: 90 }),
      isMet(measurement, { atLeast: 95 }),
    ]).to.deep.equal([true, false, true, false]);
  });

  it('shows the target of each measurement and whether it was met', () => {
    const met: Measurement = { name: 'score', values: [96, 97, 95], target: { atLeast: 95 } };
    const missed: Measurement = { name: 'task', values: [250.4], unit: 'ms', target: { atMost: 200, inEachRun: true } };

    const [, , ...rows] = measurementTable([met, missed]).split('\n');

    expect(rows).to.deep.equal([
      '| score | ≥ 95 | 96 | 95 – 97 | 3 | yes |',
      '| task | ≤ 200 ms in each run | 250 ms |  | 1 | **no** |',
    ]);
  });
});
