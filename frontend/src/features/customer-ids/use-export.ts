import { useRef, useState } from 'react';
import { downloadCsv } from '#components/download.ts';
import { showToast } from '#components/toasts.ts';
import { type CustomerIdPage, type CustomerIdSummary, listCustomerIds } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import { pageSizeMax, type Result, succeed } from '#lib/domain.ts';
import { format, formatPlural } from '#lib/format.ts';
import { useIsMounted } from '#lib/use-is-mounted.ts';
import { idMessages } from './id-messages.ts';
import type { ActiveFilter } from './use-id-list.ts';

const { id, added, source } = idMessages.exporting.columns;

/** Uses the column name of imports, so an export can be imported. */
export const toExportRows = (items: readonly CustomerIdSummary[]): readonly (readonly string[])[] => [
  [id, added, source],
  ...items.map((item) => [item.id, item.createdAt, item.source]),
];

/** For example `customer-ids-CUST-2026-11-25.csv`. */
export const formatExportFileName = (prefix: string, now: Date): string =>
  [idMessages.exporting.fileName, prefix.toUpperCase(), now.toISOString().slice(0, 10)]
    .filter(Boolean)
    .join('-')
    .concat('.csv');

/** Loads every page of the list. */
export async function loadAll(
  loadPage: (cursor: string | undefined) => Promise<Result<CustomerIdPage, Problem>>,
  onProgress: (count: number) => void,
): Promise<Result<readonly CustomerIdSummary[], Problem>> {
  const items: CustomerIdSummary[] = [];
  let page = await loadPage(undefined);
  while (page.ok) {
    items.push(...page.value.items);
    onProgress(items.length);
    if (page.value.nextCursor === null) return succeed(items);
    page = await loadPage(page.value.nextCursor);
  }
  return page;
}

export type ExportState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly count: number; readonly cancel: () => void }
  | { readonly status: 'failed'; readonly problem: Problem };

async function save(items: readonly CustomerIdSummary[], prefix: string): Promise<void> {
  const isSaved = await downloadCsv(formatExportFileName(prefix, new Date()), toExportRows(items));
  if (isSaved) showToast({ text: formatPlural(idMessages.exporting.done, items.length, format.number(items.length)) });
}

/** Exports the selected IDs, or every ID that matches the filter. */
export function useExport({ prefix, source }: ActiveFilter) {
  const [state, setState] = useState<ExportState>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  const isMounted = useIsMounted();

  const finish = (result: Result<readonly CustomerIdSummary[], Problem>) => {
    setState(result.ok ? { status: 'idle' } : { status: 'failed', problem: result.failure });
    if (result.ok) void save(result.value, prefix);
    // On another page the notice is not visible.
    else if (!isMounted()) showToast({ text: idMessages.exporting.failed });
  };

  const exportAll = async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const cancel = () => {
      controller.abort();
      setState({ status: 'idle' });
    };
    const showProgress = (count: number) => setState({ status: 'running', count, cancel });
    showProgress(0);
    try {
      finish(
        await loadAll(
          (cursor) => listCustomerIds({ prefix, source, cursor, limit: pageSizeMax }, signal),
          showProgress,
        ),
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };

  return {
    state,
    exportAll,
    exportSelected: (items: readonly CustomerIdSummary[]) => void save(items, prefix),
    dismiss: () => setState({ status: 'idle' }),
  };
}

export type IdExport = ReturnType<typeof useExport>;
