import type { Row } from './table.ts';

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

/** Loads the CSV writer on demand. */
export async function downloadCsv(name: string, rows: readonly Row[]): Promise<void> {
  const { csvFile } = await import('./csv.ts');
  download(name, csvFile(rows));
}
