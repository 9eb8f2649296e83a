import { messages } from '#lib/messages.ts';
import type { Row } from '#lib/table.ts';
import { showToast } from './toasts.ts';

/** Saves a file that was created in the page. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click only starts the download; the URL must stay valid until the browser has read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Loads the CSV writer on demand. Resolves to false, after a toast, if it could not be loaded. */
export async function downloadCsv(name: string, rows: readonly Row[]): Promise<boolean> {
  const writer = await import('#lib/csv.ts').catch(() => undefined);
  if (writer) download(name, writer.csvFile(rows));
  else showToast({ text: messages.notDownloaded });
  return writer !== undefined;
}
