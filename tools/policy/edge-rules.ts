import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { at, every, everyBlock, isText, ofType, type Rule } from './rule.ts';

const waf = { behind: 'enable_waf' };
const domain = { behind: 'custom_domain' };
const acl = 'aws_wafv2_web_acl';

const managedGroups = (values: Fields): readonly string[] =>
  listOf(values['rule']).map((rule) => String(at(rule, 'statement.0.managed_rule_group_statement.0.name')));

const hasBothGroups = (values: Fields): boolean =>
  ['AWSManagedRulesAnonymousIpList', 'AWSManagedRulesKnownBadInputsRuleSet'].every((name) =>
    managedGroups(values).includes(name),
  );

/** Rules of the managed groups that inspect what the API validates itself, by AWS's list. Those about attacks in a URL block. */
const rulesTheApiValidates = [
  ...['CrossSiteScripting', 'EC2MetaDataSSRF', 'GenericLFI', 'GenericRFI', 'JavaDeserializationRCE', 'Log4JRCE'].map(
    (name) => `${name}_BODY`,
  ),
  ...['ReactJSRCE_BODY', 'RestrictedExtensions_QUERYARGUMENTS', 'RestrictedExtensions_URIPATH'],
  ...['BODY', 'Cookie_HEADER', 'QUERYSTRING', 'URIPATH'].map((part) => `SizeRestrictions_${part}`),
];

const countedRules = (values: Fields): readonly unknown[] =>
  listOf(values['rule'])
    .flatMap((rule) => listOf(at(rule, 'statement.0.managed_rule_group_statement.0.rule_action_override')))
    .filter((override) => listOf(at(override, 'action_to_use.0.count')).length > 0)
    .map((override) => at(override, 'name'));

const secretHeaders = ['authorization', 'cookie', 'x-amzn-requestid', 'x-api-key'];

/** Headers that the operations read, in lower case. */
const contractHeaders = (contract: Fields): readonly string[] =>
  Object.values(fieldsOf(at(contract, 'components.parameters')))
    .filter((parameter) => at(parameter, 'in') === 'header')
    .map((parameter) => String(at(parameter, 'name')).toLowerCase());

/** WAF, certificates and secret stores, all optional. */
export const edgeRules: readonly Rule[] = [
  every(['CKV_AWS_175', 'every web ACL has rules'], acl, ({ rule }) => listOf(rule).length > 0, waf),
  every(
    ['CKV_AWS_192', 'every web ACL blocks known bad inputs, including Log4j'],
    acl,
    (values) =>
      managedGroups(values).includes('AWSManagedRulesKnownBadInputsRuleSet') &&
      !/Log4JRCE_(?!BODY)/.test(JSON.stringify(values)),
    waf,
  ),
  every(
    ['CKV_AWS_342', 'every web ACL rule has an action'],
    [acl, 'aws_wafv2_rule_group'],
    ({ rule }) =>
      listOf(rule).every(
        (each) =>
          [at(each, 'action.0'), at(each, 'override_action.0')].some((action) => action !== undefined) ||
          at(each, 'statement.0.managed_rule_group_statement.0') !== undefined,
      ),
    { ...waf, bad: { rule: [{ name: 'idle' }] } },
  ),
  every(
    ['CKV2_AWS_31', 'every web ACL logs its decisions'],
    acl,
    (values, system) =>
      ofType(system, 'aws_wafv2_web_acl_logging_configuration').some(
        (logging) => logging.values['resource_arn'] === values['arn'],
      ),
    { ...waf, bad: { arn: 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b' } },
  ),
  every(['CKV2_AWS_77', "the API's web ACL blocks anonymous IPs and known bad inputs"], acl, hasBothGroups, waf),
  every(['CKV2_AWS_47', "the website's web ACL blocks anonymous IPs and known bad inputs"], acl, hasBothGroups, waf),
  everyBlock(
    ['CKV_AWS_233', 'a certificate is created before the previous one is destroyed'],
    ['resource', 'aws_acm_certificate'],
    (body) => at(body, 'lifecycle.0.create_before_destroy') === true,
    domain,
  ),
  every(
    ['CKV2_AWS_23', 'every DNS alias points to the CloudFront distribution'],
    'aws_route53_record',
    ({ alias }, system) =>
      alias === undefined ||
      ofType(system, 'aws_cloudfront_distribution').some(({ values }) => values['domain_name'] === at(alias, '0.name')),
    { ...domain, bad: { alias: [{ name: 'elsewhere.example.com' }] } },
  ),
  every(
    ['CKV_AWS_234', 'every certificate has transparency logging'],
    'aws_acm_certificate',
    (certificate) => at(certificate, 'options.0.certificate_transparency_logging_preference') !== 'DISABLED',
    { ...domain, bad: { options: [{ certificate_transparency_logging_preference: 'DISABLED' }] } },
  ),
  every(
    ['CKV2_AWS_71', 'no certificate has a wildcard domain'],
    'aws_acm_certificate',
    ({ domain_name: name, subject_alternative_names: others }) =>
      ![name, ...listOf(others)].some((each) => String(each).includes('*')),
    { ...domain, bad: { domain_name: '*.example.com' } },
  ),
  every(
    ['CKV_AWS_149', 'every secret is encrypted with a customer-managed key'],
    'aws_secretsmanager_secret',
    ({ kms_key_id: key }) => isText(key),
  ),
  every(
    ['CKV_AWS_304', 'every secret rotates within 90 days'],
    'aws_secretsmanager_secret_rotation',
    (rotation) => Number(at(rotation, 'rotation_rules.0.automatically_after_days')) <= 90,
  ),
  every(['CKV2_AWS_57', 'every secret has rotation'], 'aws_secretsmanager_secret', ({ id }, system) =>
    ofType(system, 'aws_secretsmanager_secret_rotation').some(({ values }) => isText(id) && values['secret_id'] === id),
  ),
  every(
    ['CKV_AWS_337', 'every SecureString parameter is encrypted with a customer-managed key'],
    'aws_ssm_parameter',
    ({ type, key_id: key }) => type !== 'SecureString' || isText(key),
    { bad: { type: 'SecureString' } },
  ),
  every(
    ['CKV2_AWS_34', 'every SSM parameter is a SecureString'],
    'aws_ssm_parameter',
    ({ type }) => type === 'SecureString',
  ),
  everyBlock(['CKV2_AWS_36', 'no HTTP data source is read while planning'], ['data', 'http'], () => false),
  every(
    ['X-41', 'WAF counts, and does not block, what the contract has its own answer for: bodies, lengths and IDs'],
    acl,
    (values) => rulesTheApiValidates.every((name) => countedRules(values).includes(name)),
    waf,
  ),
  every(
    ['X-42', 'WAF logs no path, query, secret or header that clients fill'],
    'aws_wafv2_web_acl_logging_configuration',
    (values, { contract }) => {
      const fields = listOf(values['redacted_fields']);
      const headers = fields.flatMap((field) => listOf(at(field, 'single_header'))).map((header) => at(header, 'name'));
      return (
        ['uri_path', 'query_string'].every((part) => fields.some((field) => listOf(at(field, part)).length > 0)) &&
        [...secretHeaders, ...contractHeaders(contract)].every((name) => headers.includes(name))
      );
    },
    waf,
  ),
];
