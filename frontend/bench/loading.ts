import { chromiumPath, flags, storeApiKeyOnce } from '#support/frontend/browser.ts';
import type { SpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import type { Measurement } from '#tools/docs/benchmark-table.ts';
import { fullOrQuick } from '#tools/docs/benchmarks.ts';
import { type Audit, type Category, categories, openAuditor } from './lighthouse/audit.ts';
import { type SeededRegistry, seedRegistry } from './seed-registry.ts';

export const rounds = fullOrQuick(5, 1);

const minScores: Readonly<Record<Category, number>> = {
  performance: 95,
  accessibility: 100,
  'best-practices': 100,
  seo: 90,
};

interface BenchmarkedPage {
  readonly name: string;
  readonly path: string;
  readonly isConnected: boolean;
}

const toPages = ({ id, submissionId }: SeededRegistry): readonly BenchmarkedPage[] => [
  { name: 'Connect', path: '/connect', isConnected: false },
  { name: 'IDs', path: '/ids', isConnected: true },
  { name: 'an open ID', path: `/ids/${id}`, isConnected: true },
  { name: 'a submission', path: `/submissions/${submissionId}`, isConnected: true },
  { name: 'Import', path: '/import', isConnected: true },
];

/** Lighthouse scores of each page. Only performance varies between rounds; the other categories are measured once. */
export async function measureLoading(
  local: SpawnedLocalAws,
  print: (line: string) => void,
): Promise<{ readonly measurements: readonly Measurement[]; readonly version: string }> {
  const { url, apiKey } = local;
  const pages = toPages(await seedRegistry(local));
  const audits = new Map<BenchmarkedPage, Audit[]>(pages.map((page) => [page, []]));
  const auditor = await openAuditor({ executablePath: chromiumPath(), args: flags });
  try {
    for (let index = 0; index < rounds; index += 1) {
      for (const [page, results] of audits) {
        const measured = index === 0 ? categories : (['performance'] as const);
        const connected = { act: storeApiKeyOnce, argument: apiKey };
        const audit = await auditor.audit(url + page.path, measured, page.isConnected ? connected : undefined);
        results.push(audit);
        print(formatAudit(page, audit));
      }
    }
  } finally {
    await auditor.close();
  }
  const [{ lighthouseVersion: version = '' } = {}] = [...audits.values()].flat();
  return { measurements: [...audits].flatMap(([page, results]) => toMeasurements(page, results)), version };
}

const round = (value: number): number => (value < 10 ? Math.round(value * 1000) / 1000 : Math.round(value));

function formatAudit({ name }: BenchmarkedPage, { scores, metrics, failedAudits }: Audit): string {
  const parts = Object.entries({ ...scores, ...metrics }).map(([what, value]) => `${what} ${round(value)}`);
  return `  ${name}: ${parts.join(', ')}${failedAudits.length > 0 ? `; below 90: ${failedAudits.join(', ')}` : ''}`;
}

function toMeasurements({ name }: BenchmarkedPage, audits: readonly Audit[]): readonly Measurement[] {
  const scores = categories.map((category) => ({
    name: `${name}: ${category}`,
    values: audits.flatMap(({ scores }) => scores[category] ?? []),
    target: { atLeast: minScores[category] },
  }));
  const shown = ['first contentful paint', 'largest contentful paint', 'total blocking time'].map((metric) => ({
    name: `${name}: ${metric}`,
    values: audits.flatMap(({ metrics }) => metrics[metric] ?? []),
    unit: 'ms',
  }));
  return [...scores, ...shown];
}
