import { useRef, useState } from 'react';
import { showToast } from '#components/toasts.ts';
import { type CustomerIdSummary, listCustomerIds } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { Result } from '#lib/domain.ts';
import { pageSizeMax } from '#lib/domain.ts';
import { downloadCsv } from '#lib/download.ts';
import { format, formatPlural } from '#lib/format.ts';
import { useIsMounted } from '#lib/use-is-mounted.ts';
import { formatExportFileName, loadAll, toExportRows } from './export-file.ts';
import { idMessages } from './id-messages.ts';

export type ExportState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly count: number; readonly cancel: () => void }
  | { readonly status: 'failed'; readonly problem: Problem };

function save(items: readonly CustomerIdSummary[], prefix: string): void {
  void downloadCsv(formatExportFileName(prefix, new Date()), toExportRows(items));
  showToast({ text: formatPlural(idMessages.exporting.done, items.length, format.number(items.length)) });
}

/** Exports the selected IDs, or every ID that matches the prefix. */
export function useExport(prefix: string) {
  const [state, setState] = useState<ExportState>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  const isMounted = useIsMounted();

  const finish = (result: Result<readonly CustomerIdSummary[], Problem>) => {
    setState(result.ok ? { status: 'idle' } : { status: 'failed', problem: result.failure });
    if (result.ok) save(result.value, prefix);
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
      finish(await loadAll((cursor) => listCustomerIds({ prefix, cursor, limit: pageSizeMax }, signal), showProgress));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };

  return {
    state,
    exportAll,
    exportSelected: (items: readonly CustomerIdSummary[]) => save(items, prefix),
    dismiss: () => setState({ status: 'idle' }),
  };
}

export type IdExport = ReturnType<typeof useExport>;
