import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { findAccessibilityViolations, findColorViolations } from './accessibility.ts';

const wide = { width: 1280, height: 800 };
const narrow = { width: 320, height: 800 };

/** Texts that are cut off without an ellipsis, ignoring those only for screen readers. */
function cutTexts(): readonly string[] {
  const isCut = (element: Element) => {
    const { overflowX, textOverflow, position } = getComputedStyle(element);
    const isHidden = position === 'absolute' || element.closest('[aria-hidden="true"], .sr-only') !== null;
    const clips = overflowX === 'hidden' || overflowX === 'clip';
    const hasText = element.textContent !== '';
    return (
      hasText && clips && textOverflow !== 'ellipsis' && !isHidden && element.scrollWidth > element.clientWidth + 1
    );
  };
  return [...document.querySelectorAll('main *, dialog *')].filter(isCut).map((element) => element.textContent ?? '');
}

const setTextSize = (page: Page, size: string) =>
  page.evaluate((given) => document.documentElement.style.setProperty('font-size', given), size);

async function fits(page: Page, state: string): Promise<void> {
  // Rendering for another width takes a moment.
  const fitsSideways = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await page.waitForFunction(fitsSideways, undefined, { timeout: 60_000 }).catch((cause: unknown) => {
    throw new Error(`${state}: the page scrolls horizontally.`, { cause });
  });
  expect(await page.evaluate(cutTexts), state).to.deep.equal([]);
}

async function setTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
}

/** Checks accessibility and layout in dark, light, narrow and at 200 % text size, then restores the page. */
export async function checkViewports(page: Page, state: string): Promise<void> {
  await setTheme(page, 'dark');
  expect(await findColorViolations(page), `${state}, dark`).to.deep.equal([]);
  await setTheme(page, 'light');
  expect(await findAccessibilityViolations(page), `${state}, light`).to.deep.equal([]);
  await page.setViewportSize(narrow);
  await fits(page, `${state}, narrow`);
  expect(await findAccessibilityViolations(page), `${state}, narrow`).to.deep.equal([]);
  await page.setViewportSize(wide);
  await setTextSize(page, '200%');
  await fits(page, `${state}, large`);
  await setTextSize(page, '');
}
