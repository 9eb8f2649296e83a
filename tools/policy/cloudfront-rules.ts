import { type Fields, listOf } from '#tools/lib/json.ts';
import { at, every, isText, ofType, type Rule } from './rule.ts';

const distribution = 'aws_cloudfront_distribution';

const cacheBehaviours = (values: Fields): readonly unknown[] => [
  ...listOf(values['default_cache_behavior']),
  ...listOf(values['ordered_cache_behavior']),
];
const origins = (values: Fields): readonly unknown[] => listOf(values['origin']);
const customOrigins = (values: Fields): readonly unknown[] =>
  origins(values).flatMap((origin) => listOf(at(origin, 'custom_origin_config')));

const s3Headers = [
  'server',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-version-id',
];

const behaviour = (members: object) => ({ default_cache_behavior: [members] });
const customOrigin = (members: object) => ({
  origin: [{ domain_name: 'x.elb.amazonaws.com', custom_origin_config: [members] }],
});

export const cloudfrontRules: readonly Rule[] = [
  every(
    ['CKV_AWS_34', 'CloudFront serves no path over plain HTTP'],
    distribution,
    (values) => cacheBehaviours(values).every((each) => at(each, 'viewer_protocol_policy') !== 'allow-all'),
    { bad: behaviour({ viewer_protocol_policy: 'allow-all' }) },
  ),
  every(
    ['CKV_AWS_68', 'the CloudFront distribution is protected by a WAF'],
    distribution,
    ({ web_acl_id: acl }) => isText(acl),
    {
      behind: 'enable_waf',
    },
  ),
  every(
    ['CKV_AWS_174', 'CloudFront requires TLS 1.2 from viewers'],
    distribution,
    (values) => /^TLSv1\.[23]_/.test(String(at(values, 'viewer_certificate.0.minimum_protocol_version'))),
    { behind: 'custom_domain' },
  ),
  every(['CKV_AWS_216', 'the CloudFront distribution is enabled'], distribution, ({ enabled }) => enabled === true),
  every(
    ['CKV_AWS_259', 'HSTS covers subdomains, with preload, for at least a year'],
    'aws_cloudfront_response_headers_policy',
    (policy) => {
      const hsts = at(policy, 'security_headers_config.0.strict_transport_security.0');
      return (
        Number(at(hsts, 'access_control_max_age_sec')) >= 31_536_000 &&
        ['include_subdomains', 'preload', 'override'].every((member) => at(hsts, member) === true)
      );
    },
  ),
  every(
    ['CKV_AWS_305', 'the CloudFront distribution has a default root object'],
    distribution,
    ({ default_root_object: page }) => isText(page),
  ),
  every(
    ['CKV_AWS_374', 'CloudFront restricts the countries it serves'],
    distribution,
    (values) => at(values, 'restrictions.0.geo_restriction.0.restriction_type') !== 'none',
    { behind: 'allowed_countries', bad: { restrictions: [{ geo_restriction: [{ restriction_type: 'none' }] }] } },
  ),
  every(['CKV2_AWS_32', 'every CloudFront response has security headers'], distribution, (values) =>
    isText(at(values, 'default_cache_behavior.0.response_headers_policy_id')),
  ),
  every(
    ['CKV2_AWS_42', 'the CloudFront distribution has a custom certificate'],
    distribution,
    (values) =>
      ['acm_certificate_arn', 'iam_certificate_id'].some((name) => isText(at(values, `viewer_certificate.0.${name}`))),
    { behind: 'custom_domain' },
  ),
  every(
    ['CKV2_AWS_46', 'every S3 origin uses origin access control'],
    distribution,
    (values) =>
      origins(values).every(
        (origin) =>
          listOf(at(origin, 'custom_origin_config')).length > 0 || isText(at(origin, 'origin_access_control_id')),
      ),
    { bad: { origin: [{ domain_name: 'site.s3.amazonaws.com' }] } },
  ),
  every(
    ['CKV2_AWS_54', 'CloudFront never uses SSLv3 to an origin'],
    distribution,
    (values) => !customOrigins(values).some((each) => listOf(at(each, 'origin_ssl_protocols')).includes('SSLv3')),
    { bad: customOrigin({ origin_ssl_protocols: ['SSLv3'] }) },
  ),
  every(
    ['CKV2_AWS_72', 'CloudFront uses HTTPS to load balancers and media origins'],
    distribution,
    (values) =>
      origins(values).every(
        (origin) =>
          !/\.elb\.|mediastore|mediapackage/.test(String(at(origin, 'domain_name'))) ||
          listOf(at(origin, 'custom_origin_config')).every(
            (each) => at(each, 'origin_protocol_policy') === 'https-only',
          ),
      ),
    { bad: customOrigin({ origin_protocol_policy: 'http-only' }) },
  ),
  every(
    ['CKV_AWS_86', 'CloudFront access logs are enabled'],
    distribution,
    (values, system) =>
      isText(at(values, 'logging_config.0.bucket')) ||
      ofType(system, 'aws_cloudwatch_log_delivery_source').some(
        (source) => source.values['resource_arn'] === values['arn'],
      ),
    { behind: 'enable_access_logs' },
  ),
  every(
    ['X-37', 'browsers use only HTTPS for the site, for at least a year'],
    'aws_cloudfront_response_headers_policy',
    (policy) => {
      const hsts = at(policy, 'security_headers_config.0.strict_transport_security.0');
      return Number(at(hsts, 'access_control_max_age_sec')) >= 31_536_000 && at(hsts, 'override') === true;
    },
  ),
  every(
    ['X-40', 'CloudFront removes every header that S3 adds, among them the ARN of the KMS key'],
    'aws_cloudfront_response_headers_policy',
    (policy) => {
      const removed = listOf(at(policy, 'remove_headers_config.0.items')).map((item) => at(item, 'header'));
      return s3Headers.every((name) => removed.includes(name));
    },
  ),
];
