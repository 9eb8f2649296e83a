import { type Fields, listOf } from '#tools/lib/json.ts';
import { at, every, isText, ofType, type Rule } from './rule.ts';

const distribution = 'aws_cloudfront_distribution';

const behavioursOf = (values: Fields): readonly unknown[] => [
  ...listOf(values['default_cache_behavior']),
  ...listOf(values['ordered_cache_behavior']),
];
const originsOf = (values: Fields): readonly unknown[] => listOf(values['origin']);
const customOriginsOf = (values: Fields): readonly unknown[] =>
  originsOf(values).flatMap((origin) => listOf(at(origin, 'custom_origin_config')));

const behaviour = (members: object) => ({ default_cache_behavior: [members] });
const customOrigin = (members: object) => ({
  origin: [{ domain_name: 'x.elb.amazonaws.com', custom_origin_config: [members] }],
});

export const cloudfrontRules: readonly Rule[] = [
  every(
    ['CKV_AWS_34', 'no address of the site answers in clear'],
    distribution,
    (values) => behavioursOf(values).every((each) => at(each, 'viewer_protocol_policy') !== 'allow-all'),
    { bad: behaviour({ viewer_protocol_policy: 'allow-all' }) },
  ),
  every(['CKV_AWS_68', 'a firewall stands before the site'], distribution, ({ web_acl_id: acl }) => isText(acl), {
    behind: 'enable_waf',
  }),
  every(
    ['CKV_AWS_174', 'the site takes no TLS older than 1.2'],
    distribution,
    (values) => /^TLSv1\.[23]_/.test(String(at(values, 'viewer_certificate.0.minimum_protocol_version'))),
    { behind: 'custom_domain' },
  ),
  every(['CKV_AWS_216', 'the site is on'], distribution, ({ enabled }) => enabled === true),
  every(
    ['CKV_AWS_259', 'browsers are told to use https for a year at least'],
    'aws_cloudfront_response_headers_policy',
    (policy) => {
      const hsts = at(policy, 'security_headers_config.0.strict_transport_security.0');
      return (
        Number(at(hsts, 'access_control_max_age_sec')) >= 31_536_000 &&
        ['include_subdomains', 'preload', 'override'].every((member) => at(hsts, member) === true)
      );
    },
  ),
  every(['CKV_AWS_305', 'the root of the site is a page'], distribution, ({ default_root_object: page }) =>
    isText(page),
  ),
  every(
    ['CKV_AWS_374', 'the site is served where its people are'],
    distribution,
    (values) => at(values, 'restrictions.0.geo_restriction.0.restriction_type') !== 'none',
    { behind: 'allowed_countries', bad: { restrictions: [{ geo_restriction: [{ restriction_type: 'none' }] }] } },
  ),
  every(['CKV2_AWS_32', 'every answer of the site has its security headers'], distribution, (values) =>
    isText(at(values, 'default_cache_behavior.0.response_headers_policy_id')),
  ),
  every(
    ['CKV2_AWS_42', 'the site has a certificate of its own'],
    distribution,
    (values) =>
      ['acm_certificate_arn', 'iam_certificate_id'].some((name) => isText(at(values, `viewer_certificate.0.${name}`))),
    { behind: 'custom_domain' },
  ),
  every(
    ['CKV2_AWS_46', 'the bucket is read by the distribution alone'],
    distribution,
    (values) =>
      originsOf(values).every(
        (origin) =>
          listOf(at(origin, 'custom_origin_config')).length > 0 || isText(at(origin, 'origin_access_control_id')),
      ),
    { bad: { origin: [{ domain_name: 'site.s3.amazonaws.com' }] } },
  ),
  every(
    ['CKV2_AWS_54', 'no origin is spoken to in SSLv3'],
    distribution,
    (values) => !customOriginsOf(values).some((each) => listOf(at(each, 'origin_ssl_protocols')).includes('SSLv3')),
    { bad: customOrigin({ origin_ssl_protocols: ['SSLv3'] }) },
  ),
  every(
    ['CKV2_AWS_72', 'no load balancer is spoken to in clear'],
    distribution,
    (values) =>
      originsOf(values).every(
        (origin) =>
          !/\.elb\.|mediastore|mediapackage/.test(String(at(origin, 'domain_name'))) ||
          listOf(at(origin, 'custom_origin_config')).every(
            (each) => at(each, 'origin_protocol_policy') === 'https-only',
          ),
      ),
    { bad: customOrigin({ origin_protocol_policy: 'http-only' }) },
  ),
  every(
    ['CKV_AWS_86', 'what is asked of the site is logged'],
    distribution,
    (values, system) =>
      isText(at(values, 'logging_config.0.bucket')) ||
      ofType(system, 'aws_cloudwatch_log_delivery_source').some(
        (source) => source.values['resource_arn'] === values['arn'],
      ),
    { behind: 'enable_access_logs' },
  ),
];
