import { compilePattern, type ObjectPattern } from './pattern/compile-pattern.ts';
import { parseExactJson } from './pattern/exact-json.ts';
import { matchesPattern } from './pattern/match-pattern.ts';
import type { EventRule, EventTarget } from './rule.ts';
import { compileInputPath, compileTransformer, type TransformInput } from './transform-input.ts';

/** A target with its rule and compiled input path or transformer. */
export interface Route {
  readonly key: string;
  readonly rule: EventRule;
  readonly target: EventTarget;
  readonly toInput: TransformInput;
}

export interface EventRouter {
  /** Throws if the detail is not JSON. */
  readonly route: (busName: string, envelope: string) => readonly Route[];
  readonly find: (key: string) => Route | undefined;
}

interface CompiledRule {
  readonly rule: EventRule;
  readonly pattern: ObjectPattern;
  readonly routes: readonly Route[];
}

/** Compiles every rule and transformer, so that a malformed one stops the start. */
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
    throw new Error(`Rule ${rule.name} on bus ${rule.busName} is invalid. ${describeError(cause)}`, { cause });
  }
}

function compileRoute(rule: EventRule, target: EventTarget): Route {
  return {
    key: `${rule.arn} ${target.id}`,
    rule,
    target,
    toInput: compileInput(rule, target),
  };
}

function compileInput(rule: EventRule, { inputPath, inputTransformer }: EventTarget): TransformInput {
  if (inputPath !== undefined) return compileInputPath(rule, inputPath);
  return inputTransformer ? compileTransformer(rule, inputTransformer) : (event) => event.envelope;
}

const describeError = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
