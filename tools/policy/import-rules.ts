import { type Fields, fieldsOf } from '#tools/lib/json.ts';
import { keyless, listOperations, type Operation, operation, pathsWhere } from './contract-rules.ts';
import { at, emptySystem, isText, ofType, type Rule, type System } from './rule.ts';

/** The OpenAPI document that API Gateway imports. */
const importedDocument = (system: System): unknown => ofType(system, 'aws_api_gateway_rest_api')[0]?.values['body'];

const withBody = (body: Fields): System => ({
  ...emptySystem,
  resources: [{ address: 'bad', type: 'aws_api_gateway_rest_api', values: { body } }],
});
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

/** By proxy to a function's live alias, with the right timeout; the operation without a key is a mock. */
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

function isProblemResponse(type: string, response: unknown): boolean {
  const headers = Object.keys(fieldsOf(at(response, 'responseParameters')));
  const template = String(fieldsOf(at(response, 'responseTemplates'))['application/json']);
  return (
    /"type":"urn:customer-ids:problem:[a-z-]+"/.test(template) &&
    securityHeaders.every((name) => headers.includes(`gatewayresponse.header.${name}`)) &&
    !headers.some((name) => /access-control/i.test(name)) &&
    type.startsWith('DEFAULT_') === (at(response, 'statusCode') === undefined)
  );
}

/** Rules on the document that API Gateway imports. */
export const importRules: readonly Rule[] = [
  {
    id: 'X-02',
    title: `every operation has a request validator and a function alias with a timeout of ${gatewaySeconds} s`,
    reads: 'plan',
    findViolations: (system) => {
      const functions = ofType(system, 'aws_lambda_function').map(({ values }) => String(values['function_name']));
      return listOperations(importedDocument(system))
        .filter((each) => !isIntegrated(each, functions))
        .map(({ route }) => route);
    },
    counterexample: withBody(operation({})),
  },
  {
    id: 'X-03',
    title: 'the imported document contains nothing that API Gateway drops',
    reads: 'plan',
    findViolations: (system) => {
      const body = importedDocument(system);
      const models = Object.keys(fieldsOf(at(body, 'components.schemas')));
      return [
        ...pathsWhere(body, (fields) => droppedKeywords.some((keyword) => keyword in fields && 'type' in fields)),
        ...models.filter((name) => !/^[A-Za-z0-9]+$/.test(name)),
      ];
    },
    counterexample: withBody({ components: { schemas: { Thing: { type: 'string', nullable: true } } } }),
  },
  {
    id: 'X-05',
    title: 'every gateway response is a problem document with security headers',
    reads: 'plan',
    findViolations: (system) => {
      const responses = fieldsOf(at(importedDocument(system), 'x-amazon-apigateway-gateway-responses'));
      return gatewayResponses.filter((type) => !isProblemResponse(type, responses[type]));
    },
    counterexample: withBody({}),
  },
];
