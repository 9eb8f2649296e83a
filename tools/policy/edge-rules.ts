import { type Fields, listOf } from '#tools/lib/json.ts';
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

/** The firewall, certificates, and stores for secrets: only behind their switches. */
export const edgeRules: readonly Rule[] = [
  every(['CKV_AWS_175', 'a firewall has rules'], acl, ({ rule }) => listOf(rule).length > 0, waf),
  every(
    ['CKV_AWS_192', 'a firewall stops known bad input, Log4j among it'],
    acl,
    (values) =>
      managedGroups(values).includes('AWSManagedRulesKnownBadInputsRuleSet') &&
      !JSON.stringify(values).includes('Log4JRCE'),
    waf,
  ),
  every(
    ['CKV_AWS_342', 'every rule of a firewall does something'],
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
    ['CKV2_AWS_31', 'what a firewall decides is logged'],
    acl,
    (values, system) =>
      ofType(system, 'aws_wafv2_web_acl_logging_configuration').some(
        (logging) => logging.values['resource_arn'] === values['arn'],
      ),
    { ...waf, bad: { arn: 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b' } },
  ),
  every(['CKV2_AWS_77', "the API's firewall stops anonymous addresses and bad input"], acl, hasBothGroups, waf),
  every(['CKV2_AWS_47', "the site's firewall stops anonymous addresses and bad input"], acl, hasBothGroups, waf),
  everyBlock(
    ['CKV_AWS_233', 'a certificate is made before the old one goes'],
    ['resource', 'aws_acm_certificate'],
    (body) => at(body, 'lifecycle.0.create_before_destroy') === true,
    domain,
  ),
  every(
    ['CKV2_AWS_23', 'a name leads to the distribution'],
    'aws_route53_record',
    ({ alias }, system) =>
      alias === undefined ||
      ofType(system, 'aws_cloudfront_distribution').some(({ values }) => values['domain_name'] === at(alias, '0.name')),
    { ...domain, bad: { alias: [{ name: 'elsewhere.example.com' }] } },
  ),
  every(
    ['CKV_AWS_234', 'a certificate is logged for all to see'],
    'aws_acm_certificate',
    (certificate) => at(certificate, 'options.0.certificate_transparency_logging_preference') !== 'DISABLED',
    { ...domain, bad: { options: [{ certificate_transparency_logging_preference: 'DISABLED' }] } },
  ),
  every(
    ['CKV2_AWS_71', 'a certificate is for named hosts'],
    'aws_acm_certificate',
    ({ domain_name: name, subject_alternative_names: others }) =>
      ![name, ...listOf(others)].some((each) => String(each).includes('*')),
    { ...domain, bad: { domain_name: '*.example.com' } },
  ),
  every(['CKV_AWS_149', 'a secret is encrypted with our key'], 'aws_secretsmanager_secret', ({ kms_key_id: key }) =>
    isText(key),
  ),
  every(
    ['CKV_AWS_304', 'a secret is renewed every 90 days'],
    'aws_secretsmanager_secret_rotation',
    (rotation) => Number(at(rotation, 'rotation_rules.0.automatically_after_days')) <= 90,
  ),
  every(['CKV2_AWS_57', 'a secret is renewed'], 'aws_secretsmanager_secret', ({ id }, system) =>
    ofType(system, 'aws_secretsmanager_secret_rotation').some(({ values }) => isText(id) && values['secret_id'] === id),
  ),
  every(
    ['CKV_AWS_337', 'a parameter is encrypted with our key'],
    'aws_ssm_parameter',
    ({ type, key_id: key }) => type !== 'SecureString' || isText(key),
    { bad: { type: 'SecureString' } },
  ),
  every(['CKV2_AWS_34', 'no parameter is stored in clear'], 'aws_ssm_parameter', ({ type }) => type === 'SecureString'),
  everyBlock(['CKV2_AWS_36', 'nothing is fetched while planning'], ['data', 'http'], () => false),
];
