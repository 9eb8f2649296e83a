import type { IncomingMessage } from 'node:http';

/** The whole body, or nothing when it is larger than allowed. A body that breaks off rejects, and has then touched nothing. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.byteLength;
    // What is too much is read on and dropped, so that the client gets the answer instead of a reset.
    if (size <= bytesMax) chunks.push(chunk);
  }
  return size <= bytesMax ? Buffer.concat(chunks, size) : undefined;
}
