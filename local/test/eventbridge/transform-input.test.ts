import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createEvent } from '#local/eventbridge/event.ts';
import { compileTransformer } from '#local/eventbridge/transform-input.ts';
import { account, region } from '#support/local/aws-clients.ts';
import { rule } from '#support/local/event-bridge-fixture.ts';

const nowMillis = Date.parse('2026-01-02T03:04:05Z');
const event = createEvent(
  {
    source: 'customer-ids.api',
    detailType: 'CustomerIdsSubmitted',
    time: new Date(nowMillis),
    resources: [],
    detail: JSON.stringify({ id: 'S"1', ids: ['A', 'B'], 'a-b': 1, none: null, deep: { on: true }, list: [[7]] }),
  },
  { account, region, nowMillis },
);

const transformed = (template: string, paths: Record<string, string> = {}) =>
  compileTransformer(rule(), { paths, template })(event);

describe('the input transformer', () => {
  const paths = {
    id: '$.detail.id',
    ids: '$.detail.ids',
    second: '$.detail.ids[1]',
    dashed: '$.detail.a-b',
    none: '$.detail.none',
    on: '$.detail.deep.on',
    seven: '$.detail.list[0][0]',
    missing: '$.detail.nothing.at.all',
    inherited: '$.detail.constructor',
    whole: '$.detail.deep',
  };
  const cases: readonly [string, string, string][] = [
    ['quotes a text that stands outside quotes', '{"id":<id>}', '{"id":"S\\"1"}'],
    ['inserts a list as JSON', '{"ids":<ids>}', '{"ids":["A","B"]}'],
    ['follows an index', '{"x":<second>}', '{"x":"B"}'],
    ['follows indexes in a row', '{"x":<seven>}', '{"x":7}'],
    ['follows a dashed name', '{"x":<dashed>}', '{"x":1}'],
    ['keeps null and booleans', '{"x":<none>,"y":<on>}', '{"x":null,"y":true}'],
    ['inserts a text inside quotes without its own', '{"x":"id <id>."}', '{"x":"id S\\"1."}'],
    ['escapes JSON inside quotes', '{"x":"<whole>"}', '{"x":"{\\"on\\":true}"}'],
    ['heeds escaped quotes in the template', '{"x":"\\"<id>\\""}', '{"x":"\\"S\\"1\\""}'],
    ['leaves nothing for what is not there', '{"x":"<missing>"}', '{"x":""}'],
    ['takes nothing that JavaScript objects inherit', '"<inherited>"', '""'],
    ['makes a bare text', '"<id> was submitted"', '"S\\"1 was submitted"'],
    ['uses a variable more than once', '[<on>,<on>]', '[true,true]'],
    ['leaves a lone bracket alone', '{"x":"a < b"}', '{"x":"a < b"}'],
    ['knows the name of the rule', '<aws.events.rule-name>', '"submitted"'],
    ['knows when the event came', '<aws.events.event.ingestion-time>', '"2026-01-02T03:04:05Z"'],
    ['can pass the whole event', '<aws.events.event.json>', event.envelope],
  ];
  for (const [what, template, expected] of cases)
    it(`${what}: ${template}`, () => {
      expect(transformed(template, paths)).to.equal(expected);
    });

  it('refuses at start a variable without a path', () => {
    expect(() => transformed('<nope>', paths)).to.throw(
      'Rule submitted: its input template has the unknown variable <nope>.',
    );
  });

  for (const path of ['$.detail.*', '$..id', 'detail.id', '$[?(@.x)]', "$['detail']"])
    it(`refuses at start the path ${path}`, () => {
      expect(() => transformed('<x>', { x: path })).to.throw(`the path "${path}"`);
    });
});
