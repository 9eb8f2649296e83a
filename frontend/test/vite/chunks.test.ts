import { expect } from 'chai';
import { describe, it } from 'mocha';
import { chunks } from '#frontend-vite/chunks.ts';

/** Each module with its static (`by`) and dynamic (`laterBy`) importers. */
const modules: Readonly<Record<string, { readonly by?: readonly string[]; readonly laterBy?: readonly string[] }>> = {
  'index.html': {},
  'main.ts': { by: ['index.html'] },
  'routes.ts': { by: ['main.ts', 'app.tsx'] },
  'paths.ts': { by: ['routes.ts', 'app.tsx', 'ids-page.tsx'] },
  'start.tsx': { laterBy: ['main.ts'] },
  'app.tsx': { by: ['start.tsx'] },
  'messages.ts': { by: ['ids-page.tsx', 'app.tsx'] },
  'ids-page.tsx': { laterBy: ['routes.ts'] },
  'import-page.tsx': { laterBy: ['routes.ts'] },
  'id-table.tsx': { by: ['ids-page.tsx'] },
  'notice.tsx': { by: ['ids-page.tsx', 'import-page.tsx'] },
  'download.ts': { by: ['ids-page.tsx', 'import-page.tsx'] },
  'csv.ts': { laterBy: ['download.ts'] },
  'papaparse.js': { by: ['csv.ts'] },
  'palette.tsx': { laterBy: ['app.tsx'] },
  'sheet.tsx': { laterBy: ['app.tsx'] },
  'dialog.tsx': { by: ['palette.tsx', 'sheet.tsx'] },
  'checkbox.tsx': { by: ['sheet.tsx', 'id-table.tsx'] },
};

const graph = {
  getModuleInfo: (id: string) => ({
    isEntry: id === 'index.html',
    importers: modules[id]?.by ?? [],
    dynamicImporters: modules[id]?.laterBy ?? [],
  }),
};

const chunkOf = chunks('start.tsx');
const modulesIn = (chunk: string | null) => Object.keys(modules).filter((id) => chunkOf(id, graph) === chunk);

describe('chunks', () => {
  it('puts everything the frame imports statically into the frame chunk', () => {
    expect(modulesIn('frame')).to.deep.equal(['start.tsx', 'app.tsx', 'messages.ts']);
  });

  it('puts modules needed by several pages into one chunk, and those also needed around the pages into another', () => {
    expect(modulesIn('shared')).to.deep.equal(['notice.tsx', 'download.ts']);
    expect(modulesIn('shared-around')).to.deep.equal(['checkbox.tsx']);
  });

  it('puts everything the frame imports dynamically into one chunk', () => {
    expect(modulesIn('around')).to.deep.equal(['palette.tsx', 'sheet.tsx', 'dialog.tsx']);
  });

  it('leaves the entry, each page and what pages import dynamically to the bundler', () => {
    const entry = ['index.html', 'main.ts', 'routes.ts', 'paths.ts'];
    const pages = ['ids-page.tsx', 'import-page.tsx', 'id-table.tsx'];

    expect(modulesIn(null)).to.deep.equal([...entry, ...pages, 'csv.ts', 'papaparse.js']);
  });
});
