import type { Plugin } from 'vite';
import { frameChunk } from './chunks.ts';

/** Adds modulepreload links for the frame and its imports, which saves a round trip. */
export function preloadFrame(): Plugin {
  return {
    name: 'preload-frame',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const frame = Object.values(bundle).find(({ name, type }) => type === 'chunk' && name === frameChunk);
        const files = frame?.type === 'chunk' ? [frame.fileName, ...frame.imports] : [];
        // Vite has already added the entry and its imports.
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
