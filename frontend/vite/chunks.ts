/** What the bundler knows of a module. */
type ModuleInfo = {
  readonly isEntry: boolean;
  readonly importers: readonly string[];
  readonly dynamicImporters: readonly string[];
};
type ModuleGraph = { readonly getModuleInfo: (id: string) => ModuleInfo | null };

export const frameChunk = 'frame';
const around = 'around';

/**
 * Names the chunk of a module. By itself the bundler makes a chunk for each set of pages that share a module: two dozen
 * small ones, which a page then asks for in two or three rounds, and which compress worse apart.
 *
 * The script that index.html names stays small, because it has the rest sent for. That is the frame in one chunk
 * (`frameFile` is where it begins), what the pages share in a second one, and the page itself. What the frame sends for
 * later, when it stands, comes in one chunk too.
 */
export function chunks(frameFile: string): (id: string, graph: ModuleGraph) => string | null {
  const known = new Map<string, ReadonlySet<string>>();

  /** What has to be loaded for a module to be: the entry, the frame, what lies around it, or a page, by its file. */
  const rootsOf = (id: string, graph: ModuleGraph): ReadonlySet<string> => {
    const before = known.get(id);
    if (before) return before;
    const info = graph.getModuleInfo(id);
    const roots = new Set<string>();
    // Until all are known: in a circle of modules none makes the others wait.
    known.set(id, roots);
    if (info?.isEntry) roots.add('entry');
    for (const importer of info?.dynamicImporters ?? []) roots.add(rootName(id, rootsOf(importer, graph)));
    for (const root of (info?.importers ?? []).flatMap((importer) => [...rootsOf(importer, graph)])) roots.add(root);
    return roots;
  };
  const rootName = (id: string, importer: ReadonlySet<string>): string => {
    if (id === frameFile) return frameChunk;
    return importer.has('entry') ? id : around;
  };

  return (id, graph) => {
    const roots = rootsOf(id, graph);
    if (roots.has('entry')) return null;
    if (roots.has(frameChunk)) return frameChunk;
    if (roots.size > 1) return 'shared';
    return roots.has(around) ? around : null;
  };
}
