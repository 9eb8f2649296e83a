import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { byteBudget } from './vite/byte-budget.ts';
import { chunks } from './vite/chunks.ts';
import { shipLicenseNotices } from './vite/license-notices.ts';
import { preloadFrame } from './vite/preload-frame.ts';
import { readWorkflowGraphs } from './vite/workflow-graph.ts';

const notices = shipLicenseNotices();
const frameFile = join(import.meta.dirname, 'src/app/app.tsx');

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    tailwindcss(),
    preloadFrame(),
    notices.page,
    byteBudget({ initialJs: 100_000, initialCss: 10_000, lazyChunk: 25_000 }),
  ],
  // wouter depends on a shim of a hook that React 19 has built in.
  resolve: { alias: { 'use-sync-external-store/shim/index.js': 'react' } },
  define: {
    // Computed from the deployed state machine, so the graph cannot become outdated.
    __WORKFLOW_GRAPHS__: JSON.stringify(readWorkflowGraphs()),
  },
  worker: { plugins: () => [notices.worker] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: chunks(frameFile), debugName: 'chunks' }],
        },
      },
    },
  },
});
