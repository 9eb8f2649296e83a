import { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';

const modes = {
  endpoint: [
    'throttle',
    'error-500',
    'error-503',
    'deny',
    'drop-before',
    'drop-after',
    'truncate',
    'garbage',
    'hang-before-headers',
    'hang-after-headers',
    'latency',
    'drip',
    'stale',
    'skew',
    'unprocessed-keys',
    'fail-entries',
  ],
  invocation: ['error', 'timeout-after', 'crash', 'double', 'malformed', 'throttle', 'latency'],
  delivery: ['duplicate', 'shuffle', 'latency', 'deny', 'throttle', 'poison'],
  'dead-letter': ['deny', 'throttle'],
} as const;

/** Where a fault acts: the AWS endpoint, the invocation of a function, the delivery of an event, or a dead letter. */
export type FaultPoint = keyof typeof modes;
export type FaultMode<Point extends FaultPoint = FaultPoint> = (typeof modes)[Point][number];

/** A call must have every given member. `function` matches the end of a name, `table` its beginning, `key` any part of a body. */
export interface FaultMatch {
  readonly function?: string;
  readonly operation?: string;
  readonly table?: string;
  readonly key?: string;
}

/** Counts calls that match, from 1. `window` includes both ends. */
export type FaultWhen =
  | { readonly nth: number }
  | { readonly probability: number }
  | { readonly window: readonly [number, number] };

export interface Fault<Point extends FaultPoint = FaultPoint> {
  readonly point: Point;
  readonly mode: FaultMode<Point>;
  readonly match?: FaultMatch;
  /** By default every time. */
  readonly when?: FaultWhen;
  /** Milliseconds of a delay or skew, the number of copies, the size of a shuffled group, or the text of a poison. */
  readonly argument?: number | string;
}

/** The same seed repeats the same decisions for the same calls. */
export interface Scenario {
  readonly seed: number;
  readonly faults: readonly Fault[];
}

/** Throws a StartError that names the member that is wrong. */
export function parseScenario(text: string, where: string): Scenario {
  const reader = new JsonReader(parseJson(text, where), where);
  return { seed: reader.number('seed'), faults: reader.blocks('faults').map((fault) => parseFault(fault, where)) };
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StartError(`${where} is not JSON.`, { cause });
  }
}

function parseFault(reader: JsonReader, where: string): Fault {
  const point = readPoint(reader.text('point'), where);
  const mode = modes[point].find((known) => known === reader.text('mode'));
  if (mode === undefined)
    throw new StartError(`${where}: the mode at the point "${point}" must be one of ${modes[point].join(', ')}.`);
  const { argument } = reader.fields;
  return {
    point,
    mode,
    match: parseMatch(reader.record('match', {})),
    ...(reader.has('when') && { when: parseWhen(reader.record('when'), where) }),
    ...((typeof argument === 'number' || typeof argument === 'string') && { argument }),
  };
}

function readPoint(text: string, where: string): FaultPoint {
  for (const point of ['endpoint', 'invocation', 'delivery', 'dead-letter'] as const) if (point === text) return point;
  throw new StartError(`${where}: the point must be one of ${Object.keys(modes).join(', ')}, not "${text}".`);
}

const parseMatch = (reader: JsonReader): FaultMatch => ({
  ...(reader.has('function') && { function: reader.text('function') }),
  ...(reader.has('operation') && { operation: reader.text('operation') }),
  ...(reader.has('table') && { table: reader.text('table') }),
  ...(reader.has('key') && { key: reader.text('key') }),
});

function parseWhen(reader: JsonReader, where: string): FaultWhen {
  if (reader.has('nth')) return { nth: reader.number('nth') };
  if (reader.has('probability')) return { probability: reader.number('probability') };
  const [from, to] = reader.has('window') ? reader.textList('window').map(Number) : [];
  if (from === undefined || to === undefined || Number.isNaN(from + to))
    throw new StartError(`${where}: "when" must have nth, probability or a window of two numbers.`);
  return { window: [from, to] };
}
