import { createRequire } from 'node:module';
import type { Plugin, Rollup } from 'vite';
import { licenseNotices, noticesFile } from '#license-notices.ts';

/** Its base styles are part of the CSS, and no module of the bundle. */
const tailwind = createRequire(import.meta.url).resolve('tailwindcss/package.json');

const renderedFiles = (bundle: Rollup.OutputBundle): readonly string[] =>
  Object.values(bundle)
    .flatMap((output) => (output.type === 'chunk' ? Object.entries(output.modules) : []))
    .flatMap(([file, { renderedLength }]) => (renderedLength > 0 ? [file] : []));

/** Ships the licenses of the packages in the page and in its workers, which Vite bundles first. */
export function shipLicenseNotices(): { readonly page: Plugin; readonly worker: Plugin } {
  const workerFiles = new Set<string>();
  return {
    worker: {
      name: 'collect-worker-files',
      generateBundle(_options, bundle) {
        for (const file of renderedFiles(bundle)) workerFiles.add(file);
      },
    },
    page: {
      name: 'ship-license-notices',
      apply: 'build',
      transformIndexHtml: () => [{ tag: 'link', attrs: { rel: 'license', href: `/${noticesFile}` }, injectTo: 'head' }],
      async generateBundle(_options, bundle) {
        const source = await licenseNotices([...renderedFiles(bundle), ...workerFiles, tailwind]);
        this.emitFile({ type: 'asset', fileName: noticesFile, source });
      },
    },
  };
}
