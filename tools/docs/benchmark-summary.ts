// The first table of docs/benchmarks.md: each budget with its worst measurement, read from the sections of the page.
import { type Row, readRows } from './benchmark-table.ts';
import { type Budget, budgets } from './budgets.ts';

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Of the sections, which begin with their titles. */
export function summaryTable(sections: readonly string[], listed: readonly Budget[] = budgets): string {
  const read = sections.map(readSection);
  return [
    '| budget | target | measured | ratio | met |',
    '| --- | ---: | ---: | ---: | --- |',
    ...listed.map((budget) => `| ${toCells(budget, read).join(' | ')} |`),
  ].join('\n');
}

const readSection = (text: string): Section => ({
  title: /^## (.*)$/m.exec(text)?.[1] ?? '',
  rows: readRows(text),
});

function toCells(budget: Budget, sections: readonly Section[]): readonly string[] {
  const { name } = budget;
  if ('enforcedBy' in budget) return [name, budget.target, '', '', `yes: ${budget.enforcedBy}`];
  const section = sections.find(({ title }) => title === budget.section);
  const title = section ? `[${name}](#${toAnchor(budget.section)})` : name;
  const [worst] = (section?.rows ?? [])
    .filter((row) => row.bound !== undefined && budget.rows.test(row.name))
    .toSorted((a, b) => a.score - b.score);
  if (!worst) return [title, '', '', '', 'not measured'];
  const reason = worst.isMet || budget.missedBecause === undefined ? '' : `: ${budget.missedBecause}`;
  const ratio = worst.bound ? (worst.measured / worst.bound).toFixed(2) : '';
  return [title, worst.target, worst.text, ratio, (worst.isMet ? 'yes' : '**no**') + reason];
}

/** As GitHub derives it from a heading. */
const toAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
