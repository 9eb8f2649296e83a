import lighthouse, { type Report } from 'lighthouse';
import { launch } from 'puppeteer-core';

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];

export interface Audit {
  readonly lighthouseVersion: string;
  /** 0 to 100, for each requested category. */
  readonly scores: Readonly<Partial<Record<Category, number>>>;
  /** Titles of the audits with a score below 90. */
  readonly failedAudits: readonly string[];
  /** In milliseconds, except for the layout shift score. */
  readonly metrics: Readonly<Record<string, number>>;
}

const attemptsMax = 4;

const metrics = {
  'first-contentful-paint': 'first contentful paint',
  'largest-contentful-paint': 'largest contentful paint',
  'speed-index': 'speed index',
  'total-blocking-time': 'total blocking time',
  'cumulative-layout-shift': 'layout shift',
};

/** Audits pages with Lighthouse's default settings: a mid-range phone on slow 4G, both simulated. */
export async function openAuditor(launchOptions: {
  readonly executablePath: string;
  readonly args: readonly string[];
}) {
  const browser = await launch(launchOptions);

  /** Audits with a fresh profile, after `prepare` has run in the page. Returns Lighthouse's error message on failure. */
  async function auditOnce(
    url: string,
    onlyCategories: readonly Category[],
    prepare?: { readonly act: (argument: string) => void; readonly argument: string },
  ): Promise<Audit | string> {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      if (prepare) await page.evaluateOnNewDocument(prepare.act, prepare.argument);
      const result = await lighthouse(url, { onlyCategories, logLevel: 'silent' }, undefined, page);
      if (!result) throw new Error(`Lighthouse returned no report for ${url}.`);
      const { lhr } = result;
      return lhr.runtimeError ? lhr.runtimeError.message : parseReport(lhr, onlyCategories);
    } finally {
      await context.close();
    }
  }

  /** Retries: sometimes the browser records no trace, and Lighthouse asks to be run again. */
  async function audit(...request: Parameters<typeof auditOnce>): Promise<Audit> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await auditOnce(...request);
      if (typeof result !== 'string') return result;
      if (attempt === attemptsMax) throw new Error(`Lighthouse could not audit ${request[0]}: ${result}`);
    }
  }

  return { audit, close: () => browser.close() };
}

function parseReport(
  { lighthouseVersion, categories: results, audits }: Report,
  requested: readonly Category[],
): Audit {
  const scores = requested.map((name) => [name, Math.round((results[name]?.score ?? 0) * 100)] as const);
  const weighted = requested.flatMap((name) => results[name]?.auditRefs ?? []).filter(({ weight }) => weight > 0);
  const failed = weighted.map(({ id }) => audits[id]).filter((entry) => entry && (entry.score ?? 1) < 0.9);
  return {
    lighthouseVersion,
    scores: Object.fromEntries(scores),
    failedAudits: failed.map((entry) => entry?.title ?? ''),
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([id, name]) => [name, audits[id]?.numericValue ?? Number.NaN]),
    ),
  };
}
