import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createEvent } from '#local/eventbridge/event.ts';
import { compileInputPath, compileTransformer } from '#local/eventbridge/transform-input.ts';
import { account, region } from '#support/local/aws-clients.ts';
import { rule } from '#support/local/event-bridge-fixture.ts';

const nowMillis = Date.parse('2026-01-02T03:04:05Z');
const event = createEvent(
  {
    source: 'customer-ids.api',
    detailType: 'CustomerIdsSubmitted',
    time: new Date(nowMillis),
    resources: [],
    detail: JSON.stringify({
      id: 'S"1',
      ids: ['A', 'B'],
      'a-b': 1,
      none: null,
      deep: { on: true },
      list: [[7]],
      hostile: { ids: ['a"b\\c'] },
    }),
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
    hostile: '$.detail.hostile',
  };
  const cases: readonly [string, string, string][] = [
    ['quotes a string outside quotes, without escaping it', '{"id":<id>}', '{"id":"S"1"}'],
    ['does not escape strings in a list or an object', '[<hostile>]', '[{"ids":["a"b\\c"]}]'],
    ['inserts a list as JSON', '{"ids":<ids>}', '{"ids":["A","B"]}'],
    ['resolves an index', '{"x":<second>}', '{"x":"B"}'],
    ['resolves consecutive indexes', '{"x":<seven>}', '{"x":7}'],
    ['resolves a name with a dash', '{"x":<dashed>}', '{"x":1}'],
    ['inserts null and booleans', '{"x":<none>,"y":<on>}', '{"x":null,"y":true}'],
    ['inserts a string inside quotes without adding quotes', '{"x":"id <second>."}', '{"x":"id B."}'],
    ['does not escape a string inside quotes', '{"x":"id <id>."}', '{"x":"id S"1."}'],
    ['does not escape JSON inside quotes', '{"x":"<whole>"}', '{"x":"{"on":true}"}'],
    ['supports escaped quotes in the template', '{"x":"\\"<second>\\""}', '{"x":"\\"B\\""}'],
    ['inserts nothing for a missing value', '{"x":"<missing>"}', '{"x":""}'],
    ['ignores inherited JavaScript properties', '"<inherited>"', '""'],
    ['supports a template that is a plain string', '"<second> was submitted"', '"B was submitted"'],
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

  it('makes invalid JSON of a value with a quote, as on AWS', () => {
    expect(() => JSON.parse(transformed('{"ids":<ids>}', { ids: '$.detail.hostile.ids' }))).to.throw(SyntaxError);
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

describe('input path', () => {
  const select = (path: string) => compileInputPath(rule(), path)(event);

  it('passes the selected part of the event unchanged, including quotes and backslashes', () => {
    expect(select('$.detail.hostile')).to.equal('{"ids":["a\\"b\\\\c"]}');
    expect(JSON.parse(select('$'))).to.deep.equal(JSON.parse(event.envelope));
  });

  it('rejects an unsupported path at startup', () => {
    expect(() => select('$.detail.*')).to.throw('Rule submitted: the input path "$.detail.*" is not emulated.');
  });
});
