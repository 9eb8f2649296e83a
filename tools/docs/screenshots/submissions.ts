import type { Page } from 'playwright-core';
import type { Scene } from './capture.ts';
import type { fillRegistry } from './registry-data.ts';

const listIsShown = (page: Page) =>
  page
    .getByRole('link', { name: /Running/ })
    .first()
    .waitFor();

const isShown = (state: string) => async (page: Page) => {
  await page.getByRole('status').getByText(state).waitFor();
  await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' });
};

type Shown = Awaited<ReturnType<typeof fillRegistry>>;

export const submissionScenes = (shown: Shown): readonly Scene[] => [
  {
    path: `/submissions/${shown.completed}`,
    shots: [{ name: 'submission', variants: ['light', 'dark', 'phone'], show: isShown('Completed') }],
  },
  {
    path: `/submissions/${shown.failed}`,
    shots: [{ name: 'submission-failed', variants: ['light', 'dark', 'phone'], show: isShown('Failed') }],
  },
  {
    path: `/submissions/${shown.running}`,
    shots: [{ name: 'submission-running', variants: ['light', 'dark'], show: listIsShown }],
  },
  {
    path: `/submissions/${shown.redriven}`,
    shots: [{ name: 'submission-redriven', variants: ['light'], show: isShown('Completed') }],
  },
  {
    path: `/submissions/${shown.noneValid}`,
    shots: [{ name: 'submission-invalid', variants: ['light'], show: isShown('Completed') }],
  },
  {
    path: '/submissions',
    shots: [
      {
        name: 'submissions',
        variants: ['light', 'phone'],
        show: listIsShown,
      },
    ],
  },
];
