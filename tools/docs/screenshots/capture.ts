import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openPage, type PageOptions } from '#support/frontend/browser.ts';
import { docsFolder } from '#tools/lib/paths.ts';
import { isSamePicture } from './image-diff.ts';
import { type LocalSystem, now } from './local-system.ts';

export type Variant = 'light' | 'dark' | 'phone' | 'phone-dark';

/** A screenshot, taken once `show` resolves. */
export interface Shot {
  readonly name: string;
  readonly variants: readonly Variant[];
  readonly show: (page: Page) => Promise<unknown>;
}

/** Consecutive screenshots in one browser page, starting at a path. */
export interface Scene {
  readonly path: string;
  readonly isConnected?: boolean;
  readonly shots: readonly Shot[];
}

const folder = join(docsFolder, 'screenshots');

interface Device {
  readonly variants: readonly Variant[];
  readonly screen: Pick<PageOptions, 'width' | 'height' | 'isPhone'>;
}

const devices: readonly Device[] = [
  { variants: ['light', 'dark'], screen: { width: 1280, height: 800 } },
  { variants: ['phone', 'phone-dark'], screen: { width: 390, height: 844, isPhone: true } },
];

const variantsFor = ({ variants }: Device, shot: Shot) => variants.filter((variant) => shot.variants.includes(variant));

async function setColorScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
}

type WaitUntilReady = (page: Page) => Promise<unknown>;

const openScene = ({ browser, url, apiKey }: LocalSystem, { isConnected = true }: Scene, { screen }: Device) =>
  openPage(browser, url, {
    ...screen,
    now,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...(isConnected ? { apiKey } : {}),
  });

export async function createCapture(system: LocalSystem) {
  mkdirSync(folder, { recursive: true });
  const comparisonPage = await system.browser.newPage();
  const taken = new Set<string>();

  const take = async (page: Page, name: string, variant: Variant): Promise<void> => {
    const file = `${name}-${variant}.png`;
    await setColorScheme(page, variant.endsWith('dark') ? 'dark' : 'light');
    const picture = await page.screenshot({ animations: 'disabled' });
    if (!(await isSamePicture(comparisonPage, join(folder, file), picture))) writeFileSync(join(folder, file), picture);
    taken.add(file);
  };
  const captureOn = async (scene: Scene, device: Device, waitUntilReady: WaitUntilReady | undefined): Promise<void> => {
    const { page, close } = await openScene(system, scene, device);
    await page.goto(scene.path);
    await waitUntilReady?.(page);
    for (const shot of scene.shots) {
      await shot.show(page);
      for (const variant of variantsFor(device, shot)) await take(page, shot.name, variant);
    }
    await close();
  };

  return {
    /** In a new page per device, which fails if the page logged errors. */
    capture: async (scene: Scene, waitUntilReady?: WaitUntilReady): Promise<void> => {
      for (const device of devices) {
        if (scene.shots.some((shot) => variantsFor(device, shot).length > 0))
          await captureOn(scene, device, waitUntilReady);
      }
    },
    /** Deletes pictures of scenes that no longer exist. */
    deleteStale: (): void => {
      for (const file of readdirSync(folder)) if (!taken.has(file)) rmSync(join(folder, file));
    },
  };
}
