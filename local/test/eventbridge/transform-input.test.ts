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

describe('input transformer', () => {
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
    ['quotes a string outside quotes', '{"id":<id>}', '{"id":"S\\"1"}'],
    ['inserts a list as JSON', '{"ids":<ids>}', '{"ids":["A","B"]}'],
    ['resolves an index', '{"x":<second>}', '{"x":"B"}'],
    ['resolves consecutive indexes', '{"x":<seven>}', '{"x":7}'],
    ['resolves a name with a dash', '{"x":<dashed>}', '{"x":1}'],
    ['inserts null and booleans', '{"x":<none>,"y":<on>}', '{"x":null,"y":true}'],
    ['inserts a string inside quotes without adding quotes', '{"x":"id <id>."}', '{"x":"id S\\"1."}'],
    ['escapes JSON inside quotes', '{"x":"<whole>"}', '{"x":"{\\"on\\":true}"}'],
    ['supports escaped quotes in the template', '{"x":"\\"<id>\\""}', '{"x":"\\"S\\"1\\""}'],
    ['inserts nothing for a missing value', '{"x":"<missing>"}', '{"x":""}'],
    ['ignores inherited JavaScript properties', '"<inherited>"', '""'],
    ['supports a template that is a plain string', '"<id> was submitted"', '"S\\"1 was submitted"'],
    ['uses a variable more than once', '[<on>,<on>]', '[true,true]'],
    ['leaves a single < unchanged', '{"x":"a < b"}', '{"x":"a < b"}'],
    ['supports aws.events.rule-name', '<aws.events.rule-name>', '"submitted"'],
    ['supports aws.events.event.ingestion-time', '<aws.events.event.ingestion-time>', '"2026-01-02T03:04:05Z"'],
    ['supports aws.events.event.json', '<aws.events.event.json>', event.envelope],
  ];
  for (const [what, template, expected] of cases)
    it(`${what}: ${template}`, () => {
      expect(transformed(template, paths)).to.equal(expected);
    });

  it('rejects an unknown variable at startup', () => {
    expect(() => transformed('<nope>', paths)).to.throw(
      'Rule submitted: unknown variable <nope> in the input template.',
    );
  });

  for (const path of ['$.detail.*', '$..id', 'detail.id', '$[?(@.x)]', "$['detail']"])
    it(`rejects the unsupported input path ${path} at startup`, () => {
      expect(() => transformed('<x>', { x: path })).to.throw(`the input path "${path}"`);
    });
});
