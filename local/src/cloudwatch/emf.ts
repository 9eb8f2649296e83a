import { createMetric, type Metric } from './metric.ts';

export interface Datum {
  readonly metric: Metric;
  readonly values: readonly number[];
  readonly atMillis: number;
}

export interface EmfLine {
  readonly data: readonly Datum[];
  /** One sentence per metric that CloudWatch would silently drop. */
  readonly errors: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The value, or an error message. */
type Parsed<Value> = Value | string;

const metricsMax = 100;
const valuesMax = 100;
const dimensionsMax = 30;
const nameLengthMax = 255;
const dimensionLengthMax = 1_024;

/** Parses a log line in the embedded metric format. Returns undefined for any other line. */
export function readEmf(line: string): EmfLine | undefined {
  const root = parse(line);
  const header = root?.['_aws'];
  if (root === undefined || !isFields(header) || header['CloudWatchMetrics'] === undefined) return undefined;
  const parsed = readHeader(root, header);
  return {
    data: parsed.filter((each) => typeof each !== 'string'),
    errors: parsed.filter((each) => typeof each === 'string'),
  };
}

function readHeader(root: Fields, { CloudWatchMetrics: directives, Timestamp: at }: Fields): readonly Parsed<Datum>[] {
  if (!isList(directives)) return ['CloudWatchMetrics is not a list.'];
  if (typeof at !== 'number') return ['Timestamp is not a number.'];
  return directives.flatMap((directive) => readDirective(root, directive, at));
}

function readDirective(root: Fields, directive: unknown, atMillis: number): readonly Parsed<Datum>[] {
  if (!isFields(directive)) return ['A directive is not an object.'];
  const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = directive;
  if (!isName(namespace)) return ['A directive has no Namespace.'];
  if (!isList(sets) || !isList(metrics)) return ['Dimensions or Metrics is not a list.'];
  if (metrics.length > metricsMax) return [`A directive has more than ${metricsMax} metrics.`];
  const dimensions = sets.map((set) => readDimensions(root, set));
  const errors = dimensions.filter((set) => typeof set === 'string');
  const validSets = dimensions.filter((set) => typeof set !== 'string');
  return [
    ...errors,
    ...metrics.flatMap((metric) => readMetric(root, { namespace, metric, sets: validSets, atMillis })),
  ];
}

interface MetricContext {
  readonly namespace: string;
  readonly metric: unknown;
  readonly sets: readonly Metric['dimensions'][];
  readonly atMillis: number;
}

/** Returns one datum per dimension set. */
function readMetric(root: Fields, { namespace, metric, sets, atMillis }: MetricContext): readonly Parsed<Datum>[] {
  const name = isFields(metric) ? metric['Name'] : undefined;
  if (!isName(name)) return ['A metric has no Name.'];
  const values = [root[name]].flat();
  if (values.length > valuesMax) return [`${name} has more than ${valuesMax} values.`];
  if (!values.every(isNumber)) return [`${name} is not a number at the top level of the line.`];
  return sets.map((dimensions) => ({ metric: createMetric(namespace, name, dimensions), values, atMillis }));
}

function readDimensions(root: Fields, names: unknown): Parsed<Metric['dimensions']> {
  if (!isList(names) || !names.every(isName)) return 'A dimension set is not a list of names.';
  if (names.length > dimensionsMax) return `A dimension set has more than ${dimensionsMax} dimensions.`;
  const dimensions = new Map<string, string>();
  for (const name of names) {
    const value = root[name];
    if (typeof value !== 'string' || value === '' || value.length > dimensionLengthMax)
      return `The dimension ${name} is not a string of 1 to ${dimensionLengthMax} characters.`;
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
    return undefined;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= nameLengthMax;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
