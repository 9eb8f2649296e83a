import { submissionLabelLengthMax } from '#lib/domain.ts';

/** The label of an import's submissions. A long name keeps its end too: names often differ only there. */
export function toLabel(file: string): string {
  const characters = Array.from(file);
  if (characters.length <= submissionLabelLengthMax) return file;
  const kept = submissionLabelLengthMax - 1;
  const tail = Math.floor(kept / 2);
  return [...characters.slice(0, kept - tail), '…', ...characters.slice(-tail)].join('');
}
