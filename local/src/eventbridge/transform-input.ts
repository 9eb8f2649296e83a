import type { BusEvent } from './event.ts';
import { formatTime } from './event.ts';
import type { EventRule, InputTransformer } from './rule.ts';

export type TransformInput = (event: BusEvent) => string;

/** The supported predefined variables. */
const predefined = {
  'aws.events.rule-arn': (rule: EventRule) => rule.arn,
  'aws.events.rule-name': (rule: EventRule) => rule.name,
  'aws.events.event.ingestion-time': (_: EventRule, event: BusEvent) => formatTime(new Date(event.receivedAtMillis)),
  'aws.events.event.json': (_: EventRule, event: BusEvent) => new JsonText(event.envelope),
} as const satisfies Record<string, (rule: EventRule, event: BusEvent) => unknown>;

/** JSON text that is inserted as it is. */
class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Variable = (event: BusEvent, envelope: unknown) => unknown;
type Segment = string | number;

/** Throws for an unsupported path, before the first event. */
export function compileInputPath(rule: EventRule, path: string): TransformInput {
  const read = pathVariable(rule, path);
  return (event) => JSON.stringify(read(event, JSON.parse(event.envelope)) ?? null);
}

/** Throws for an unknown variable or an unsupported path, before the first event. */
export function compileTransformer(rule: EventRule, { paths, template }: InputTransformer): TransformInput {
  const variables = new Map(
    Object.entries(paths).map(([name, path]) => [name, pathVariable(rule, path)] satisfies [string, Variable]),
  );
  const pieces = splitTemplate(template).map((piece) => compilePiece(rule, piece, variables));
  return (event) => {
    const envelope: unknown = JSON.parse(event.envelope);
    return pieces.map((piece) => piece(event, envelope)).join('');
  };
}

interface Piece {
  readonly text: string;
  readonly isVariable: boolean;
  readonly isInsideString: boolean;
}

/** Splits the template at its `<variables>`. `isInsideString`: the variable is inside a JSON string. */
function splitTemplate(template: string): readonly Piece[] {
  let isInsideString = false;
  return (template.match(/<[A-Za-z0-9_.-]+>|\\.|"|[^<"\\]+|[<\\]/gs) ?? []).map((text) => {
    if (text === '"') isInsideString = !isInsideString;
    return { text, isVariable: /^<.+>$/s.test(text), isInsideString };
  });
}

function compilePiece(rule: EventRule, piece: Piece, variables: ReadonlyMap<string, Variable>) {
  if (!piece.isVariable) return () => piece.text;
  const name = piece.text.slice(1, -1);
  const variable = variables.get(name) ?? predefinedVariable(rule, name);
  const print = piece.isInsideString ? printInsideString : printUnescaped;
  return (event: BusEvent, envelope: unknown) => print(variable(event, envelope));
}

/**
 * Like AWS, does not escape strings, so that a quote or a backslash in a value makes the result invalid JSON. A missing value
 * becomes the empty string.
 */
function printUnescaped(value: unknown): string {
  if (value === undefined) return '';
  if (value instanceof JsonText) return value.text;
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return `[${value.map(printUnescaped).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `"${name}":${printUnescaped(inner)}`)
    .join(',')}}`;
}

const printInsideString = (value: unknown): string => (typeof value === 'string' ? value : printUnescaped(value));

function predefinedVariable(rule: EventRule, name: string): Variable {
  if (!isPredefined(name)) throw new Error(`Rule ${rule.name}: unknown variable <${name}> in the input template.`);
  return (event) => predefined[name](rule, event);
}

function pathVariable(rule: EventRule, path: string): Variable {
  const segments = parsePath(rule, path);
  return (_, envelope) => segments.reduce<unknown>(readMember, envelope);
}

/** Supports `$` followed by `.name` or `[index]`; AWS also supports wildcards. */
function parsePath(rule: EventRule, path: string): readonly Segment[] {
  if (!/^\$(\.[A-Za-z0-9_/-]+|\[\d+\])*$/.test(path)) {
    throw new Error(`Rule ${rule.name}: the input path "${path}" is not emulated.`);
  }
  return Array.from(path.matchAll(/\.([^.[]+)|\[(\d+)\]/g), ([, name, index]) => name ?? Number(index));
}

function readMember(value: unknown, segment: Segment): unknown {
  if (Array.isArray(value)) return typeof segment === 'number' ? value[segment] : undefined;
  const isObject = typeof value === 'object' && value !== null;
  return isObject && Object.hasOwn(value, segment) ? Reflect.get(value, segment) : undefined;
}

const isPredefined = (name: string): name is keyof typeof predefined => Object.hasOwn(predefined, name);
