import { type Fields, fieldsOf, listOf } from '#infra/json.ts';
import { at, emptySystem, isText, ofType, type Rule, type System } from './rule.ts';

interface Operation {
  readonly route: string;
  readonly fields: Fields;
}

const operationsOf = (document: unknown): readonly Operation[] =>
  Object.entries(fieldsOf(at(document, 'paths'))).flatMap(([path, methods]) =>
    Object.entries(fieldsOf(methods)).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      fields: fieldsOf(operation),
    })),
  );

/** The document as API Gateway is to import it. */
const importedBy = (system: System): unknown => ofType(system, 'aws_api_gateway_rest_api')[0]?.values['body'];

/** Every object in a document, with the place where it stands. */
function objectsIn(value: unknown, place = ''): readonly { readonly place: string; readonly fields: Fields }[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.entries(value).flatMap(([key, member]) => objectsIn(member, `${place}/${key}`));
  return Array.isArray(value) ? inner : [{ place, fields: fieldsOf(value) }, ...inner];
}

const placesWhere = (document: unknown, isFault: (fields: Fields) => boolean): readonly string[] =>
  objectsIn(document)
    .filter(({ fields }) => isFault(fields))
    .map(({ place }) => place);

const withContract = (contract: Fields): System => ({ ...emptySystem, contract });
const withBody = (body: Fields): System => ({
  ...emptySystem,
  resources: [{ address: 'bad', type: 'aws_api_gateway_rest_api', values: { body } }],
});
const operation = (members: Fields) => ({ paths: { '/things': { get: members } } });

const keyless = 'GET /health';
const gatewaySeconds = 10;
const integration = 'x-amazon-apigateway-integration';

const droppedKeywords = [
  'default',
  'nullable',
  'example',
  'readOnly',
  'discriminator',
  'exclusiveMinimum',
  'deprecated',
];

function isBounded({ type, maxItems, maxLength, enum: values, additionalProperties }: Fields): boolean {
  if (type === 'array') return maxItems !== undefined;
  if (type === 'string') return maxLength !== undefined || values !== undefined;
  return type !== 'object' || additionalProperties === false;
}

/** A function's answer comes by proxy, from its alias and in time; the keyless operation is a mock. */
function isIntegrated({ route, fields }: Operation, functions: readonly string[]): boolean {
  if (!isText(fields['x-amazon-apigateway-request-validator'])) return false;
  const { type, timeoutInMillis, uri } = fieldsOf(fields[integration]);
  if (route === keyless) return type === 'mock';
  const name = /:function:([\w-]+):live\/invocations$/.exec(String(uri))?.[1];
  return type === 'aws_proxy' && timeoutInMillis === gatewaySeconds * 1000 && functions.includes(String(name));
}

const gatewayResponses = [
  'ACCESS_DENIED',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'INVALID_API_KEY',
  'MISSING_AUTHENTICATION_TOKEN',
  'QUOTA_EXCEEDED',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNAUTHORIZED',
  'UNSUPPORTED_MEDIA_TYPE',
  'WAF_FILTERED',
];
const securityHeaders = [
  'Cache-Control',
  'Content-Security-Policy',
  'Referrer-Policy',
  'Strict-Transport-Security',
  'X-Content-Type-Options',
  'X-Frame-Options',
];

function isProblemAnswer(type: string, response: unknown): boolean {
  const headers = Object.keys(fieldsOf(at(response, 'responseParameters')));
  const template = String(fieldsOf(at(response, 'responseTemplates'))['application/json']);
  return (
    /"type":"urn:customer-ids:problem:[a-z-]+"/.test(template) &&
    securityHeaders.every((name) => headers.includes(`gatewayresponse.header.${name}`)) &&
    !headers.some((name) => /access-control/i.test(name)) &&
    type.startsWith('DEFAULT_') === (at(response, 'statusCode') === undefined)
  );
}

/** Rules on the contract and on what API Gateway imports of it. */
export const contractRules: readonly Rule[] = [
  {
    id: 'CKV_OPENAPI_3',
    says: 'nobody signs in by HTTP basic',
    reads: 'sources',
    faultsIn: ({ contract }) =>
      placesWhere(
        at(contract, 'components.securitySchemes'),
        ({ type, scheme }) => type === 'http' && scheme === 'basic',
      ),
    counterexample: withContract({ components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } } }),
  },
  {
    id: 'CKV_OPENAPI_4',
    says: 'the contract as a whole asks for a key',
    reads: 'sources',
    faultsIn: ({ contract }) => (listOf(contract['security']).length > 0 ? [] : ['/security']),
    counterexample: withContract({}),
  },
  {
    id: 'CKV_OPENAPI_20',
    says: 'no server of the contract speaks in clear',
    reads: 'sources',
    faultsIn: ({ contract }) => {
      const urls = listOf(contract['servers']).map((server) => String(at(server, 'url')));
      return urls.length === 0 ? ['/servers'] : urls.filter((url) => /^(http|ws):/.test(url));
    },
    counterexample: withContract({ servers: [{ url: 'http://localhost' }] }),
  },
  {
    id: 'CKV_OPENAPI_21',
    says: 'every array of the contract has an end',
    reads: 'sources',
    faultsIn: ({ contract }) =>
      placesWhere(contract, ({ type, maxItems }) => type === 'array' && maxItems === undefined),
    counterexample: withContract({ schema: { type: 'array' } }),
  },
  {
    id: 'X-01',
    says: `every operation asks for the key, but ${keyless}`,
    reads: 'sources',
    faultsIn: ({ contract }) =>
      operationsOf(contract)
        .filter(
          ({ route, fields }) => JSON.stringify(fields['security']) !== (route === keyless ? '[]' : '[{"api_key":[]}]'),
        )
        .map(({ route }) => route),
    counterexample: withContract(operation({ security: [] })),
  },
  {
    id: 'X-02',
    says: `every operation is validated, and answered in ${gatewaySeconds} seconds by the alias of a function there is`,
    reads: 'plan',
    faultsIn: (system) => {
      const functions = ofType(system, 'aws_lambda_function').map(({ values }) => String(values['function_name']));
      return operationsOf(importedBy(system))
        .filter((each) => !isIntegrated(each, functions))
        .map(({ route }) => route);
    },
    counterexample: withBody(operation({})),
  },
  {
    id: 'X-03',
    says: 'nothing is imported that API Gateway drops',
    reads: 'plan',
    faultsIn: (system) => {
      const body = importedBy(system);
      const models = Object.keys(fieldsOf(at(body, 'components.schemas')));
      return [
        ...placesWhere(body, (fields) => droppedKeywords.some((keyword) => keyword in fields && 'type' in fields)),
        ...models.filter((name) => !/^[A-Za-z0-9]+$/.test(name)),
      ];
    },
    counterexample: withBody({ components: { schemas: { Thing: { type: 'string', nullable: true } } } }),
  },
  {
    id: 'X-04',
    says: 'every array, string and object of the contract has a bound',
    reads: 'sources',
    faultsIn: ({ contract }) => placesWhere(contract, (fields) => !isBounded(fields)),
    counterexample: withContract({ schema: { type: 'string' } }),
  },
  {
    id: 'X-05',
    says: 'whatever API Gateway answers itself is a problem with the security headers',
    reads: 'plan',
    faultsIn: (system) => {
      const responses = fieldsOf(at(importedBy(system), 'x-amazon-apigateway-gateway-responses'));
      return gatewayResponses.filter((type) => !isProblemAnswer(type, responses[type]));
    },
    counterexample: withBody({}),
  },
];
