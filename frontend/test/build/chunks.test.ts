import { expect } from 'chai';
import { describe, it } from 'mocha';
import { initialChunk } from '#frontend-build/initial-chunk.ts';

/** Each module with those that import it at once; a page that is loaded on demand is imported by none. */
const importers: Readonly<Record<string, readonly string[]>> = {
  'index.html': [],
  'main.tsx': ['index.html'],
  'app.tsx': ['main.tsx'],
  'words.ts': ['ids-page.tsx', 'app.tsx'],
  'ids-page.tsx': [],
  'id-table.tsx': ['ids-page.tsx'],
};

const graph = {
  getModuleInfo: (id: string) => ({ isEntry: id === 'index.html', importers: importers[id] ?? [] }),
};

describe('The initial chunk', () => {
  it('holds all that the entry needs at once, shared with pages or not, and nothing that only a page needs', () => {
    const chunkOf = initialChunk();

    const grouped = Object.keys(importers).filter((id) => chunkOf(id, graph) === 'initial');

    expect(grouped).to.deep.equal(['app.tsx', 'words.ts']);
  });
});
