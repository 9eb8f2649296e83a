import axe from 'axe-core';
import type { Page } from 'playwright-core';

const standard = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Returns one line per axe violation: rule, element and reason. */
export async function findAccessibilityViolations(page: Page): Promise<readonly string[]> {
  // Finish fades, or axe would measure intermediate colours. Finishing one can start another on inheriting elements.
  await page.evaluate(() => {
    const runningAnimations = () =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations === 1);
    while (runningAnimations().length > 0) for (const animation of runningAnimations()) animation.finish();
  });
  // Once per document: evaluating half a megabyte takes longer than the check.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    // Runs in the page, where `axe` is a global.
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
