import axe from 'axe-core';
import type { Page } from 'playwright-core';

const standard: axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
  rules: { 'heading-order': { enabled: true } },
};
/** The rules that depend on the theme. They take half the time of the standard's. */
const colors: axe.RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

export const findAccessibilityViolations = (page: Page): Promise<readonly string[]> => findViolations(page, standard);

export const findColorViolations = (page: Page): Promise<readonly string[]> => findViolations(page, colors);

/** Returns one line per axe violation: rule, element and reason. */
async function findViolations(page: Page, rules: axe.RunOptions): Promise<readonly string[]> {
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
  return page.evaluate(async (given) => {
    // Runs in the page, where `axe` is a global.
    const { violations } = await axe.run({ ...given, resultTypes: ['violations'], iframes: false });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    );
  }, rules);
}
