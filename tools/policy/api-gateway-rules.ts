import { type Fields, fieldsOf, listOf, parseJson } from '#tools/lib/json.ts';
import { keyless } from './contract-rules.ts';
import { at, every, everyBlock, isText, ofType, type Rule, type System } from './rule.ts';

const protectedByWaf = (stage: Fields, system: System): boolean =>
  ofType(system, 'aws_wafv2_web_acl_association').some(({ values }) => values['resource_arn'] === stage['arn']);

/** Method settings refer to a stage by its API and name. */
const methodSettings = (stage: Fields, methodPath: string, system: System): readonly unknown[] =>
  ofType(system, 'aws_api_gateway_method_settings')
    .filter(
      ({ values }) =>
        values['rest_api_id'] === stage['rest_api_id'] &&
        values['stage_name'] === stage['stage_name'] &&
        values['method_path'] === methodPath,
    )
    .flatMap(({ values }) => listOf(values['settings']));

function throttleRates(stage: Fields, methodPath: string, system: System): readonly number[] {
  return methodSettings(stage, methodPath, system).map((settings) => Number(at(settings, 'throttling_rate_limit')));
}

const toMethodPath = (route: string): string => route.replace(/^(\w+) \/(.*)$/, '$2/$1');

const gatewayResponses = (api: Fields): readonly (readonly [type: string, response: unknown])[] =>
  Object.entries(fieldsOf(at(api, 'body.x-amazon-apigateway-gateway-responses')));

const template = (response: unknown): string => String(at(response, 'responseTemplates.application/json'));
const problemCode = (response: unknown): unknown => at(parseJson(template(response)), 'code');

/** Clients can set $context.requestId with a header, but not the extended ID. */
const chosenByClients = /\$context\.requestId\b/;

const withResponse = (type: string, response: Fields, code: string) => ({
  body: {
    'x-amazon-apigateway-gateway-responses': {
      [type]: { ...response, responseTemplates: { 'application/json': JSON.stringify({ code }) } },
    },
  },
});

export const apiGatewayRules: readonly Rule[] = [
  every(
    ['CKV_AWS_73', 'every API stage has X-Ray tracing enabled'],
    'aws_api_gateway_stage',
    (stage) => stage['xray_tracing_enabled'] === true,
    { behind: 'enable_api_tracing' },
  ),
  every(
    ['CKV_AWS_76', 'every API stage writes a JSON access log with the request ID'],
    'aws_api_gateway_stage',
    (stage) => {
      const format = at(stage, 'access_log_settings.0.format');
      return (
        isText(at(stage, 'access_log_settings.0.destination_arn')) &&
        isText(format) &&
        isText(at(JSON.parse(format), 'requestId'))
      );
    },
  ),
  every(
    ['CKV_AWS_206', 'the custom domain of the API requires TLS 1.2'],
    'aws_api_gateway_domain_name',
    (domain) => /^TLS_1_[23]$|^SecurityPolicy_TLS1[23]_/.test(String(domain['security_policy'])),
    { behind: 'custom_domain', bad: { security_policy: 'TLS_1_0' } },
  ),
  everyBlock(
    ['CKV_AWS_217', 'an API deployment is created before the previous one is destroyed'],
    ['resource', 'aws_api_gateway_deployment'],
    (body) => at(body, 'lifecycle.0.create_before_destroy') === true,
  ),
  everyBlock(
    ['CKV_AWS_237', 'a REST API is created before the previous one is destroyed'],
    ['resource', 'aws_api_gateway_rest_api'],
    (body) => at(body, 'lifecycle.0.create_before_destroy') === true,
  ),
  every(
    ['CKV_AWS_276', 'API Gateway logs no request or response bodies'],
    'aws_api_gateway_method_settings',
    (settings) => at(settings, 'settings.0.data_trace_enabled') !== true,
    { bad: { settings: [{ data_trace_enabled: true }] } },
  ),
  every(
    ['CKV_AWS_308', 'an API cache is encrypted'],
    'aws_api_gateway_method_settings',
    (settings) =>
      at(settings, 'settings.0.caching_enabled') !== true || at(settings, 'settings.0.cache_data_encrypted') === true,
    { bad: { settings: [{ caching_enabled: true }] } },
  ),
  every(
    ['CKV2_AWS_4', 'every API method has metrics and error logging enabled'],
    'aws_api_gateway_stage',
    (stage, system) =>
      methodSettings(stage, '*/*', system).some(
        (settings) =>
          ['ERROR', 'INFO'].includes(String(at(settings, 'logging_level'))) && at(settings, 'metrics_enabled') === true,
      ),
  ),
  every(['CKV2_AWS_29', 'every API stage is protected by a WAF'], 'aws_api_gateway_stage', protectedByWaf, {
    behind: 'enable_waf',
  }),
  every(['CKV2_AWS_51', 'every API stage has a client certificate'], 'aws_api_gateway_stage', (stage) =>
    isText(stage['client_certificate_id']),
  ),
  every(
    ['X-33', 'the access log contains no request ID that a client can choose'],
    'aws_api_gateway_stage',
    (stage) => !chosenByClients.test(String(at(stage, 'access_log_settings.0.format'))),
    { bad: { access_log_settings: [{ format: '{"requestId":"$context.requestId"}' }] } },
  ),
  every(
    ['X-34', 'no error that API Gateway returns contains a request ID that a client can choose'],
    'aws_api_gateway_rest_api',
    (api) => !gatewayResponses(api).some(([, response]) => chosenByClients.test(template(response))),
    {
      bad: {
        body: {
          'x-amazon-apigateway-gateway-responses': {
            THROTTLED: { responseTemplates: { 'application/json': '{"requestId":"$context.requestId"}' } },
          },
        },
      },
    },
  ),
  every(
    ['X-35', 'every 429 and 5xx that API Gateway returns has Retry-After'],
    'aws_api_gateway_rest_api',
    (api) =>
      gatewayResponses(api).every(
        ([type, response]) =>
          !/^(429|5\d\d)$/.test(String(at(response, 'statusCode') ?? (type === 'DEFAULT_5XX' ? 500 : 400))) ||
          isText(fieldsOf(at(response, 'responseParameters'))['gatewayresponse.header.Retry-After']),
      ),
    { bad: withResponse('DEFAULT_5XX', {}, 'unavailable') },
  ),
  every(
    ['X-36', 'only a missing or invalid API key is answered with the code on which the page discards its key'],
    'aws_api_gateway_rest_api',
    (api) =>
      gatewayResponses(api).every(
        ([type, response]) => (problemCode(response) === 'forbidden') === (type === 'INVALID_API_KEY'),
      ),
    { bad: withResponse('WAF_FILTERED', { statusCode: '403' }, 'forbidden') },
  ),
  every(
    ['X-38', 'X-Ray does not trace API Gateway, whose traces contain URLs with customer IDs'],
    'aws_api_gateway_stage',
    (stage) => stage['xray_tracing_enabled'] !== true,
    { bad: { xray_tracing_enabled: true } },
  ),
  every(
    ['X-39', 'a stage throttles every operation, most of all the one without a key'],
    'aws_api_gateway_stage',
    (stage, system) => {
      const [all = 0] = throttleRates(stage, '*/*', system);
      const [open = 0] = throttleRates(stage, toMethodPath(keyless), system);
      return open > 0 && open < all;
    },
  ),
];
