import { expect } from 'chai';
import { describe, it } from 'mocha';
import { compileRule } from '#local/cloudwatch/composite-alarm.ts';
import type { StateValue } from '#local/cloudwatch/evaluate-alarm.ts';

const states: ReadonlyMap<string, StateValue> = new Map([
  ['well', 'OK'],
  ['ill', 'ALARM'],
  ['new one', 'INSUFFICIENT_DATA'],
]);
const isInAlarm = (rule: string) => compileRule(rule)((name) => states.get(name));

describe('composite alarm rule', () => {
  it('evaluates the states of other alarms', () => {
    expect(isInAlarm('ALARM("ill")')).to.equal(true);
    expect(isInAlarm('ALARM("well")')).to.equal(false);
    expect(isInAlarm('OK(well)')).to.equal(true);
    expect(isInAlarm('INSUFFICIENT_DATA("new one")')).to.equal(true);
    expect(isInAlarm('ALARM("no such alarm")')).to.equal(false);
  });

  it('gives NOT precedence over AND, and AND over OR', () => {
    expect(isInAlarm('TRUE OR FALSE AND FALSE')).to.equal(true);
    expect(isInAlarm('(TRUE OR FALSE) AND FALSE')).to.equal(false);
    expect(isInAlarm('NOT ALARM("ill") OR ALARM("ill")')).to.equal(true);
    expect(isInAlarm('NOT (ALARM("ill") OR ALARM("well"))')).to.equal(false);
  });

  it('reports a syntax error and its position', () => {
    expect(() => isInAlarm('ALARM("ill") ALARM("well")')).to.throw(
      SyntaxError,
      'unexpected text after the end of the rule',
    );
    expect(() => isInAlarm('(ALARM("ill")')).to.throw(SyntaxError, 'a closing parenthesis is missing');
    expect(() => isInAlarm('ALARM("ill") AND')).to.throw(SyntaxError, 'unexpected end of the rule');
    expect(() => isInAlarm('BROKEN("ill")')).to.throw(SyntaxError, 'unexpected "BROKEN("ill")".');
  });
});
