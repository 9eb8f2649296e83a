import type { Fault, FaultMatch, FaultPoint, FaultWhen, Scenario } from './scenario.ts';
import { seededRandom } from './seeded-random.ts';

/** The call that a fault has to match. */
export interface FaultCall {
  readonly operation: string;
  readonly function?: string;
  readonly tables?: readonly string[];
  readonly text: string;
}

/** One per matching call and fault: `count` is the number of the call among those that match. */
export interface Decision {
  readonly point: FaultPoint;
  readonly mode: string;
  readonly operation: string;
  readonly function?: string;
  readonly count: number;
  readonly injected: boolean;
}

interface ActiveFault {
  readonly fault: Fault;
  readonly random: () => number;
  readonly calls: { count: number };
}

/** Bounds the memory of a long run. */
const decisionsMax = 100_000;

/** Decides which calls fail, and records every decision. Without a scenario, none do. */
export class Faults {
  #active: readonly ActiveFault[] = [];
  #decisions: Decision[] = [];
  #cleared = new AbortController();

  constructor(scenario?: Scenario) {
    if (scenario) this.set(scenario);
  }

  /** Replaces the scenario and its decisions. */
  set({ seed, faults }: Scenario): void {
    this.clear();
    this.#decisions = [];
    this.#active = faults.map((fault, index) => ({
      fault,
      random: seededRandom(seed + index * 7_919),
      calls: { count: 0 },
    }));
  }

  /** Ends all faults, also those that hold a response or a delivery back. The decisions stay. */
  clear(): void {
    this.#active = [];
    this.#cleared.abort();
    this.#cleared = new AbortController();
  }

  /** Aborts when the scenario ends. */
  get cleared(): AbortSignal {
    return this.#cleared.signal;
  }

  get decisions(): readonly Decision[] {
    return this.#decisions;
  }

  /** The first fault that affects the call. */
  find<Point extends FaultPoint>(point: Point, call: FaultCall): Fault<Point> | undefined {
    for (const active of this.#active) {
      const { fault } = active;
      if (isAt(fault, point) && matches(fault.match ?? {}, call) && this.#decide(active, call)) return fault;
    }
    return undefined;
  }

  #decide({ fault, random, calls }: ActiveFault, call: FaultCall): boolean {
    calls.count += 1;
    const { count } = calls;
    const injected = isDue(fault.when, count, random);
    const { point, mode } = fault;
    const { operation, function: functionName } = call;
    if (this.#decisions.length < decisionsMax)
      this.#decisions.push({
        point,
        mode,
        operation,
        ...(functionName && { function: functionName }),
        count,
        injected,
      });
    return injected;
  }
}

/** The name in an ARN, without an alias. */
export function nameInArn(arn: string): string {
  const [, , , , , type = '', name = ''] = arn.split(':');
  return name || type || arn;
}

const isAt = <Point extends FaultPoint>(fault: Fault, point: Point): fault is Fault<Point> => fault.point === point;

function matches(match: FaultMatch, call: FaultCall): boolean {
  if (match.operation !== undefined && match.operation !== call.operation) return false;
  if (match.function !== undefined && !endsWithName(call.function ?? '', match.function)) return false;
  const { table, key } = match;
  if (table !== undefined && !call.tables?.some((name) => name.startsWith(table))) return false;
  return key === undefined || call.text.includes(key);
}

/** Function names begin with project and environment, table names end with it. */
const endsWithName = (name: string, end: string): boolean => name === end || name.endsWith(`-${end}`);

function isDue(when: FaultWhen | undefined, count: number, random: () => number): boolean {
  if (when === undefined) return true;
  if ('nth' in when) return count === when.nth;
  if ('probability' in when) return random() < when.probability;
  return count >= when.window[0] && count <= when.window[1];
}
