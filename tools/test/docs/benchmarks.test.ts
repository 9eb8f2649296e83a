import { globSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { targetPlot } from '#tools/docs/benchmark-plot.ts';
import { summaryTable } from '#tools/docs/benchmark-summary.ts';
import { isMet, type Measurement, measurementTable, readRows } from '#tools/docs/benchmark-table.ts';
import { benchmarksFile, withSection, withSummary } from '#tools/docs/benchmarks.ts';
import { docsFolder } from '#tools/lib/paths.ts';

describe('docs/benchmarks.md', () => {
  it('replaces the section of a benchmark and keeps the others', () => {
    const page = ['# Anything', '## Page\n\nold', '## Workflow\n\nkept\n'].join('\n\n');

    const updated = withSection(page, 'Page', '## Page\n\nnew\n');
    const more = withSection(updated, 'Store', '## Store\n\nfirst\n');

    expect(updated.slice(updated.indexOf('## Page'))).to.equal('## Page\n\nnew\n\n## Workflow\n\nkept\n');
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

  it('begins with the summary that its sections and the budgets yield, so make docs was run after a change', () => {
    const page = readFileSync(benchmarksFile, 'utf8');

    expect(page).to.equal(withSummary(page));
  });

  it('shows the worst measurement of each budget with its ratio, and why a budget is missed', () => {
    const measured = `## Store\n\n${measurementTable([
      { name: 'read at 1', values: [90], unit: '/s', target: { atLeast: 100 } },
      { name: 'read at 32', values: [200], unit: '/s', target: { atLeast: 100 } },
      { name: 'longest task', values: [10, 20, 300], unit: 'ms', target: { atMost: 200, inEachRun: true } },
      { name: 'start', values: [1.2], unit: 's', target: { atMost: 1.5 } },
    ])}`;

    const [, , ...rows] = summaryTable(
      [measured],
      [
        { name: 'reading', section: 'Store', rows: /^read/, missedBecause: 'the disk is slow' },
        { name: 'tasks', section: 'Store', rows: /task$/ },
        { name: 'starting', section: 'Store', rows: /^start$/, missedBecause: 'unused' },
        { name: 'anything else', section: 'Page of 50', rows: /./ },
        { name: 'bytes', target: '≤ 50 kB', enforcedBy: 'a test' },
      ],
    ).split('\n');

    expect(rows).to.deep.equal([
      '| [reading](#store) | ≥ 100 /s | 90 /s | 0.90 | **no**: the disk is slow |',
      '| [tasks](#store) | ≤ 200 ms in each run | 300 ms | 1.50 | **no** |',
      '| [starting](#store) | ≤ 1.5 s | 1.2 s | 0.80 | yes |',
      '| anything else |  |  |  | not measured |',
      '| bytes | ≤ 50 kB |  |  | yes: a test |',
    ]);
  });

  it('has a plot whose bars reach the line of the target exactly when the target is met', () => {
    const rows = readRows(
      measurementTable([
        { name: 'rate < others', values: [50], unit: '/s', target: { atLeast: 100 } },
        { name: 'time', values: [50], unit: 'ms', target: { atMost: 100 } },
        { name: 'errors', values: [0], target: { atMost: 0 } },
        { name: 'without a target', values: [1] },
      ]),
    );

    const plot = targetPlot('Store', rows) ?? '';

    const line = Number(/x1="([\d.]+)"/.exec(plot)?.[1]);
    const bars = [...plot.matchAll(/class="(\w+)" x="(\d+)" y="\d+" width="(\d+)"/g)];
    expect(bars.map(([, kind, x, width]) => [kind, Number(x) + Number(width) >= line])).to.deep.equal([
      ['missed', false],
      ['met', true],
      ['met', true],
    ]);
    expect(plot).to.include('rate &lt; others').and.not.include('without a target');
  });

  it('shows every plot of its folder, and no other', () => {
    const shown = [...readFileSync(benchmarksFile, 'utf8').matchAll(/\]\((benchmarks\/.*\.svg)\)/g)].map(
      ([, path]) => path,
    );
    const files = globSync('benchmarks/*.svg', { cwd: docsFolder });

    expect(shown.toSorted()).to.deep.equal(files.toSorted());
  });
});
