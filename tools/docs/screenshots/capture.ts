import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type OpenedPage, openPage, type PageOptions } from '#support/frontend/browser.ts';
import { docsFolder } from '#tools/lib/paths.ts';
import { looksLike } from './image-diff.ts';
import { now, type Stage } from './local-system.ts';

export type Variant = 'light' | 'dark' | 'phone' | 'phone-dark';

/** What one sees, once it has been waited for. */
export interface Shot {
  readonly name: string;
  readonly variants: readonly Variant[];
  readonly show: (page: Page) => Promise<unknown>;
}

/** A visit: what is seen one after the other, from an address on. */
export interface Story {
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

const wantedOf = ({ variants }: Device, shot: Shot) => variants.filter((variant) => shot.variants.includes(variant));

async function turnTo(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
}

type HasCome = (page: Page) => Promise<unknown>;

export async function camera({ browser, url, apiKey }: Stage) {
  mkdirSync(folder, { recursive: true });
  const darkroom = await browser.newPage();
  const taken = new Set<string>();

  const take = async (page: Page, name: string, variant: Variant): Promise<void> => {
    const file = `${name}-${variant}.png`;
    await turnTo(page, variant.endsWith('dark') ? 'dark' : 'light');
    const picture = await page.screenshot({ animations: 'disabled' });
    if (!(await looksLike(darkroom, join(folder, file), picture))) writeFileSync(join(folder, file), picture);
    taken.add(file);
  };
  const begin = ({ isConnected = true }: Story, { screen }: Device): Promise<OpenedPage> =>
    openPage(browser, url, {
      ...screen,
      now,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      ...(isConnected ? { apiKey } : {}),
    });
  const tell = async (story: Story, device: Device, hasCome: HasCome | undefined): Promise<void> => {
    const { page, close } = await begin(story, device);
    await page.goto(story.path);
    await hasCome?.(page);
    for (const shot of story.shots) {
      await shot.show(page);
      for (const variant of wantedOf(device, shot)) await take(page, shot.name, variant);
    }
    await close();
  };

  return {
    /** On each device in a fresh visit, which fails when the page had faults. It begins when `hasCome` says so. */
    photograph: async (story: Story, hasCome?: HasCome): Promise<void> => {
      for (const device of devices) {
        if (story.shots.some((shot) => wantedOf(device, shot).length > 0)) await tell(story, device, hasCome);
      }
    },
    /** What was not taken this time is of a scene that is gone. */
    forgetOthers: (): void => {
      for (const file of readdirSync(folder)) if (!taken.has(file)) rmSync(join(folder, file));
    },
  };
}
