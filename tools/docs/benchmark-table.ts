/** One value per run, and a target if there is one. */
export interface Measurement {
  readonly name: string;
  readonly values: readonly number[];
  readonly unit?: string;
  readonly target?: Target;
}

/** A bound for the median or, with `inEachRun`, for the worst run. */
export type Target = { readonly atLeast: number } | { readonly atMost: number; readonly inEachRun?: boolean };

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/** The smallest value that at least this fraction of the values does not exceed. */
export function percentile(values: readonly number[], fraction: number): number {
  const value = sorted(values)[Math.max(0, Math.ceil(values.length * fraction) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function isMet({ values }: Measurement, target: Target): boolean {
  if ('atLeast' in target) return median(values) >= target.atLeast;
  return (target.inEachRun ? Math.max(...values) : median(values)) <= target.atMost;
}

const number = (value: number): string => String(value < 10 ? Math.round(value * 100) / 100 : Math.round(value));

function targetText(target: Target, unit: string): string {
  if ('atLeast' in target) return `≥ ${target.atLeast}${unit}`;
  return `≤ ${target.atMost}${unit}${target.inEachRun ? ' in each run' : ''}`;
}

function row(measurement: Measurement): string {
  const { name, values, target } = measurement;
  const unit = measurement.unit ? ` ${measurement.unit}` : '';
  const range = `${number(Math.min(...values))} – ${number(Math.max(...values))}`;
  const cells = [
    name,
    target ? targetText(target, unit) : '',
    `${number(median(values))}${unit}`,
    values.length > 1 ? range : '',
    values.length,
    target ? (isMet(measurement, target) ? 'yes' : '**no**') : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

export const measurementTable = (measurements: readonly Measurement[]): string =>
  [
    '| measurement | target | median | range | runs | met |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...measurements.map(row),
  ].join('\n');

/** A line of a table, read back from the page. */
export interface Row {
  readonly name: string;
  /** Empty without a target. */
  readonly target: string;
  readonly bound: number | undefined;
  /** The measured value as shown, with its unit. */
  readonly text: string;
  readonly measured: number;
  /** How much better than its target: 1 on the target, 2 if half the time or twice the rate. */
  readonly score: number;
  readonly isMet: boolean;
}

export const readRows = (section: string): readonly Row[] =>
  section
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.split('|').length === 8)
    .slice(2)
    .map(readRow);

function readRow(line: string): Row {
  const [, name = '', target = '', middle = '', range = '', , met] = line.split('|').map((cell) => cell.trim());
  const text = target.endsWith('in each run') && range !== '' ? lastPart(range) + unitOf(middle) : middle;
  const measured = Number.parseFloat(text);
  const bound = target === '' ? undefined : Number.parseFloat(target.slice(1));
  const ratio = bound === undefined || measured === bound ? 1 : measured / bound;
  return {
    name,
    target,
    bound,
    text,
    measured,
    score: target.startsWith('≥') ? ratio : 1 / ratio,
    isMet: met === 'yes',
  };
}

const lastPart = (range: string): string => range.split(' – ').at(-1) ?? range;
/** With the space before it. */
const unitOf = (text: string): string => text.replace(/^[\d.]+/, '');
