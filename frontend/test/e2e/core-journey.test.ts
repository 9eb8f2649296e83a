import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { EngineElement, EnginePage } from '#engines/engine-page.ts';
import { openPuppeteerPage } from '#engines/puppeteer-page.ts';
import { openWebKitPage } from '#engines/webkit-page.ts';
import { chromiumPath, flags } from '#support/frontend/browser.ts';
import { eventually } from '#support/local/eventually.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

/** The first of these programs on the PATH. */
const findProgram = (...names: readonly string[]): string | undefined =>
  names.map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim()).find((path) => path !== '');

const library = () =>
  readFileSync(
    createRequire(new URL('../../engines/', import.meta.url)).resolve(
      '@testing-library/dom/dist/@testing-library/dom.umd.min.js',
    ),
    'utf8',
  );

const firefox = findProgram('firefox-esr', 'firefox');
const hasWebKit = findProgram('WebKitWebDriver') !== undefined && findProgram('xvfb-run') !== undefined;

/** How to open each browser, or what to install. */
const browsers: Readonly<Record<string, (() => Promise<EnginePage>) | string>> = {
  chromium: () => openPuppeteerPage('chrome', chromiumPath(), flags, library()),
  firefox: firefox ? () => openPuppeteerPage('firefox', firefox, [], library()) : 'firefox-esr',
  webkit: hasWebKit ? () => openWebKitPage(library()) : 'webkit2gtk-driver and xvfb',
};

const chosen = process.env['JOURNEY_BROWSER'];
if (chosen && !browsers[chosen])
  throw new Error(`make journeys: BROWSER is one of ${Object.keys(browsers).join(', ')}, not ${chosen}.`);

describe('The core journey', function () {
  this.timeout(1_200_000);
  let local: RunningLocalAws;
  let page: EnginePage;

  const element = (name: RegExp, role?: string): Promise<EngineElement> => eventually(() => page.find(name, role));
  const click = (name: RegExp, role: string) =>
    eventually(async () => (await (await page.find(name, role))?.click()) || undefined);
  const type = async (name: RegExp, role: string | undefined, text: string) => (await element(name, role)).type(text);
  const text = (pattern: RegExp) => eventually(async () => pattern.test(await page.readText()) || undefined);

  before(async () => {
    local = await startTemporaryLocalAws();
  });
  after(() => local?.stop());

  for (const [name, open] of Object.entries(browsers)) {
    if (chosen && chosen !== name) continue;
    it(`connects, adds, finds, deletes, restores, imports and submits IDs in ${name}`, async function () {
      if (typeof open === 'string') {
        if (chosen) throw new Error(`${name} is not installed (Debian: apt-get install ${open}).`);
        console.log(`SKIPPED: the core journey in ${name} is not tested. Install ${open}.`);
        return this.skip();
      }
      const id = `${name}-1`.toUpperCase();
      page = await open();
      try {
        await page.open(`${local.url}/connect`);
        await type(/^API key$/, undefined, `${local.apiKey}\n`);
        await click(/^IDs$/, 'link');
        await type(/^Check or add a customer ID/, 'textbox', `${id}\n`);
        await text(new RegExp(`Added ${id}`));

        await page.pressControl('k');
        await type(/^Jump to/, 'combobox', id);
        expect(await (await element(/./, 'dialog')).readHeight(), 'height of the palette').to.be.above(200);
        await type(/^Jump to/, 'combobox', '\n');
        await click(new RegExp(`^Delete ${id}$`), 'button');
        await text(new RegExp(`Deleted ${id}`));
        await click(/^Undo/, 'button');
        await text(new RegExp(`${id} restored`));

        await click(/^Import/, 'link');
        await click(/^Paste a column/, 'button');
        await type(/^IDs to import/, 'textbox', `${id}\n${name}-2`);
        await click(/^Preview/, 'button');
        await click(/^Submit 1 new ID/, 'button');
        await text(/The import is done/);

        await click(/^Submissions/, 'link');
        await type(/^Customer IDs/, 'textbox', `${name}-2`);
        await click(/^Submit 1 ID/, 'button');
        await text(/1 already there/);
        expect(
          await (await element(/^Record result, done/, 'img')).readHeight(),
          'height of a workflow step',
        ).to.be.above(10);
      } finally {
        await page.close();
      }
    });
  }
});
