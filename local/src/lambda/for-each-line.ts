import type { Readable } from 'node:stream';

// A function that prints without end must not fill the memory of its host.
const LONGEST_LINE = 256 * 1024;

/** Calls back for every whole line of a stream, without its line end. A line over 256 KiB is cut into several. */
export function forEachLine(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    if (rest.length > LONGEST_LINE) flush();
  });
  stream.on('end', flush);

  function flush(): void {
    if (rest !== '') onLine(rest);
    rest = '';
  }
}
