import { stub } from 'sinon';

/** What is written to stdout while the work runs, line by line. */
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
