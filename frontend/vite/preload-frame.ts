import type { Plugin } from 'vite';
import { frameChunk } from './chunks.ts';

/** Has index.html send for the frame, and for what that imports, before the entry asks for it: one round less. */
export function preloadFrame(): Plugin {
  return {
    name: 'preload-frame',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const frame = Object.values(bundle).find(({ name, type }) => type === 'chunk' && name === frameChunk);
        const files = frame?.type === 'chunk' ? [frame.fileName, ...frame.imports] : [];
        // The entry, and what it imports itself, is named there already.
        return files
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          }));
      },
    },
  };
}
