import { compilePattern, type ObjectPattern } from './pattern/compile-pattern.ts';
import { parseExactJson } from './pattern/exact-json.ts';
import { matchesPattern } from './pattern/match-pattern.ts';
import type { EventRule, EventTarget } from './rule.ts';
import { compileTransformer, type TransformInput } from './transform-input.ts';

/** A target with its rule, ready to be delivered to. */
export interface Route {
  readonly key: string;
  readonly rule: EventRule;
  readonly target: EventTarget;
  readonly inputOf: TransformInput;
}

export interface EventRouter {
  /** Throws when the detail is not JSON. */
  readonly route: (busName: string, envelope: string) => readonly Route[];
  readonly find: (key: string) => Route | undefined;
}

interface CompiledRule {
  readonly rule: EventRule;
  readonly pattern: ObjectPattern;
  readonly routes: readonly Route[];
}

/** Compiles every rule and transformer, so that a malformed one is refused at start and by name. */
export function createRouter(rules: readonly EventRule[]): EventRouter {
  const compiled = rules.filter(({ enabled }) => enabled).map(compileRule);
  const byKey = new Map(compiled.flatMap(({ routes }) => routes).map((route) => [route.key, route]));
  return {
    find: (key) => byKey.get(key),
    route: (busName, envelope) => {
      const event = parseExactJson(envelope);
      return compiled
        .filter(({ rule, pattern }) => rule.busName === busName && matchesPattern(pattern, event))
        .flatMap(({ routes }) => routes);
    },
  };
}

function compileRule(rule: EventRule): CompiledRule {
  try {
    const pattern = compilePattern(JSON.stringify(rule.pattern));
    return { rule, pattern, routes: rule.targets.map((target) => compileRoute(rule, target)) };
  } catch (cause) {
    throw new Error(`Rule ${rule.name} on bus ${rule.busName} cannot be used. ${messageOf(cause)}`, { cause });
  }
}

function compileRoute(rule: EventRule, target: EventTarget): Route {
  const { inputTransformer } = target;
  return {
    key: `${rule.arn} ${target.id}`,
    rule,
    target,
    inputOf: inputTransformer ? compileTransformer(rule, inputTransformer) : (event) => event.envelope,
  };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
