import { chromiumPath, flags, storeApiKeyOnce } from '#support/frontend/browser.ts';
import type { SpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import type { Figure } from '#tools/docs/benchmark-table.ts';
import { type Audit, type Category, categories, openAuditor } from './lighthouse/audit.ts';
import { type Filled, fillRegistry } from './registry.ts';

export const rounds = 5;

const promised: Readonly<Record<Category, number>> = {
  performance: 95,
  accessibility: 100,
  'best-practices': 100,
  seo: 90,
};

interface Place {
  readonly name: string;
  readonly path: string;
  readonly isConnected: boolean;
}

const placesOf = ({ id, submissionId }: Filled): readonly Place[] => [
  { name: 'Connect', path: '/connect', isConnected: false },
  { name: 'IDs', path: '/ids', isConnected: true },
  { name: 'an open ID', path: `/ids/${id}`, isConnected: true },
  { name: 'a submission', path: `/submissions/${submissionId}`, isConnected: true },
  { name: 'Import', path: '/import', isConnected: true },
];

/** How Lighthouse judges each page. Only the speed differs from round to round, so the rest is asked for once. */
export async function measureLoading(
  local: SpawnedLocalAws,
  print: (line: string) => void,
): Promise<{ readonly figures: readonly Figure[]; readonly version: string }> {
  const { url, apiKey } = local;
  const places = placesOf(await fillRegistry(local));
  const audits = new Map<Place, Audit[]>(places.map((place) => [place, []]));
  const auditor = await openAuditor({ executablePath: chromiumPath(), args: flags });
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [place, found] of audits) {
        const asked = round === 0 ? categories : (['performance'] as const);
        const connected = { act: storeApiKeyOnce, given: apiKey };
        const audit = await auditor.audit(url + place.path, asked, place.isConnected ? connected : undefined);
        found.push(audit);
        print(lineOf(place, audit));
      }
    }
  } finally {
    await auditor.close();
  }
  const [{ version = '' } = {}] = [...audits.values()].flat();
  return { figures: [...audits].flatMap(([place, found]) => figuresOf(place, found)), version };
}

const rounded = (value: number): number => (value < 10 ? Math.round(value * 1000) / 1000 : Math.round(value));

function lineOf({ name }: Place, { scores, metrics, lost }: Audit): string {
  const parts = Object.entries({ ...scores, ...metrics }).map(([what, value]) => `${what} ${rounded(value)}`);
  return `  ${name}: ${parts.join(', ')}${lost.length > 0 ? `; below 90: ${lost.join(', ')}` : ''}`;
}

function figuresOf({ name }: Place, audits: readonly Audit[]): readonly Figure[] {
  const scores = categories.map((category) => ({
    what: `${name}: ${category}`,
    values: audits.flatMap(({ scores }) => scores[category] ?? []),
    promise: { atLeast: promised[category] },
  }));
  const shown = ['first paint', 'largest paint', 'blocked'].map((metric) => ({
    what: `${name}: ${metric}`,
    values: audits.flatMap(({ metrics }) => metrics[metric] ?? []),
    unit: 'ms',
  }));
  return [...scores, ...shown];
}
