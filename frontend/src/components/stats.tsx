import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type StatTone = 'plain' | 'iris' | 'ok' | 'bad' | 'quiet';

export type Stat = {
  readonly value: string;
  readonly label: string;
  readonly text?: ReactNode;
  readonly tone?: StatTone;
  /** Relative width in the proportion bar, which is drawn only if at least one item has a share. */
  readonly share?: number;
};

const valueTones: Readonly<Record<StatTone, string>> = {
  plain: '',
  iris: '',
  ok: '',
  bad: 'text-bad',
  quiet: 'text-fg-2',
};

const barTones: Readonly<Record<StatTone, string>> = {
  plain: 'bg-fg-2',
  iris: 'bg-iris',
  ok: 'bg-ok-fill',
  bad: 'bg-bad-fill',
  quiet: 'bg-control',
};

function ProportionBar({ items }: { readonly items: readonly Stat[] }) {
  const parts = items.filter(({ share = 0 }) => share > 0);
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

/** A row of labelled numbers, with an optional bar that shows their proportions. */
export function Stats({ label, items }: { readonly label: string; readonly items: readonly Stat[] }) {
  return (
    <div className="overflow-hidden rounded-box border border-line">
      <dl aria-label={label} className="grid gap-px bg-line hand:flex hand:flex-wrap">
        {items.map(({ value, label: name, text, tone = 'plain' }) => (
          <div
            key={name}
            className="flex flex-col-reverse justify-end bg-surface px-5 py-4 hand:grow hand:basis-[8.5rem] max-hand:flex-row max-hand:items-center max-hand:py-3"
          >
            <dt className="grow font-medium">
              {name}
              {text !== undefined && <span className="block text-small font-normal text-fg-2">{text}</span>}
            </dt>
            <dd className={classNames('text-figure tabular-nums', valueTones[tone])}>{value}</dd>
          </div>
        ))}
      </dl>
      <ProportionBar items={items} />
    </div>
  );
}
