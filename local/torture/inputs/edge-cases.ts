import type { InputCase } from './input-case.ts';
import { operations, toTarget } from './operations.ts';

const methods = [
  ...['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'PURGE', 'MKCOL', 'LINK'],
];
const json = ['Content-Type', 'application/json'] as const;
const ids = Buffer.from('{"ids":["TORTURE-1"]}');
const lists = operations.filter(({ bodySchema }) => bodySchema !== undefined);

function* methodTable(): Generator<InputCase> {
  const paths = [...new Set(operations.map((operation) => toTarget(operation, 'TORTURE-1')))];
  const others = [
    '/api/',
    '/api/client/',
    '/api//client',
    '/api/./client',
    '/api/CLIENT',
    '/api/lookups/x',
    '/api/health/x',
  ];
  for (const method of methods)
    for (const target of [...paths, ...others]) yield { group: 'method', method, target, headers: [] };
}

const paths = [
  ...[
    '..%2fclient',
    '%2e%2e/client',
    '%2e%2e%2fclient',
    '..;/client',
    '%252e%252e%252fclient',
    'A%2FB',
    'A%252FB',
    'A\\B',
  ],
  ...[
    '%',
    '%2',
    '%zz',
    '%u0041BC',
    '%00',
    'ABC%00',
    'ABC%0d%0aX: y',
    'ABC%0A',
    '%C0%AFAB',
    '%ED%A0%80',
    '%F0%9F%98%80',
  ],
  ...[
    'ABC#x',
    'ABC;x=1',
    'ABC?',
    'ABC/',
    '/ABC',
    'ABC.',
    '.ABC',
    '%EF%BB%BFABC',
    '%E2%80%8BABC',
    'A%20B',
    'A+B',
    'ABC%20',
  ],
  ...['cust%2D001', '%43ust-001', 'A'.repeat(2100), 'A'.repeat(4000), '%41'.repeat(64), '%41'.repeat(65)],
];

function* pathList(): Generator<InputCase> {
  for (const method of ['GET', 'PUT', 'DELETE'])
    for (const path of paths) yield { group: 'path list', method, target: `/api/customer-ids/${path}`, headers: [] };
  const queries = [
    ...[
      'limit=1&limit=2',
      'limit=01',
      'limit=%31',
      'limit=1e1',
      'limit=0x10',
      'limit=-1',
      'limit=+1',
      'limit=',
      'limit',
    ],
    ...[
      'prefix=a&prefix=b',
      'prefix=%',
      'prefix=%FF',
      'cursor=QUJD&prefix=x',
      'cursor=QUJD',
      'cursor=QUJD%3D',
      'cursor=',
    ],
    ...[
      'state=deleted&prefix=A',
      'state=deleted&source=',
      '&&&',
      '=',
      '?',
      '__proto__=1',
      'constructor=1',
      'limit[]=1',
    ],
  ];
  for (const query of queries)
    for (const list of ['customer-ids', 'submissions'])
      yield { group: 'path list', method: 'GET', target: `/api/${list}?${query}`, headers: [] };
}

const contentTypes = [
  ...['application/json', 'APPLICATION/JSON', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"'],
  ...['application/json; charset=utf-16', 'application/json; charset=latin1', 'application/json; charset=utf-8; x=y'],
  ...[
    'text/plain',
    'text/json',
    'application/problem+json',
    'multipart/form-data; boundary=x',
    '',
    ';',
    'application/json,',
  ],
  ...[
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json, text/plain',
    '*/*',
    'application/json;',
  ],
];

function* headerTable(): Generator<InputCase> {
  for (const { method, ...operation } of lists) {
    const base = { group: 'header list', method, target: toTarget({ method, ...operation }, 'TORTURE-1'), body: ids };
    for (const type of contentTypes) yield { ...base, headers: [['Content-Type', type]] };
    yield { ...base, headers: [] };
    yield { ...base, headers: [json, ['content-type', 'text/plain']] };
    yield { ...base, headers: [json, json] };
    for (const coding of ['gzip', 'identity', 'IDENTITY', 'br', 'deflate', 'identity, gzip', 'x'])
      yield { ...base, headers: [json, ['Content-Encoding', coding]] };
    for (const key of ['a'.repeat(255), 'a'.repeat(256), 'ä', 'a b', '~'])
      yield { ...base, headers: [json, ['Idempotency-Key', key]] };
    yield { ...base, headers: [json, ['Idempotency-Key', 'one'], ['idempotency-key', 'two']] };
  }
}

const bodies = [
  ...[
    '',
    'null',
    '[]',
    '{}',
    '"x"',
    '0',
    '{"ids":[]}',
    '{"ids":null}',
    '{"ids":{}}',
    '{"ids":"ABC"}',
    '{"ids":[null]}',
  ],
  ...['{"ids":["ABC"],"ids":["DEF"]}', '{"ids":["ABC"],"ids":[]}', '{"ids":[],"ids":["ABC"]}', '{"IDS":["ABC"]}'],
  ...[
    '{"__proto__":{"ids":["ABC"]}}',
    '{"ids":["ABC"],"__proto__":{}}',
    '{"ids":["ABC"],"constructor":{"prototype":{}}}',
  ],
  ...[
    '{"ids":["ABC"],"toString":1}',
    '{"ids":["\\ud800"]}',
    '{"ids":["\\ufffd"]}',
    '{"ids":["\ufffd"]}',
    '\ufeff{"ids":["ABC"]}',
  ],
  ...[
    '{"ids":["ABC"]} ',
    '{"ids":["ABC"]}x',
    '{"ids":["ABC",]}',
    "{'ids':['ABC']}",
    '{"ids":[1e400]}',
    '{"ids":[true]}',
  ],
  `{"ids":[${'['.repeat(1000)}${']'.repeat(1000)}]}`,
  `{"ids":[${Array(100).fill('"ABC"').join()}]}`,
  `{"ids":[${Array(101).fill('"ABC"').join()}]}`,
  `{"ids":["ABC"]${' '.repeat(16 * 1024 - 15)}}`,
  `{"ids":["ABC"]${' '.repeat(16 * 1024 - 14)}}`,
  `{"ids":["${'A'.repeat(20_000)}"]}`,
  '['.repeat(100_000),
  '{"action":"delete","ids":["TORTURE-X"],"addedBy":"01M81DJ99T2MFG6C0VJ1HNPE5S"}',
  '{"ids":["TORTURE-X"],"addedBy":"01M81DJ99T2MFG6C0VJ1HNPE5S"}',
].map((text) => Buffer.from(text));
const invalidUtf8 = [
  '{"ids":["\xff"]}',
  '{"ids":["\xc0\xaf"]}',
  '{"ids":["\xed\xa0\x80"]}',
  '\xff\xfe{\0',
  '{"ids":["\xf4\x90\x80\x80"]}',
];

function* bodyList(): Generator<InputCase> {
  for (const operation of operations)
    for (const body of [...bodies, ...invalidUtf8.map((text) => Buffer.from(text, 'latin1'))])
      yield {
        group: 'body list',
        method: operation.method,
        target: toTarget(operation, 'TORTURE-1'),
        headers: [json],
        body,
      };
}

function* keyCases(): Generator<InputCase> {
  for (const { method, ...operation } of operations) {
    const target = toTarget({ method, ...operation }, 'TORTURE-1');
    const base = { group: 'key', method, target, headers: [] };
    yield { ...base, withoutKey: true };
    yield { ...base, target: `${target}?x-api-key=wrong&api_key=wrong`, withoutKey: true };
    for (const key of ['', ' ', 'wrong', 'null', `cidw04page${'0'.repeat(32)}`])
      yield { ...base, headers: [['x-api-key', key]], withoutKey: true };
    yield { ...base, headers: [['X-Api-Key', 'wrong']] };
    yield { ...base, headers: [['Authorization', 'Bearer wrong']], withoutKey: true };
  }
}

/** Hand-made cases: methods, addresses, headers, bodies and keys. */
export function* edgeCases(): Generator<InputCase> {
  yield* methodTable();
  yield* pathList();
  yield* headerTable();
  yield* bodyList();
  yield* keyCases();
}
