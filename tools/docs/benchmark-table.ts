/** What was measured, a value for each run, and what is promised of it, if anything. */
export interface Figure {
  readonly what: string;
  readonly values: readonly number[];
  readonly unit?: string;
  readonly promise?: Promised;
}

/** A bound that the median keeps or, where not one run may break it, the worst. */
export type Promised = { readonly atLeast: number } | { readonly atMost: number; readonly inEachRun?: boolean };

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((one, other) => one - other);

/** The smallest value that so large a part of the values does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const value = sorted(values)[Math.max(0, Math.ceil(values.length * part) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function isKept({ values }: Figure, promise: Promised): boolean {
  if ('atLeast' in promise) return median(values) >= promise.atLeast;
  return (promise.inEachRun ? Math.max(...values) : median(values)) <= promise.atMost;
}

const number = (value: number): string => String(value < 10 ? Math.round(value * 100) / 100 : Math.round(value));

function promiseText(promise: Promised, unit: string): string {
  if ('atLeast' in promise) return `≥ ${promise.atLeast}${unit}`;
  return `≤ ${promise.atMost}${unit}${promise.inEachRun ? ' in each run' : ''}`;
}

function row(figure: Figure): string {
  const { what, values, promise } = figure;
  const unit = figure.unit ? ` ${figure.unit}` : '';
  const range = `${number(Math.min(...values))} – ${number(Math.max(...values))}`;
  const cells = [
    what,
    promise ? promiseText(promise, unit) : '',
    `${number(median(values))}${unit}`,
    values.length > 1 ? range : '',
    values.length,
    promise ? (isKept(figure, promise) ? 'yes' : '**no**') : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

export const figureTable = (figures: readonly Figure[]): string =>
  [
    '| what | promised | median | range | values | kept |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...figures.map(row),
  ].join('\n');
