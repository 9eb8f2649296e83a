import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { repository } from '#support/local/stack-variants.ts';
import { heldByTests, notShown } from '#torture/held-by-tests.ts';
import { listParts, seedOf } from '#torture/torture-parts.ts';
import { tortureReport } from '#torture/torture-report.ts';

const classes = {
  A: 3,
  B: 9,
  C: 10,
  D: 14,
  E: 5,
  F: 7,
  G: 7,
  H: 9,
  J: 3,
} as const;

describe('the fault matrix', () => {
  it('is complete: each of its 67 classes is a part of make torture, held by a test, or listed with a reason', () => {
    const known = [...listParts().parts, ...heldByTests, ...notShown].flatMap(({ id, ...rest }) => [
      id,
      ...('title' in rest ? (rest.title.match(/\b[A-J]\d+\b/g) ?? []) : []),
    ]);
    const all = Object.entries(classes).flatMap(([group, count]) =>
      Array.from({ length: count }, (_, at) => `${group}${at + 1}`),
    );

    expect(all).to.have.length(67);
    expect(all.filter((id) => !known.some((other) => other.split('-')[0] === id))).to.deep.equal([]);
  });

  for (const { id, file, test } of heldByTests)
    it(`names a test that exists for ${id}`, () => {
      expect(readFileSync(join(repository, file), 'utf8').replaceAll("\\'", "'")).to.include(test);
    });
});

describe('make torture', () => {
  it('gives the same run of a part the same seed, and different parts different ones', () => {
    const seeds = listParts().parts.flatMap(({ id }) => [1, 2, 3].map((run) => seedOf(id, run)));

    expect(new Set(seeds).size).to.equal(seeds.length);
    expect(seedOf('D5', 1)).to.equal(seedOf('D5', 1));
  });

  it('reports the runs of each part, and each violation with the command that repeats it', () => {
    const { parts } = listParts();
    const report = tortureReport(parts, {
      commit: 'abc1234',
      parts: { D5: { runs: 3, violations: ['PART=D5 SEED=17: lost'] } },
    });

    expect(report).to.match(/\| D5 \| .* \| 3 \| 200 \| 1 \|/);
    expect(report).to.include('- `PART=D5 SEED=17: lost`');
    expect(report).to.match(/\| C1 \| .* \| 0 \| 200 \| 0 \|/);
  });
});
