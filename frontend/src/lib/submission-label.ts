import { submissionLabelLengthMax } from '#lib/domain.ts';

/** Shortens a name that is too long for a label. It keeps its end too: names of files often differ only there. */
export function toSubmissionLabel(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= submissionLabelLengthMax) return name;
  const kept = submissionLabelLengthMax - 1;
  const tail = Math.floor(kept / 2);
  return [...characters.slice(0, kept - tail), '…', ...characters.slice(-tail)].join('');
}
