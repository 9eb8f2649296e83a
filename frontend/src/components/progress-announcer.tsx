const steps = [75, 50, 25];

type ProgressAnnouncerProps = {
  readonly done: number;
  readonly all: number;
  readonly say: (percent: number) => string;
};

/** Spoken at each quarter alone: a number that changes all the time is noise to who listens. */
export function ProgressAnnouncer({ done, all, say }: ProgressAnnouncerProps) {
  const reached = steps.find((percent) => done * 100 >= all * percent);
  return (
    <p role="status" className="sr-only">
      {reached !== undefined && say(reached)}
    </p>
  );
}
