/** What the bundler knows of a module. */
type ModuleInfo = { readonly isEntry: boolean; readonly importers: readonly string[] };
type ModuleGraph = { readonly getModuleInfo: (id: string) => ModuleInfo | null };

/**
 * Puts what the first visit needs into one chunk. By itself the bundler makes a chunk for each set of pages that share a
 * module: a dozen small ones that are all needed at once, and that compress worse apart. The script that index.html names
 * stays outside, because without it there would be no entry left to name, nor for the byte budget to start from.
 */
export function initialChunk(): (id: string, graph: ModuleGraph) => string | null {
  const known = new Map<string, boolean>();
  const isEntry = (id: string, graph: ModuleGraph) => graph.getModuleInfo(id)?.isEntry === true;
  const isScriptOfEntry = (id: string, graph: ModuleGraph) =>
    graph.getModuleInfo(id)?.importers.some((importer) => isEntry(importer, graph)) === true;
  const isInitial = (id: string, graph: ModuleGraph): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // Until it is known: in a circle of modules none makes the others initial.
    known.set(id, false);
    const importers = graph.getModuleInfo(id)?.importers ?? [];
    const found = isEntry(id, graph) || importers.some((importer) => isInitial(importer, graph));
    known.set(id, found);
    return found;
  };
  return (id, graph) => (isInitial(id, graph) && !isEntry(id, graph) && !isScriptOfEntry(id, graph) ? 'initial' : null);
}
