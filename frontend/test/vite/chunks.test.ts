import { expect } from 'chai';
import { describe, it } from 'mocha';
import { chunks } from '#frontend-vite/chunks.ts';

/** Each module with those that import it at once, and those that send for it later. */
const modules: Readonly<Record<string, { readonly by?: readonly string[]; readonly laterBy?: readonly string[] }>> = {
  'index.html': {},
  'main.ts': { by: ['index.html'] },
  'page-code.ts': { by: ['main.ts', 'app.tsx'] },
  'paths.ts': { by: ['page-code.ts', 'app.tsx', 'ids-page.tsx'] },
  'start.tsx': { laterBy: ['main.ts'] },
  'app.tsx': { by: ['start.tsx'] },
  'words.ts': { by: ['ids-page.tsx', 'app.tsx'] },
  'ids-page.tsx': { laterBy: ['page-code.ts'] },
  'import-page.tsx': { laterBy: ['page-code.ts'] },
  'id-table.tsx': { by: ['ids-page.tsx'] },
  'notice.tsx': { by: ['ids-page.tsx', 'import-page.tsx'] },
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

describe('The chunks', () => {
  it('put into the frame all that it needs at once, shared with pages or not', () => {
    expect(modulesIn('frame')).to.deep.equal(['start.tsx', 'app.tsx', 'words.ts']);
  });

  it('put into one what several pages need, or a page and what the frame sends for later', () => {
    expect(modulesIn('shared')).to.deep.equal(['notice.tsx', 'checkbox.tsx']);
  });

  it('put into one all that the frame sends for later', () => {
    expect(modulesIn('around')).to.deep.equal(['palette.tsx', 'sheet.tsx', 'dialog.tsx']);
  });

  it('leave the entry and what it needs, and each page with what it alone needs, to themselves', () => {
    const left = [
      'index.html',
      'main.ts',
      'page-code.ts',
      'paths.ts',
      'ids-page.tsx',
      'import-page.tsx',
      'id-table.tsx',
    ];

    expect(modulesIn(null)).to.deep.equal(left);
  });
});
