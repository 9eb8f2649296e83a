import type { IncomingMessage } from 'node:http';

/** Resolves to undefined if the body is too large; rejects if the client disconnects. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.byteLength;
    // Drain an oversized body, so that the client gets a response instead of a connection reset.
    if (size <= bytesMax) chunks.push(chunk);
  }
  return size <= bytesMax ? Buffer.concat(chunks, size) : undefined;
}
