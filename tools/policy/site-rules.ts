import { type Fields, listOf } from '#tools/lib/json.ts';
import { parseStatements } from './policy-document.ts';
import { at, emptySystem, every, isText, ofType, type Rule } from './rule.ts';

const distribution = 'aws_cloudfront_distribution';
const headersPolicy = 'aws_cloudfront_response_headers_policy';

const deniesPlainHttp = ({ policy }: Fields): boolean =>
  parseStatements(policy).some(
    ({ effect, principals, actions, condition }) =>
      effect === 'Deny' &&
      principals.includes('*') &&
      actions.includes('s3:*') &&
      String(at(condition, 'Bool.aws:SecureTransport')) === 'false',
  );

/** CloudFront has access to the bucket only on behalf of our distribution. */
const namesTheDistribution = ({ policy }: Fields, arns: readonly unknown[]): boolean =>
  parseStatements(policy)
    .filter(({ principals }) => principals.includes('cloudfront.amazonaws.com'))
    .every(({ condition }) => arns.includes(at(condition, 'StringEquals.AWS:SourceArn')));

/** Rules on the website's buckets and distribution. */
export const siteRules: readonly Rule[] = [
  {
    id: 'X-15',
    title:
      'only our distribution reads the bucket, with signed requests; the bucket has no website endpoint and no ACL',
    reads: 'plan',
    findViolations: (system) => [
      ...ofType(system, 'aws_s3_bucket_website_configuration', 'aws_s3_bucket_acl').map(({ address }) => address),
      ...ofType(system, 'aws_cloudfront_origin_access_control')
        .filter(({ values }) => values['signing_behavior'] !== 'always' || values['signing_protocol'] !== 'sigv4')
        .map(({ address }) => address),
      ...ofType(system, 'aws_s3_bucket_policy')
        .filter(
          ({ values }) =>
            !namesTheDistribution(
              values,
              ofType(system, distribution).map((each) => each.values['arn']),
            ),
        )
        .map(({ address }) => address),
    ],
    counterexample: {
      ...emptySystem,
      resources: [{ address: 'bad', type: 'aws_s3_bucket_website_configuration', values: {} }],
    },
  },
  every(
    ['X-16', 'CloudFront neither caches errors nor replaces them with a page'],
    distribution,
    (values) =>
      listOf(values['custom_error_response']).every(
        (each) =>
          at(each, 'error_caching_min_ttl') === 0 &&
          !isText(at(each, 'response_page_path')) &&
          at(each, 'response_code') === undefined,
      ),
    { bad: { custom_error_response: [{ error_code: 404, response_page_path: '/index.html' }] } },
  ),
  every(['X-17', "the page's CSP allows only its own scripts and styles"], headersPolicy, (values) => {
    const policy = at(values, 'security_headers_config.0.content_security_policy.0.content_security_policy');
    return isText(policy) && !policy.includes('unsafe-') && policy.includes("default-src 'none'");
  }),
  every(
    ['X-18', 'CloudFront uses TLS 1.2 to every custom origin'],
    distribution,
    (values) =>
      listOf(values['origin'])
        .flatMap((origin) => listOf(at(origin, 'custom_origin_config')))
        .every(
          (each) =>
            at(each, 'origin_protocol_policy') === 'https-only' &&
            JSON.stringify(at(each, 'origin_ssl_protocols')) === '["TLSv1.2"]',
        ),
    { bad: { origin: [{ custom_origin_config: [{ origin_protocol_policy: 'http-only' }] }] } },
  ),
  {
    id: 'X-19',
    title: 'the access logs of the API and the website are delivered',
    reads: 'plan',
    behind: 'enable_access_logs',
    findViolations: (system) => {
      const delivered = ofType(system, 'aws_cloudwatch_log_delivery_source').map(
        ({ values }) => values['resource_arn'],
      );
      return [
        ...ofType(system, distribution).filter(
          ({ values }) => !isText(at(values, 'logging_config.0.bucket')) && !delivered.includes(values['arn']),
        ),
        ...ofType(system, 'aws_api_gateway_stage').filter(
          ({ values }) => !isText(at(values, 'access_log_settings.0.destination_arn')),
        ),
      ].map(({ address }) => address);
    },
    counterexample: { ...emptySystem, resources: [{ address: 'bad', type: distribution, values: {} }] },
  },
  {
    id: 'X-20',
    title: 'every bucket denies plain HTTP',
    reads: 'plan',
    findViolations: (system) => {
      const refusing = ofType(system, 'aws_s3_bucket_policy').filter(({ values }) => deniesPlainHttp(values));
      const names = refusing.map(({ values }) => values['bucket']);
      return ofType(system, 'aws_s3_bucket')
        .filter(({ values }) => !names.includes(values['bucket']))
        .map(({ address }) => address);
    },
    counterexample: { ...emptySystem, resources: [{ address: 'bad', type: 'aws_s3_bucket', values: { bucket: 'a' } }] },
  },
];
