import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { visit } from '#support/frontend/browser.ts';
import type { RunningLocalAws } from '#support/local/temporary-local-aws.ts';

const folder = join(import.meta.dirname, '../screenshots');

type Theme = 'light' | 'dark';

export interface Camera {
  /** Somebody at a desk. `snap` writes what they see now, once in each theme. */
  readonly desktop: (
    act: (page: Page, snap: (name: string, ...themes: Theme[]) => Promise<void>) => Promise<void>,
  ) => Promise<void>;
  readonly phone: (act: (page: Page, snap: (name: string) => Promise<void>) => Promise<void>) => Promise<void>;
}

const write = (page: Page, name: string) =>
  page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'initial' });

/** Each picture is of a fresh visit, which fails when the page had faults. */
export function cameraAt(browser: Browser, { url, apiKey }: RunningLocalAws): Camera {
  mkdirSync(folder, { recursive: true });
  return {
    desktop: async (act) => {
      const { page, close } = await visit(browser, url, { apiKey });
      await act(page, async (name, ...themes) => {
        for (const colorScheme of themes) {
          await page.emulateMedia({ colorScheme });
          await write(page, `${name}-${colorScheme}`);
        }
      });
      await close();
    },
    phone: async (act) => {
      const { page, close } = await visit(browser, url, { apiKey, width: 390, height: 844, isPhone: true });
      await act(page, async (name) => void (await write(page, `${name}-phone`)));
      await close();
    },
  };
}
