import { type Metric, metricOf } from './metric.ts';

export interface Datum {
  readonly metric: Metric;
  readonly values: readonly number[];
  readonly atMillis: number;
}

export interface EmfLine {
  readonly data: readonly Datum[];
  /** What CloudWatch would drop without a word, each as a sentence. */
  readonly faults: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What was found, or a sentence that says what is wrong with it. */
type Found<Value> = Value | string;

const metricsMax = 100;
const valuesMax = 100;
const dimensionsMax = 30;
const nameLengthMax = 255;
const dimensionLengthMax = 1_024;

/** Metrics that a function has written into its log, in the embedded metric format; nothing for any other line. */
export function readEmf(line: string): EmfLine | undefined {
  const root = parse(line);
  const header = root?.['_aws'];
  if (root === undefined || !isFields(header) || header['CloudWatchMetrics'] === undefined) return undefined;
  const found = readHeader(root, header);
  return {
    data: found.filter((each) => typeof each !== 'string'),
    faults: found.filter((each) => typeof each === 'string'),
  };
}

function readHeader(root: Fields, { CloudWatchMetrics: directives, Timestamp: at }: Fields): readonly Found<Datum>[] {
  if (!isList(directives)) return ['CloudWatchMetrics is not a list.'];
  if (typeof at !== 'number') return ['Timestamp is not a number of milliseconds.'];
  return directives.flatMap((directive) => readDirective(root, directive, at));
}

function readDirective(root: Fields, directive: unknown, atMillis: number): readonly Found<Datum>[] {
  if (!isFields(directive)) return ['A directive is not an object.'];
  const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = directive;
  if (!isName(namespace)) return ['A directive has no Namespace.'];
  if (!isList(sets) || !isList(metrics)) return ['Dimensions or Metrics is not a list.'];
  if (metrics.length > metricsMax) return [`A directive has more than ${metricsMax} metrics.`];
  const dimensions = sets.map((set) => readDimensions(root, set));
  const faults = dimensions.filter((set) => typeof set === 'string');
  const whole = dimensions.filter((set) => typeof set !== 'string');
  return [...faults, ...metrics.flatMap((metric) => readMetric(root, { namespace, metric, sets: whole, atMillis }))];
}

interface MetricUse {
  readonly namespace: string;
  readonly metric: unknown;
  readonly sets: readonly Metric['dimensions'][];
  readonly atMillis: number;
}

/** One metric for each set of dimensions. */
function readMetric(root: Fields, { namespace, metric, sets, atMillis }: MetricUse): readonly Found<Datum>[] {
  const name = isFields(metric) ? metric['Name'] : undefined;
  if (!isName(name)) return ['A metric has no Name.'];
  const values = [root[name]].flat();
  if (values.length > valuesMax) return [`${name} has more than ${valuesMax} values.`];
  if (!values.every(isNumber)) return [`${name} is no number in the line itself.`];
  return sets.map((dimensions) => ({ metric: metricOf(namespace, name, dimensions), values, atMillis }));
}

function readDimensions(root: Fields, names: unknown): Found<Metric['dimensions']> {
  if (!isList(names) || !names.every(isName)) return 'A set of dimensions is not a list of names.';
  if (names.length > dimensionsMax) return `A set has more than ${dimensionsMax} dimensions.`;
  const dimensions = new Map<string, string>();
  for (const name of names) {
    const value = root[name];
    if (typeof value !== 'string' || value === '' || value.length > dimensionLengthMax)
      return `The dimension ${name} is no text of 1 to ${dimensionLengthMax} characters.`;
    dimensions.set(name, value);
  }
  return Object.fromEntries(dimensions);
}

function parse(line: string): Fields | undefined {
  if (!line.startsWith('{') || !line.includes('"CloudWatchMetrics"')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined; // Not JSON, so no metrics either.
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= nameLengthMax;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
