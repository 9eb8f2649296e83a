import { launch } from 'puppeteer-core';
import { type EngineElement, type EnginePage, findInPage, viewport } from './engine-page.ts';

/** Opens Chromium, or Firefox through WebDriver BiDi. */
export async function openPuppeteerPage(
  browserName: 'chrome' | 'firefox',
  executablePath: string,
  args: readonly string[],
  library: string,
): Promise<EnginePage> {
  const browser = await launch({ browser: browserName, executablePath, args, headless: true });
  const page = await browser.newPage();
  await page.setViewport(viewport);

  const find = async (name: RegExp, role?: string): Promise<EngineElement | undefined> => {
    const element = (await page.evaluateHandle(findInPage, name.source, role)).asElement();
    if (!element) return undefined;
    return {
      click: async () => {
        await element.click();
        return true;
      },
      type: (text) => element.type(text),
      readHeight: async () => (await element.boundingBox())?.height ?? 0,
    };
  };

  return {
    open: async (url) => {
      await page.goto(url);
      await page.evaluate(library);
    },
    find,
    readText: async () => String(await page.evaluate('document.body.innerText')),
    pressControl: async (key) => {
      await page.keyboard.down('Control');
      await page.keyboard.press(key);
      await page.keyboard.up('Control');
    },
    close: () => browser.close(),
  };
}
