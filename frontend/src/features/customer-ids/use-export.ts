import { type RefObject, useEffect, useRef, useState } from 'react';
import { showToast } from '#components/toasts.ts';
import { type CustomerIdSummary, listCustomerIds } from '#lib/api/customer-ids.ts';
import type { Problem } from '#lib/api/problem.ts';
import { pageSizeMax } from '#lib/customer-id.ts';
import { downloadCsv } from '#lib/download.ts';
import { formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import type { Result } from '#lib/result.ts';
import { exportFileName, exportRows } from './export-file.ts';
import { readAll } from './read-all.ts';

export type ExportState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly count: number; readonly cancel: () => void }
  | { readonly status: 'failed'; readonly problem: Problem };

function save(items: readonly CustomerIdSummary[], prefix: string): void {
  void downloadCsv(exportFileName(prefix, new Date()), exportRows(items));
  showToast({ text: formatPlural(messages.exporting.done, items.length, format.number(items.length)) });
}

/** Whether the page is still there that asked. */
function useIsHere(): RefObject<boolean> {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}

/** Saves what is selected, or everything the filter matches, whether it is on the screen or not. */
export function useExport(prefix: string) {
  const [state, setState] = useState<ExportState>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  const isHere = useIsHere();

  const end = (all: Result<readonly CustomerIdSummary[], Problem>) => {
    setState(all.ok ? { status: 'idle' } : { status: 'failed', problem: all.failure });
    if (all.ok) save(all.value, prefix);
    // Whoever has left the page would wait for a file.
    else if (!isHere.current) showToast({ text: messages.exporting.failed });
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
    const showCount = (count: number) => setState({ status: 'running', count, cancel });
    showCount(0);
    try {
      end(await readAll((cursor) => listCustomerIds({ prefix, cursor, limit: pageSizeMax }, signal), showCount));
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
