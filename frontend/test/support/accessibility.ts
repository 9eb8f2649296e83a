import axe from 'axe-core';
import type { Page } from 'playwright-core';

const standard = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Every rule that is broken and where, as one line each. */
export async function findAccessibilityViolations(page: Page): Promise<readonly string[]> {
  // What fades in is judged as it will be; a colour on its way sets what inherits it on its own way.
  await page.evaluate(() => {
    const onTheirWay = () =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations === 1);
    while (onTheirWay().length > 0) for (const animation of onTheirWay()) animation.finish();
  });
  // Once for a document: reading its half a megabyte takes longer than a look at the page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    // This runs in the page, where `axe` is the one that was just put there.
    const { violations } = await axe.run({
      runOnly: tags,
      rules: { 'heading-order': { enabled: true } },
      resultTypes: ['violations'],
      iframes: false,
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    );
  }, standard);
}
