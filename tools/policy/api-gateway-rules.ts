import { type Fields, listOf } from '#tools/lib/json.ts';
import { at, every, everyBlock, isText, ofType, type Rule, type System } from './rule.ts';

const protectedByWaf = (stage: Fields, system: System): boolean =>
  ofType(system, 'aws_wafv2_web_acl_association').some(({ values }) => values['resource_arn'] === stage['arn']);

/** Method settings refer to a stage by its API and name. */
const methodSettings = (stage: Fields, system: System): readonly unknown[] =>
  ofType(system, 'aws_api_gateway_method_settings')
    .filter(
      ({ values }) =>
        values['rest_api_id'] === stage['rest_api_id'] &&
        values['stage_name'] === stage['stage_name'] &&
        values['method_path'] === '*/*',
    )
    .flatMap(({ values }) => listOf(values['settings']));

export const apiGatewayRules: readonly Rule[] = [
  every(
    ['CKV_AWS_73', 'every API stage has X-Ray tracing enabled'],
    'aws_api_gateway_stage',
    (stage) => stage['xray_tracing_enabled'] === true,
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
      methodSettings(stage, system).some(
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
];
