import { stub } from 'sinon';

/** Returns the lines that `work` writes to stdout. */
export async function capturedOutput(work: () => unknown): Promise<readonly string[]> {
  const chunks: string[] = [];
  const write = stub(process.stdout, 'write').callsFake((chunk: string | Uint8Array) => {
    chunks.push(String(chunk));
    return true;
  });
  try {
    await work();
  } finally {
    write.restore();
  }
  return chunks.join('').split('\n').filter(Boolean);
}
