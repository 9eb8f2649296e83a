import { expect } from 'chai';
import { describe, it } from 'mocha';
import { adaptToHttp, applyResponseHeaders, readResponseHeaders } from '#local/cloudfront/response-headers.ts';
import { readStack } from '#local/stack.ts';
import { startCloudFront } from '#support/local/cloudfront-fixture.ts';
import { parseStatus, rawGet } from '#support/local/raw-request.ts';
import { type StackResource, stackFile, stackVariant } from '#support/local/stack-variants.ts';

type Values = StackResource['values'];

describe('response headers policy', () => {
  const deployed = readResponseHeaders(readStack(stackFile));
  const local = adaptToHttp(deployed);

  it('locally sets the deployed headers except those that require HTTPS', () => {
    const directives = (headers: typeof local) =>
      headers.set.flatMap(([name, value]) => value.split('; ').map((directive) => `${name}: ${directive}`));

    const difference = directives(deployed).filter((directive) => !directives(local).includes(directive));

    expect(difference).to.have.members([
      'Strict-Transport-Security: max-age=63072000',
      'Content-Security-Policy: upgrade-insecure-requests',
    ]);
    expect(directives(deployed)).to.include.members(directives(local));
    expect(local.removed).to.deep.equal([...deployed.removed, 'strict-transport-security']);
  });

  it('overrides headers of the origin case-insensitively and removes those that identify it', () => {
    const origin = [
      ['x-frame-options', 'SAMEORIGIN'] as const,
      ['Server', 'AmazonS3'] as const,
      ['ETag', '"1"'] as const,
      ['Strict-Transport-Security', 'preload'] as const,
    ];

    const headers = applyResponseHeaders(origin, local);

    expect(headers.filter(([name]) => /frame|server|etag|transport/i.test(name))).to.deep.equal([
      ['X-Frame-Options', 'DENY'],
      ['ETag', '"1"'],
    ]);
  });
});

describe('CloudFront distribution', () => {
  it("logs why its function failed and returns 503 with the page's headers", async () => {
    const file = await stackVariant({
      aws_cloudfront_function: (values) => {
        values['code'] = 'function handler() { throw new Error("no luck"); }';
      },
    });
    const server = await startCloudFront({ stackFile: file });

    const response = await fetch(`${server.url}/`);
    await server.stop();

    expect(response.status).to.equal(503);
    expect(response.headers.get('x-frame-options')).to.equal('DENY');
    expect(server.log).to.deep.equal(['cloudfront: the viewer function failed: Error: no luck']);
  });

  it('removes every header that S3 adds, including the ARN of the KMS key', async () => {
    const file = await stackVariant({
      aws_s3_bucket_server_side_encryption_configuration: (values) => {
        const encryption = {
          sse_algorithm: 'aws:kms',
          kms_master_key_id: 'arn:aws:kms:eu-west-1:123456789012:key/secret',
        };
        values['rule'] = [{ apply_server_side_encryption_by_default: [encryption] }];
      },
    });
    const server = await startCloudFront({ stackFile: file });

    const response = await fetch(`${server.url}/`);
    await server.stop();

    expect(response.status).to.equal(200);
    expect([...response.headers.keys()].filter((name) => /^x-amz-|^server$/.test(name))).to.deep.equal([]);
  });

  const refused: readonly (readonly [method: string, path: string, headers: readonly string[]])[] = [
    ['GET', '/api/customer-ids', ['Content-Length: 2']],
    ['GET', '/', ['Transfer-Encoding: chunked']],
    ['PROPFIND', '/api/customer-ids', []],
    ['TRACE', '/api/customer-ids', []],
  ];
  for (const [method, path, headers] of refused)
    it(`returns its own 403 for ${method} ${path} ${headers.join()}`, async () => {
      const server = await startCloudFront();

      const response = await rawGet(server.port, path, headers, method);
      await server.stop();

      expect(parseStatus(response)).to.equal(403);
      expect(response).to.include('<H1>403 ERROR</H1>').and.not.include('X-Api');
    });

  it('forwards a GET with an empty body', async () => {
    const server = await startCloudFront();

    const response = await rawGet(server.port, '/api/customer-ids', ['Content-Length: 0']);
    await server.stop();

    expect(parseStatus(response)).to.equal(200);
  });

  const policies = (change: (policy: Values) => void) => ({ aws_cloudfront_response_headers_policy: change });
  const distributions = (change: (distribution: Values) => void) => ({ aws_cloudfront_distribution: change });
  const unsupported: readonly (readonly [string, Parameters<typeof stackVariant>[0]])[] = [
    ['a custom error page', distributions((it) => (it['custom_error_response'][0].response_page_path = '/'))],
    [
      'a geo restriction',
      distributions((it) => (it['restrictions'][0].geo_restriction[0].restriction_type = 'whitelist')),
    ],
    [
      'a function association other than one viewer-request',
      distributions((it) => (it['default_cache_behavior'][0].function_association[0].event_type = 'viewer-response')),
    ],
    ['the cache_policy_id other', distributions((it) => (it['ordered_cache_behavior'][0].cache_policy_id = 'other'))],
    ['the path pattern /a*b', distributions((it) => (it['ordered_cache_behavior'][0].path_pattern = '/a*b'))],
    [
      'a distribution without exactly one ordered cache behavior',
      distributions((it) => (it['ordered_cache_behavior'] = [])),
    ],
    ['origin_group', distributions((it) => (it['origin_group'] = [{}]))],
    ['cors_config', policies((it) => (it['cors_config'] = [{}]))],
    ['xss_protection', policies((it) => (it['security_headers_config'][0].xss_protection = [{ override: true }]))],
    [
      'X-Frame-Options without override',
      policies((it) => (it['security_headers_config'][0].frame_options[0].override = false)),
    ],
    ['The runtime cloudfront-js-1.0', { aws_cloudfront_function: (it) => (it['runtime'] = 'cloudfront-js-1.0') }],
  ];
  for (const [what, change] of unsupported) {
    it(`rejects an unsupported setting at startup: ${what}`, async () => {
      const file = await stackVariant(change);

      const error = await startCloudFront({ stackFile: file }).then(
        () => 'started',
        (error: Error) => error.message,
      );

      expect(error).to.include(what).and.include('is not emulated.');
    });
  }
});
