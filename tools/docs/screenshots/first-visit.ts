// The connect page and the empty registry.
import type { Scene } from './capture.ts';

export const emptyScenes: readonly Scene[] = [
  {
    path: '/connect',
    isConnected: false,
    shots: [
      {
        name: 'connect',
        variants: ['light', 'dark', 'phone'],
        show: (page) => page.getByRole('heading', { name: 'API key' }).waitFor(),
      },
      {
        name: 'connect-refused',
        variants: ['light', 'phone-dark'],
        show: async (page) => {
          await page.getByLabel('API key', { exact: true }).fill('no-key-of-this-registry-but-just-as-long');
          await page.getByRole('button', { name: 'Connect', exact: true }).click();
          await page.getByText('This key was rejected').waitFor();
        },
      },
    ],
  },
  {
    path: '/connect',
    shots: [
      {
        name: 'connected',
        variants: ['light'],
        show: (page) => page.getByRole('heading', { name: /^Connected as page/ }).waitFor(),
      },
    ],
  },
  {
    path: '/ids',
    shots: [
      {
        name: 'ids-empty',
        variants: ['light', 'phone'],
        show: (page) => page.getByRole('heading', { name: 'No customer IDs yet' }).waitFor(),
      },
    ],
  },
  {
    path: '/submissions',
    shots: [
      {
        name: 'submissions-empty',
        variants: ['light'],
        show: (page) => page.getByRole('heading', { name: 'No submissions yet' }).waitFor(),
      },
    ],
  },
];
