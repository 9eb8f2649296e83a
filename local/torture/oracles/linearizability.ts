/**
 * Whether the operations on each ID fit some sequential order that respects real time. Every change of an ID adds one
 * to its version and alternates between added and deleted, so the version alone is the state: odd means active.
 */

/** Times are from one monotonic clock. `Infinity` marks an unknown outcome, which may apply later or never. */
export interface Interval {
  readonly key: string;
  readonly calledAt: number;
  readonly returnedAt: number;
}

/** A version is checked only if the response contained one. Operations that certainly wrote nothing are left out. */
export type Effect =
  | { readonly kind: 'put'; readonly result: 'created' | 'existing' | 'unknown'; readonly version?: number }
  | {
      readonly kind: 'delete';
      readonly result: 'deleted' | 'missing' | 'changed' | 'unknown';
      readonly ifMatch?: number;
    }
  | { readonly kind: 'get'; readonly result: 'found' | 'missing'; readonly version?: number };

export type Operation = Interval & Effect;

export type Verdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'violation'; readonly explanation: string }
  | { readonly kind: 'undecided' };

/** The version after the operation, or undefined if the result does not fit the version before it. */
export function applyOperation(version: number, operation: Operation): number | undefined {
  const isActive = version % 2 === 1;
  switch (operation.kind) {
    case 'put':
      return applyPut(version, isActive, operation);
    case 'delete':
      return applyDelete(version, isActive, operation);
    case 'get':
      return isActive === (operation.result === 'found') && fits(operation.version, version) ? version : undefined;
  }
}

function applyPut(version: number, isActive: boolean, put: Extract<Effect, { kind: 'put' }>): number | undefined {
  if (isActive) return put.result !== 'created' && fits(put.version, version) ? version : undefined;
  return put.result !== 'existing' && fits(put.version, version + 1) ? version + 1 : undefined;
}

function applyDelete(version: number, isActive: boolean, effect: Extract<Effect, { kind: 'delete' }>) {
  const { result, ifMatch } = effect;
  if (!isActive) return result === 'missing' || result === 'unknown' ? version : undefined;
  if (result === 'missing') return undefined;
  // A delete submission reports `changed` for an ID that another submission added, without naming a version.
  if (result === 'changed') return ifMatch === version ? undefined : version;
  if (fits(ifMatch, version)) return version + 1;
  return result === 'unknown' ? version : undefined;
}

function fits(shown: number | undefined, version: number): boolean {
  return shown === undefined || shown === version;
}

/** Checks each key on its own: a history is linearizable exactly if the part of each key is. */
export function checkKeys(history: readonly Operation[], configurationsMax?: number): ReadonlyMap<string, Verdict> {
  const parts = new Map<string, Operation[]>();
  for (const operation of history) {
    const part = parts.get(operation.key);
    if (part) part.push(operation);
    else parts.set(operation.key, [operation]);
  }
  return new Map([...parts].map(([key, part]) => [key, checkKey(part, configurationsMax)] as const));
}

/** Pending operations of unknown outcome and equal effect are interchangeable, so they share a memo. */
interface Pending {
  readonly operation: Operation;
  readonly memo: string;
}

/** A version that is possible, and the operations that have been called but are not yet applied in it. */
interface Configuration {
  readonly version: number;
  readonly pending: readonly Pending[];
}

/**
 * Follows calls and returns in time order. At a return, every possible order of the pending operations that includes
 * the returning one continues; there is a violation if none does. Nothing before a moment without pending operations
 * is remembered except the possible versions, so the work does not grow with the length of the history.
 */
export function checkKey(operations: readonly Operation[], configurationsMax = 20_000): Verdict {
  let current: readonly Configuration[] = [{ version: 0, pending: [] }];
  for (const { called, isReturn } of toEvents(operations)) {
    if (!isReturn) {
      current = current.map(({ version, pending }) => ({ version, pending: [...pending, called] }));
      continue;
    }
    const next = applyUntilReturn(current, called, configurationsMax);
    if (next === 'too many') return { kind: 'undecided' };
    if (next.length === 0) return { kind: 'violation', explanation: explain(called.operation, operations, current) };
    current = next;
  }
  return { kind: 'ok' };
}

/** A call at the moment of a return counts as concurrent with it. Unknown outcomes have no return. */
function toEvents(operations: readonly Operation[]) {
  const events = operations.flatMap((operation, index) => {
    const { calledAt, returnedAt } = operation;
    const isKnown = returnedAt !== Number.POSITIVE_INFINITY;
    const called: Pending = { operation, memo: isKnown ? String(index) : toEffectText(operation) };
    const call = { called, at: calledAt, isReturn: false };
    return isKnown ? [call, { called, at: returnedAt, isReturn: true }] : [call];
  });
  return events.sort((a, b) => a.at - b.at || Number(a.isReturn) - Number(b.isReturn));
}

/** Depth first; equal configurations are visited once. */
function applyUntilReturn(from: readonly Configuration[], returning: Pending, configurationsMax: number) {
  const stack = [...from];
  const seen = new Set<string>();
  const reached: Configuration[] = [];
  for (let configuration = stack.pop(); configuration; configuration = stack.pop()) {
    const memo = toMemo(configuration);
    if (seen.has(memo)) continue;
    if (seen.size >= configurationsMax) return 'too many';
    seen.add(memo);
    if (configuration.pending.includes(returning)) stack.push(...applyNext(configuration));
    else reached.push(configuration);
  }
  return reached;
}

/** A result that fits without a change can be taken at once; an unknown outcome without a change has no use. */
function applyNext({ version, pending }: Configuration): readonly Configuration[] {
  const choices: Configuration[] = [];
  for (const called of pending) {
    const next = applyOperation(version, called.operation);
    if (next === undefined) continue;
    const choice = { version: next, pending: pending.filter((other) => other !== called) };
    if (next !== version) choices.push(choice);
    else if (called.operation.returnedAt !== Number.POSITIVE_INFINITY) return [choice];
  }
  return choices;
}

function toMemo({ version, pending }: Configuration): string {
  return `${version} ${pending
    .map(({ memo }) => memo)
    .sort()
    .join(', ')}`;
}

function toEffectText(operation: Operation): string {
  const time =
    operation.returnedAt === Number.POSITIVE_INFINITY ? '' : ` ${operation.calledAt}–${operation.returnedAt}`;
  const ifMatch = operation.kind === 'delete' && operation.ifMatch !== undefined ? ` if ${operation.ifMatch}` : '';
  const version = 'version' in operation && operation.version !== undefined ? ` ${operation.version}` : '';
  return `${operation.kind}${ifMatch} ${operation.result}${version}${time}`;
}

function explain(failed: Operation, all: readonly Operation[], possible: readonly Configuration[]): string {
  const versions = [...new Set(possible.map(({ version }) => version))].sort((a, b) => a - b).join(' or ');
  const isConcurrent = (other: Operation) =>
    other !== failed && other.calledAt <= failed.returnedAt && other.returnedAt >= failed.calledAt;
  const before = all.filter(({ returnedAt }) => returnedAt < failed.calledAt);
  const last = before.toSorted((a, b) => a.returnedAt - b.returnedAt).slice(-5);
  return [
    `${failed.key}: no order explains "${toEffectText(failed)}". Version before: ${versions}.`,
    `  concurrent: ${all.filter(isConcurrent).map(toEffectText).join('; ') || 'nothing'}`,
    `  last results before: ${last.map(toEffectText).join('; ') || 'none'}`,
  ].join('\n');
}
