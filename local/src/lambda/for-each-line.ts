import type { Readable } from 'node:stream';

// Endless output without a line break must not exhaust memory.
const LINE_LENGTH_MAX = 256 * 1024;

/** Calls `onLine` for each line without its line break. A line over 256 KiB is split. */
export function forEachLine(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    if (rest.length > LINE_LENGTH_MAX) flush();
  });
  stream.on('end', flush);

  function flush(): void {
    if (rest !== '') onLine(rest);
    rest = '';
  }
}
