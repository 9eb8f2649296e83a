import type { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';
import { type AlarmIdentity, readIdentity } from './alarm-definition.ts';
import type { StateValue } from './evaluate-alarm.ts';

export type GetState = (alarmName: string) => StateValue | undefined;

export interface CompositeAlarm extends AlarmIdentity {
  readonly rule: string;
  readonly referencedAlarms: readonly string[];
  readonly isInAlarm: (getState: GetState) => boolean;
}

export function readCompositeAlarm(values: JsonReader, arnPrefix: string): CompositeAlarm {
  const identity = readIdentity(values, arnPrefix);
  const rule = values.text('alarm_rule');
  if (values.blocks('actions_suppressor').length > 0)
    throw new StartError(`Alarm ${identity.name}: an actions suppressor is not emulated.`);
  try {
    const followed = Array.from(rule.matchAll(/"([^"]+)"/g), ([, name]) => String(name));
    return { ...identity, rule, referencedAlarms: followed, isInAlarm: compileRule(rule) };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new StartError(`Alarm ${identity.name}: the alarm rule cannot be parsed: ${cause.message}`, { cause });
  }
}

type Rule = CompositeAlarm['isInAlarm'];

const token = /\s+|(?<state>ALARM|OK|INSUFFICIENT_DATA)\s*\((?<argument>[^)]*)\)|(?<word>TRUE|FALSE|AND|OR|NOT|[()])/y;

/** Parses `ALARM("a") AND NOT (OK("b") OR …)`. NOT binds tighter than AND, AND tighter than OR. */
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
    this.#tokens = tokenize(text);
  }

  any(): Rule {
    const parts = [this.#all()];
    while (this.#accept('OR')) parts.push(this.#all());
    return (getState) => parts.some((part) => part(getState));
  }

  end(): void {
    if (this.#next < this.#tokens.length) throw new SyntaxError('unexpected text after the end of the rule.');
  }

  #all(): Rule {
    const parts = [this.#one()];
    while (this.#accept('AND')) parts.push(this.#one());
    return (getState) => parts.every((part) => part(getState));
  }

  #one(): Rule {
    if (this.#accept('NOT')) {
      const negated = this.#one();
      return (getState) => !negated(getState);
    }
    if (this.#accept('(')) {
      const inner = this.any();
      if (!this.#accept(')')) throw new SyntaxError('a closing parenthesis is missing.');
      return inner;
    }
    if (this.#accept('TRUE')) return () => true;
    if (this.#accept('FALSE')) return () => false;
    const rule = this.#tokens[this.#next];
    if (typeof rule !== 'function') throw new SyntaxError(`unexpected ${rule ?? 'end of the rule'}.`);
    this.#next += 1;
    return rule;
  }

  #accept(word: string): boolean {
    if (this.#tokens[this.#next] !== word) return false;
    this.#next += 1;
    return true;
  }
}

function compileState(state: string | undefined, argument: string): Rule {
  const name = argument.trim().replace(/^"([^"]*)"$/, '$1');
  if (name === '' || name.includes('"')) throw new SyntaxError(`${argument} is not the name of an alarm.`);
  return (getState) => getState(name) === state;
}

function tokenize(text: string): readonly (Rule | string)[] {
  const tokens: (Rule | string)[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new SyntaxError(`unexpected "${text.slice(at, at + 20)}".`);
    const { state, argument, word } = match.groups ?? {};
    if (word !== undefined) tokens.push(word);
    else if (argument !== undefined) tokens.push(compileState(state, argument));
  }
  return tokens;
}
