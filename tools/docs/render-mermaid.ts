// Renders Mermaid text to PNG offline, in the system's Chromium.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { launchBrowser } from '#support/frontend/browser.ts';
import { withText } from './png-text.ts';

const require = createRequire(import.meta.url);
const library = require.resolve('@mermaid-js/tiny');

const settings = {
  startOnLoad: false,
  securityLevel: 'strict',
  htmlLabels: false,
  theme: 'base',
  themeVariables: {
    fontFamily: 'Liberation Sans, Arial, Helvetica, sans-serif',
    fontSize: '15px',
    lineColor: '#64748b',
    edgeLabelBackground: '#ffffff',
    tertiaryTextColor: '#334155',
  },
  flowchart: {
    curve: 'basis',
    nodeSpacing: 40,
    rankSpacing: 52,
    padding: 14,
    useMaxWidth: false,
    subGraphTitleMargin: { top: 6, bottom: 18 },
  },
} as const;

/** Stored in the picture, so that a test can detect a stale one. */
export const sourceHash = (text: string): string =>
  createHash('sha256').update(JSON.stringify(settings)).update(text).digest('hex');

/** A PNG of each text, in the same order. */
export async function renderMermaid(texts: readonly string[]): Promise<readonly Uint8Array[]> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 2400, height: 1600 } });
    await page.setContent(
      '<body style="margin:0;background:#fff"><div id="picture" style="display:inline-block;padding:16px"></div>',
    );
    await page.addScriptTag({ path: library });
    const pictures: Uint8Array[] = [];
    for (const text of texts) {
      await page.evaluate(show, { text, settings });
      const png = await page.locator('#picture').screenshot();
      pictures.push(withText(png, sourceHash(text)));
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

interface Mermaid {
  readonly initialize: (settings: object) => void;
  readonly render: (id: string, text: string) => Promise<{ readonly svg: string }>;
}

/** Runs in the page. */
async function show({ text, settings: options }: { text: string; settings: object }): Promise<void> {
  const { mermaid } = globalThis as unknown as { readonly mermaid: Mermaid };
  mermaid.initialize(options);
  const { svg } = await mermaid.render('drawing', text);
  const place = document.querySelector('#picture');
  if (place) place.innerHTML = svg;
}
