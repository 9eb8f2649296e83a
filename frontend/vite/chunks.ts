type ModuleInfo = {
  readonly isEntry: boolean;
  readonly importers: readonly string[];
  readonly dynamicImporters: readonly string[];
};
type ModuleGraph = { readonly getModuleInfo: (id: string) => ModuleInfo | null };

export const frameChunk = 'frame';
const around = 'around';

/**
 * Assigns modules to chunks. By default the bundler creates a chunk for each set of pages that share a module: two dozen
 * small ones, loaded in two or three round trips and compressed worse.
 *
 * The entry stays small because it loads the rest: the frame (from `frameFile`), modules shared by pages, and the page.
 * Everything the frame imports dynamically forms one more chunk, `around`, and what it shares with pages another. Dynamic imports of pages, such as the CSV writer,
 * load on demand.
 */
export function chunks(frameFile: string): (id: string, graph: ModuleGraph) => string | null {
  const known = new Map<string, ReadonlySet<string>>();

  /** The chunks that load a module: the entry, the frame, `around`, or a dynamic import named by its file. */
  const findRoots = (id: string, graph: ModuleGraph): ReadonlySet<string> => {
    const before = known.get(id);
    if (before) return before;
    const info = graph.getModuleInfo(id);
    const roots = new Set<string>();
    // Set before recursion, so that import cycles end.
    known.set(id, roots);
    if (info?.isEntry) roots.add('entry');
    for (const importer of info?.dynamicImporters ?? []) roots.add(rootName(id, findRoots(importer, graph)));
    for (const root of (info?.importers ?? []).flatMap((importer) => [...findRoots(importer, graph)])) roots.add(root);
    return roots;
  };
  const rootName = (id: string, importer: ReadonlySet<string>): string => {
    if (id === frameFile) return frameChunk;
    return importer.has(frameChunk) && !importer.has('entry') ? around : id;
  };

  return (id, graph) => {
    const roots = findRoots(id, graph);
    if (roots.has('entry')) return null;
    if (roots.has(frameChunk)) return frameChunk;
    const name = roots.has(around) ? around : null;
    return roots.size > 1 ? ['shared', name].filter(Boolean).join('-') : name;
  };
}
