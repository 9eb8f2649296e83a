// Lists the planned changes: counts by module, then each resource.
import { findDifferences } from './differences.ts';
import { code, count, wholeCode } from './markdown.ts';
import { type Action, type PlannedResource, unknown } from './plan.ts';

const columns = ['add', 'change', 'replace', 'destroy'] as const satisfies readonly Action[];

export const summarizeCounts = (resources: readonly PlannedResource[]): string =>
  columns.map((action) => `${amount(resources, action)} to ${action}`).join(', ');

const amount = (resources: readonly PlannedResource[], wanted: Action): number =>
  resources.filter(({ action }) => action === wanted).length;

export function describeChanges(resources: readonly PlannedResource[]): readonly string[] {
  const touched = resources.filter(({ action }) => action !== 'keep');
  if (touched.length === 0) return ['No changes.', ''];
  return [
    ...table(touched),
    ...list('Destroyed', touched, 'destroy', ({ address }) => [`- ${wholeCode(address)}`]),
    ...list('Replaced', touched, 'replace', (resource) => [
      `- ${wholeCode(resource.address)}, because of ${resource.replacedFor.map(wholeCode).join(', ') || 'a change elsewhere'}`,
      ...attributeChanges(resource),
    ]),
    ...list('Changed', touched, 'change', (resource) => [
      `- ${wholeCode(resource.address)}`,
      ...attributeChanges(resource),
    ]),
    ...added(touched),
  ];
}

function table(touched: readonly PlannedResource[]): readonly string[] {
  const rows = groupBy(touched, ({ module }) => module.replace(/^module\./, '').replace(/\[[^[\]]*\]/g, '') || 'root');
  return [
    `| module | ${columns.join(' | ')} |`,
    `| --- |${columns.map(() => ' ---: |').join('')}`,
    ...Array.from(rows, ([name, own]) => `| ${name} | ${columns.map((action) => amount(own, action)).join(' | ')} |`),
    '',
  ];
}

function list(
  title: string,
  touched: readonly PlannedResource[],
  wanted: Action,
  describe: (resource: PlannedResource) => readonly string[],
): readonly string[] {
  const own = touched.filter(({ action }) => action === wanted);
  return own.length === 0 ? [] : [`### ${title}`, '', ...own.flatMap(describe), ''];
}

function added(touched: readonly PlannedResource[]): readonly string[] {
  const own = groupBy(
    touched.filter(({ action }) => action === 'add'),
    ({ module }) => module,
  );
  if (own.size === 0) return [];
  const lines = Array.from(own, ([module, resources]) => {
    const names = resources.map(({ address }) => wholeCode(module ? address.slice(module.length + 1) : address));
    return `- ${module ? wholeCode(module) : 'root'}: ${names.join(', ')}`;
  });
  return ['### Added', '', ...lines, ''];
}

/** Old and new value per attribute. Attributes known only after apply are only named. */
function attributeChanges({ before, after }: PlannedResource): readonly string[] {
  const differences = findDifferences(before, after);
  const computed = differences.filter(({ to }) => to === unknown).map(({ path }) => wholeCode(path));
  const visible = differences.filter(({ to }) => to !== unknown);
  if (differences.length === 0) return ['  - only sensitive values change'];
  return [
    ...visible.map(({ path, from, to }) => `  - ${wholeCode(path)}: ${code(from)} → ${code(to)}`),
    ...(computed.length > 0
      ? [`  - ${count(computed.length, 'attribute')} known after apply: ${computed.join(', ')}`]
      : []),
  ];
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
