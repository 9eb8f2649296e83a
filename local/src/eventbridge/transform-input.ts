import type { BusEvent } from './event.ts';
import { toSeconds } from './event.ts';
import type { EventRule, InputTransformer } from './rule.ts';

export type TransformInput = (event: BusEvent) => string;

/** What AWS gives without a path; its other predefined variables are refused. */
const predefined = {
  'aws.events.rule-arn': (rule: EventRule) => rule.arn,
  'aws.events.rule-name': (rule: EventRule) => rule.name,
  'aws.events.event.ingestion-time': (_: EventRule, event: BusEvent) => toSeconds(new Date(event.receivedAtMillis)),
  'aws.events.event.json': (_: EventRule, event: BusEvent) => JSON.parse(event.envelope),
} as const satisfies Record<string, (rule: EventRule, event: BusEvent) => unknown>;

type Variable = (event: BusEvent, envelope: unknown) => unknown;
type Segment = string | number;

/** Reads the template once; an unknown variable or a path that is not emulated is refused here, not at the first event. */
export function compileTransformer(rule: EventRule, { paths, template }: InputTransformer): TransformInput {
  const variables = new Map(
    Object.entries(paths).map(([name, path]) => [name, pathVariable(rule, path)] satisfies [string, Variable]),
  );
  const pieces = piecesOf(template).map((piece) => compilePiece(rule, piece, variables));
  return (event) => {
    const envelope: unknown = JSON.parse(event.envelope);
    return pieces.map((piece) => piece(event, envelope)).join('');
  };
}

interface Piece {
  readonly text: string;
  readonly isVariable: boolean;
  readonly isInsideText: boolean;
}

/** Splits the template at its `<variables>`, and tells for each whether it stands inside the quotes of a JSON text. */
function piecesOf(template: string): readonly Piece[] {
  let isInsideText = false;
  return (template.match(/<[A-Za-z0-9_.-]+>|\\.|"|[^<"\\]+|[<\\]/gs) ?? []).map((text) => {
    if (text === '"') isInsideText = !isInsideText;
    return { text, isVariable: /^<.+>$/s.test(text), isInsideText };
  });
}

function compilePiece(rule: EventRule, piece: Piece, variables: ReadonlyMap<string, Variable>) {
  if (!piece.isVariable) return () => piece.text;
  const name = piece.text.slice(1, -1);
  const variable = variables.get(name) ?? predefinedVariable(rule, name);
  const print = piece.isInsideText ? insideText : asJson;
  return (event: BusEvent, envelope: unknown) => print(variable(event, envelope));
}

/** A value that is not there leaves nothing behind. */
function asJson(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

/** Inside quotes a text loses its own, and everything is escaped so that the outer text stays whole. */
function insideText(value: unknown): string {
  const text = typeof value === 'string' ? value : asJson(value);
  return JSON.stringify(text).slice(1, -1);
}

function predefinedVariable(rule: EventRule, name: string): Variable {
  if (!isPredefined(name)) throw new Error(`Rule ${rule.name}: its input template has the unknown variable <${name}>.`);
  return (event) => predefined[name](rule, event);
}

function pathVariable(rule: EventRule, path: string): Variable {
  const segments = segmentsOf(rule, path);
  return (_, envelope) => segments.reduce<unknown>(memberOf, envelope);
}

/** `$`, then `.name` or `[index]` any number of times. AWS takes more (wildcards); what we do not follow we refuse. */
function segmentsOf(rule: EventRule, path: string): readonly Segment[] {
  if (!/^\$(\.[A-Za-z0-9_/-]+|\[\d+\])*$/.test(path)) {
    throw new Error(`Rule ${rule.name}: the path "${path}" of its input transformer is not emulated.`);
  }
  return Array.from(path.matchAll(/\.([^.[]+)|\[(\d+)\]/g), ([, name, index]) => name ?? Number(index));
}

function memberOf(value: unknown, segment: Segment): unknown {
  if (Array.isArray(value)) return typeof segment === 'number' ? value[segment] : undefined;
  const isObject = typeof value === 'object' && value !== null;
  return isObject && Object.hasOwn(value, segment) ? Reflect.get(value, segment) : undefined;
}

const isPredefined = (name: string): name is keyof typeof predefined => Object.hasOwn(predefined, name);
