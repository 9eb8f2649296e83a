/** Has the browser save a file that was made on this page. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has only asked for it; the content must stay until the browser has read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
