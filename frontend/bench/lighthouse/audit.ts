import lighthouse, { type Report } from 'lighthouse';
import { launch } from 'puppeteer-core';

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];

export interface Audit {
  /** Of Lighthouse. */
  readonly version: string;
  /** Of 100, for each category that was asked for. */
  readonly scores: Readonly<Partial<Record<Category, number>>>;
  /** What took points, by its title. */
  readonly lost: readonly string[];
  /** Milliseconds, and for the shift of the layout its own measure. */
  readonly metrics: Readonly<Record<string, number>>;
}

const attemptsMax = 4;

const metrics = {
  'first-contentful-paint': 'first paint',
  'largest-contentful-paint': 'largest paint',
  'speed-index': 'speed index',
  'total-blocking-time': 'blocked',
  'cumulative-layout-shift': 'shift',
};

/** A browser that judges pages as Lighthouse does by default: a middling phone on slow 4G, both simulated. */
export async function openAuditor(browserAt: { readonly executablePath: string; readonly args: readonly string[] }) {
  const browser = await launch(browserAt);

  /** Visits with a fresh profile, after `prepare` has run in the page; tells in words why a visit was no use. */
  async function visit(
    url: string,
    onlyCategories: readonly Category[],
    prepare?: { readonly act: (given: string) => void; readonly given: string },
  ): Promise<Audit | string> {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      if (prepare) await page.evaluateOnNewDocument(prepare.act, prepare.given);
      const found = await lighthouse(url, { onlyCategories, logLevel: 'silent' }, undefined, page);
      if (!found) throw new Error(`Lighthouse gave no report on ${url}.`);
      return found.lhr.runtimeError ? found.lhr.runtimeError.message : read(found.lhr, onlyCategories);
    } finally {
      await context.close();
    }
  }

  /** Now and then the browser does not record a visit, and Lighthouse asks to be run again. */
  async function audit(...visited: Parameters<typeof visit>): Promise<Audit> {
    for (let attempt = 1; ; attempt += 1) {
      const found = await visit(...visited);
      if (typeof found !== 'string') return found;
      if (attempt === attemptsMax) throw new Error(`Lighthouse could not audit ${visited[0]}: ${found}`);
    }
  }

  return { audit, close: () => browser.close() };
}

function read({ lighthouseVersion, categories: judged, audits }: Report, asked: readonly Category[]): Audit {
  const scores = asked.map((name) => [name, Math.round((judged[name]?.score ?? 0) * 100)] as const);
  const weighed = asked.flatMap((name) => judged[name]?.auditRefs ?? []).filter(({ weight }) => weight > 0);
  const lost = weighed.map(({ id }) => audits[id]).filter((found) => found !== undefined && (found.score ?? 1) < 0.9);
  return {
    version: lighthouseVersion,
    scores: Object.fromEntries(scores),
    lost: lost.map((found) => found?.title ?? ''),
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([id, name]) => [name, audits[id]?.numericValue ?? Number.NaN]),
    ),
  };
}
