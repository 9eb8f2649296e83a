import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type FigureTone = 'plain' | 'iris' | 'ok' | 'bad' | 'quiet';

export type Figure = {
  readonly value: string;
  readonly label: string;
  readonly text?: ReactNode;
  readonly tone?: FigureTone;
  /** Its share of the bar below; none of it is drawn when no figure has one. */
  readonly share?: number;
};

const valueTones: Readonly<Record<FigureTone, string>> = {
  plain: '',
  iris: '',
  ok: '',
  bad: 'text-bad',
  quiet: 'text-fg-2',
};

const barTones: Readonly<Record<FigureTone, string>> = {
  plain: 'bg-fg-2',
  iris: 'bg-iris',
  ok: 'bg-ok-fill',
  bad: 'bg-bad-fill',
  quiet: 'bg-control',
};

function Proportions({ figures }: { readonly figures: readonly Figure[] }) {
  const parts = figures.filter(({ share = 0 }) => share > 0);
  if (parts.length === 0) return null;
  return (
    <div aria-hidden="true" className="flex h-1.5 gap-0.5">
      {parts.map(({ label, share, tone = 'plain' }) => (
        <span
          key={label}
          style={{ flexGrow: share }}
          className={classNames('min-w-1 forced-colors:border', barTones[tone])}
        />
      ))}
    </div>
  );
}

/** A few numbers that belong together, and how they divide the whole. */
export function Figures({ label, figures }: { readonly label: string; readonly figures: readonly Figure[] }) {
  return (
    <div className="overflow-hidden rounded-box border border-line">
      <dl
        aria-label={label}
        className="grid divide-line max-hand:divide-y hand:auto-cols-fr hand:grid-flow-col hand:divide-x"
      >
        {figures.map(({ value, label: name, text, tone = 'plain' }) => (
          <div
            key={name}
            className="grid content-start px-5 py-4 max-hand:grid-cols-[1fr_auto] max-hand:items-center max-hand:gap-x-4 max-hand:px-4 max-hand:py-2.5"
          >
            <dt className="font-medium hand:row-start-2">{name}</dt>
            <dd
              className={classNames(
                'text-figure tabular-nums max-hand:col-start-2 max-hand:row-start-1',
                text !== undefined && 'max-hand:row-span-2',
                valueTones[tone],
              )}
            >
              {value}
            </dd>
            {text !== undefined && <dd className="text-small text-fg-2">{text}</dd>}
          </div>
        ))}
      </dl>
      <Proportions figures={figures} />
    </div>
  );
}
