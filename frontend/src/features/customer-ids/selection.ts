type Listed = { readonly id: string };

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins: the row that was selected last by itself. */
  readonly anchor: string | undefined;
};

export const noSelection: Selection = { ids: new Set(), anchor: undefined };

export function toggled({ ids }: Selection, id: string): Selection {
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  return { ids: after, anchor: id };
}

/** Everything from the anchor to this row, whichever comes first; without an anchor this row alone. */
export function extendedTo({ ids, anchor }: Selection, items: readonly Listed[], id: string): Selection {
  const to = items.findIndex((item) => item.id === id);
  const from = items.findIndex((item) => item.id === anchor);
  const range = from === -1 ? [{ id }] : items.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...ids, ...range.map((item) => item.id)]), anchor: anchor ?? id };
}

export const allOf = (items: readonly Listed[]): Selection => ({
  ids: new Set(items.map(({ id }) => id)),
  anchor: undefined,
});
