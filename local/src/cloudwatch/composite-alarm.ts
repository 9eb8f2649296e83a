import type { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';
import { type AlarmIdentity, readIdentity } from './alarm-definition.ts';
import type { StateValue } from './evaluate-alarm.ts';

export type StateOf = (alarmName: string) => StateValue | undefined;

export interface CompositeAlarm extends AlarmIdentity {
  readonly rule: string;
  /** The alarms that the rule names. */
  readonly followed: readonly string[];
  readonly isRinging: (stateOf: StateOf) => boolean;
}

export function readCompositeAlarm(values: JsonReader, arnPrefix: string): CompositeAlarm {
  const identity = readIdentity(values, arnPrefix);
  const rule = values.text('alarm_rule');
  if (values.blocks('actions_suppressor').length > 0)
    throw new StartError(`The alarm ${identity.name} has a suppressor, which the local CloudWatch does not emulate.`);
  try {
    const followed = Array.from(rule.matchAll(/"([^"]+)"/g), ([, name]) => String(name));
    return { ...identity, rule, followed, isRinging: compileRule(rule) };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new StartError(`The rule of the alarm ${identity.name} cannot be read: ${cause.message}`, { cause });
  }
}

type Rule = CompositeAlarm['isRinging'];

const token =
  /\s*(?:(?<state>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?(?<name>[^")]+)"?\s*\)|(?<word>TRUE|FALSE|AND|OR|NOT|[()]))\s*/y;

/** `ALARM("a") AND NOT (OK("b") OR …)`; NOT binds closest, then AND. */
export function compileRule(text: string): Rule {
  const parser = new RuleParser(text);
  const rule = parser.any();
  parser.end();
  return rule;
}

class RuleParser {
  readonly #tokens: readonly (Rule | string)[];
  #next = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  any(): Rule {
    const parts = [this.#all()];
    while (this.#take('OR')) parts.push(this.#all());
    return (stateOf) => parts.some((part) => part(stateOf));
  }

  end(): void {
    if (this.#next < this.#tokens.length) throw new SyntaxError('something is left behind its end.');
  }

  #all(): Rule {
    const parts = [this.#one()];
    while (this.#take('AND')) parts.push(this.#one());
    return (stateOf) => parts.every((part) => part(stateOf));
  }

  #one(): Rule {
    if (this.#take('NOT')) {
      const negated = this.#one();
      return (stateOf) => !negated(stateOf);
    }
    if (this.#take('(')) {
      const inner = this.any();
      if (!this.#take(')')) throw new SyntaxError('a bracket is not closed.');
      return inner;
    }
    if (this.#take('TRUE')) return () => true;
    if (this.#take('FALSE')) return () => false;
    const rule = this.#tokens[this.#next];
    if (typeof rule !== 'function') throw new SyntaxError(`${rule ?? 'its end'} is not expected.`);
    this.#next += 1;
    return rule;
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#next] !== word) return false;
    this.#next += 1;
    return true;
  }
}

function tokensOf(text: string): readonly (Rule | string)[] {
  const tokens: (Rule | string)[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const { state, name, word } = token.exec(text)?.groups ?? {};
    if (word !== undefined) tokens.push(word);
    else if (name !== undefined) tokens.push((stateOf) => stateOf(name) === state);
    else throw new SyntaxError(`"${text.slice(at, at + 20)}" is no part of a rule.`);
  }
  return tokens;
}
