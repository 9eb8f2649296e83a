import { format } from '#lib/formatting.ts';
import { fill } from '#lib/phrase.ts';
import { importWords as words } from './import-words.ts';

const steps = [75, 50, 25];

/** Spoken at each quarter alone: a number that changes all the time is noise to who listens. */
export function Milestones({ sent, all }: { readonly sent: number; readonly all: number }) {
  const reached = steps.find((percent) => sent * 100 >= all * percent);
  return (
    <p role="status" className="sr-only">
      {reached !== undefined && fill(words.run.announced, { percent: format.number(reached) })}
    </p>
  );
}
