import { boundaryIds, confusables, type JsonText, naughtyStrings, percentSequences } from './corpora.ts';
import { edgeCases } from './edge-cases.ts';
import { type InputCase, toBytes } from './input-case.ts';
import { type ApiOperation, isParameter, operations, toTarget } from './operations.ts';

const json: readonly (readonly [string, string])[] = [['Content-Type', 'application/json']];

const strings = [...new Set([...naughtyStrings, ...boundaryIds])];
const withPathParameter = operations.filter(({ segments }) => segments.some(isParameter));
const withBody = operations.filter(({ bodySchema }) => bodySchema !== undefined);
const submissionId = '01M81DJ99T2MFG6C0VJ1HNPE5S';

/** A value for the path parameters that every operation accepts. */
const validFill = ({ segments }: ApiOperation): string =>
  segments.includes('{submissionId}') ? submissionId : 'TORTURE-1';

const percent = (text: string): string =>
  [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const escapeAll = (text: string): string =>
  [...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

const encodings: readonly ((text: string) => string)[] = [
  toBytes,
  percent,
  (text) => percent(percent(text)),
  escapeAll,
];

function* pathCases(): Generator<InputCase> {
  for (const operation of withPathParameter)
    for (const text of strings)
      for (const encode of encodings)
        yield { group: 'path', method: operation.method, target: toTarget(operation, encode(text)), headers: [] };
}

const bodyCase = (group: string, operation: ApiOperation, text: string): InputCase => ({
  group,
  method: operation.method,
  target: toTarget(operation, validFill(operation)),
  headers: json,
  body: Buffer.from(text, 'utf8'),
});

const literals: readonly ((text: string) => string)[] = [
  JSON.stringify,
  (text) => `"${escapeAll(text)}"`,
  (text) => JSON.stringify(percent(text)),
  (text) => JSON.stringify(percent(percent(text))),
];

function* bodyCases(): Generator<InputCase> {
  for (const operation of withBody)
    for (const text of strings)
      for (const toLiteral of literals) {
        const literal = toLiteral(text);
        yield bodyCase('body id', operation, `{"ids":["TORTURE-1",${literal}]}`);
        yield bodyCase('extra field', operation, `{"ids":["TORTURE-1"],${literal}:1}`);
        for (const name of ['label', 'addedBy'])
          yield bodyCase('extra field', operation, `{"ids":["TORTURE-1"],"${name}":${literal}}`);
      }
}

const headerNames = [
  ...['Idempotency-Key', 'If-Match', 'If-None-Match', 'If-Modified-Since', 'Content-Type', 'Content-Encoding'],
  ...[
    'X-Api-Key',
    'X-Amzn-RequestId',
    'X-Forwarded-For',
    'Accept',
    'Cookie',
    'X-HTTP-Method-Override',
    'Authorization',
  ],
];

/** A valid request. */
const validCase = (group: string, operation: ApiOperation): InputCase =>
  operation.bodySchema
    ? bodyCase(group, operation, '{"ids":["TORTURE-1"]}')
    : { group, method: operation.method, target: toTarget(operation, validFill(operation)), headers: [] };

function* headerCases(): Generator<InputCase> {
  const bases = operations.map((operation) => validCase('header', operation));
  for (const [at, text] of strings.entries())
    for (const name of headerNames) {
      const base = bases[(at + name.length) % bases.length] ?? bases[0];
      if (!base) return;
      for (const encode of [toBytes, escapeAll]) yield { ...base, headers: [...base.headers, [name, encode(text)]] };
    }
}

function* queryTargets(): Generator<string> {
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    const names = operation.parameters.filter((each) => each.in === 'query').map(({ name }) => name);
    for (const name of [...names, 'unknown']) yield `${toTarget(operation, validFill(operation))}?${name}=`;
  }
}

function* queryCases(): Generator<InputCase> {
  for (const target of queryTargets())
    for (const text of strings)
      for (const encode of encodings)
        yield { group: 'query', method: 'GET', target: target + encode(text), headers: [] };
}

function* jsonCases(texts: readonly JsonText[]): Generator<InputCase> {
  for (const operation of withBody)
    for (const { text, verdict } of texts)
      for (const wrap of [
        (value: string) => value,
        (value: string) => `{"ids":${value}}`,
        (value: string) => `{"ids":[${value}]}`,
        (value: string) => `{"ids":["TORTURE-1"],"label":${value}}`,
      ])
        yield { ...bodyCase('json', operation, wrap(text)), ...isWrapped(wrap(text), text, verdict) };
}

/** A rejected text can become valid inside another one: `1]` and `[1`, or a text that ends early. */
const isWrapped = (wrapped: string, text: string, verdict: JsonText['verdict']) =>
  wrapped === text ? { json: verdict } : {};

function* confusableCases(): Generator<InputCase> {
  for (const character of confusables) {
    yield {
      group: 'confusable',
      method: 'PUT',
      target: `/api/customer-ids/${percent(`AB${character}C`)}`,
      headers: [],
    };
    for (const operation of withBody.filter(({ access }) => access === 'read'))
      yield bodyCase('confusable', operation, JSON.stringify({ ids: [`${character}BC`] }));
  }
}

function* percentCases(): Generator<InputCase> {
  for (const sequence of percentSequences)
    yield { group: 'percent sequence', method: 'PUT', target: `/api/customer-ids/A${sequence}Z`, headers: [] };
}

/** Every case of the corpora, in a fixed order. */
export function* allCases(texts: readonly JsonText[]): Generator<InputCase> {
  yield* pathCases();
  yield* bodyCases();
  yield* headerCases();
  yield* queryCases();
  yield* jsonCases(texts);
  yield* confusableCases();
  yield* percentCases();
  yield* edgeCases();
}
