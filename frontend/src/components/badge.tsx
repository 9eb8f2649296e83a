import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Tone = 'ok' | 'bad' | 'iris' | 'neutral';

const tones = {
  ok: 'bg-ok-tint text-ok',
  bad: 'bg-bad-tint text-bad',
  iris: 'bg-iris-tint text-iris',
  neutral: 'bg-hover text-fg-2',
};

export function Badge({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center gap-1 rounded-badge px-1.5 text-small font-medium forced-colors:border',
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
