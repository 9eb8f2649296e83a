import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { at, emptySystem, type Rule, type System } from './rule.ts';

export interface Operation {
  readonly route: string;
  readonly fields: Fields;
}

export const listOperations = (document: unknown): readonly Operation[] =>
  Object.entries(fieldsOf(at(document, 'paths'))).flatMap(([path, methods]) =>
    Object.entries(fieldsOf(methods)).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      fields: fieldsOf(operation),
    })),
  );

/** Every object in a document, with its path. */
function objectsIn(value: unknown, place = ''): readonly { readonly place: string; readonly fields: Fields }[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.entries(value).flatMap(([key, member]) => objectsIn(member, `${place}/${key}`));
  return Array.isArray(value) ? inner : [{ place, fields: fieldsOf(value) }, ...inner];
}

export const pathsWhere = (document: unknown, isFault: (fields: Fields) => boolean): readonly string[] =>
  objectsIn(document)
    .filter(({ fields }) => isFault(fields))
    .map(({ place }) => place);

const withContract = (contract: Fields): System => ({ ...emptySystem, contract });
export const operation = (members: Fields) => ({ paths: { '/things': { get: members } } });

export const keyless = 'GET /health';
const isRead = (route: string): boolean => route.startsWith('GET ') || route === 'POST /lookups';

function isBounded({ type, maxItems, maxLength, enum: values, additionalProperties }: Fields): boolean {
  if (type === 'array') return maxItems !== undefined;
  if (type === 'string') return maxLength !== undefined || values !== undefined;
  return type !== 'object' || additionalProperties === false;
}

/** Rules on the OpenAPI document. */
export const contractRules: readonly Rule[] = [
  {
    id: 'CKV_OPENAPI_3',
    title: 'the API uses no HTTP basic authentication',
    reads: 'sources',
    findViolations: ({ contract }) =>
      pathsWhere(
        at(contract, 'components.securitySchemes'),
        ({ type, scheme }) => type === 'http' && scheme === 'basic',
      ),
    counterexample: withContract({ components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } } }),
  },
  {
    id: 'CKV_OPENAPI_4',
    title: 'the contract requires the API key by default',
    reads: 'sources',
    findViolations: ({ contract }) => (listOf(contract['security']).length > 0 ? [] : ['/security']),
    counterexample: withContract({}),
  },
  {
    id: 'CKV_OPENAPI_20',
    title: 'no server of the contract speaks in clear',
    reads: 'sources',
    findViolations: ({ contract }) => {
      const urls = listOf(contract['servers']).map((server) => String(at(server, 'url')));
      return urls.length === 0 ? ['/servers'] : urls.filter((url) => /^(http|ws):/.test(url));
    },
    counterexample: withContract({ servers: [{ url: 'http://localhost' }] }),
  },
  {
    id: 'CKV_OPENAPI_21',
    title: 'every array in the contract has maxItems',
    reads: 'sources',
    findViolations: ({ contract }) =>
      pathsWhere(contract, ({ type, maxItems }) => type === 'array' && maxItems === undefined),
    counterexample: withContract({ schema: { type: 'array' } }),
  },
  {
    id: 'X-01',
    title: `every operation except ${keyless} requires the API key`,
    reads: 'sources',
    findViolations: ({ contract }) =>
      listOperations(contract)
        .filter(
          ({ route, fields }) => JSON.stringify(fields['security']) !== (route === keyless ? '[]' : '[{"api_key":[]}]'),
        )
        .map(({ route }) => route),
    counterexample: withContract(operation({ security: [] })),
  },
  {
    id: 'X-24',
    title: 'only GET operations and POST /lookups are open to keys with read access',
    reads: 'sources',
    findViolations: ({ contract }) =>
      listOperations(contract)
        .filter(({ route }) => route !== keyless)
        .filter(({ route, fields }) => fields['x-access'] !== (isRead(route) ? 'read' : 'write'))
        .map(({ route }) => route),
    counterexample: withContract({ paths: { '/things': { post: { 'x-access': 'read' } } } }),
  },
  {
    id: 'X-04',
    title: 'every array, string and object in the contract is bounded',
    reads: 'sources',
    findViolations: ({ contract }) => pathsWhere(contract, (fields) => !isBounded(fields)),
    counterexample: withContract({ schema: { type: 'string' } }),
  },
];
