import { expect } from 'chai';
import { describe, it } from 'mocha';
import { overPlainHttp, readResponseHeaders, withResponseHeaders } from '#local/cloudfront/response-headers.ts';
import { readStack } from '#local/stack.ts';
import { startCloudFront } from '#support/local/cloudfront-fixture.ts';
import { type StackResource, stackFile, stackVariant } from '#support/local/stack-variants.ts';

type Values = StackResource['values'];

describe('the response headers', () => {
  const deployed = readResponseHeaders(readStack(stackFile));
  const local = overPlainHttp(deployed);

  it('are locally those of the deployed site, less what only https can keep', () => {
    const directives = (headers: typeof local) =>
      headers.set.flatMap(([name, value]) => value.split('; ').map((directive) => `${name}: ${directive}`));

    const left = directives(deployed).filter((directive) => !directives(local).includes(directive));

    expect(left).to.have.members([
      'Strict-Transport-Security: max-age=63072000',
      'Strict-Transport-Security: includeSubDomains',
      'Strict-Transport-Security: preload',
      'Content-Security-Policy: upgrade-insecure-requests',
    ]);
    expect(directives(deployed)).to.include.members(directives(local));
    expect(local.removed).to.deep.equal([...deployed.removed, 'strict-transport-security']);
  });

  it('replace what an origin says in other letters, and take away what it tells of itself', () => {
    const origin = [
      ['x-frame-options', 'SAMEORIGIN'] as const,
      ['Server', 'AmazonS3'] as const,
      ['ETag', '"1"'] as const,
      ['Strict-Transport-Security', 'preload'] as const,
    ];

    const answered = withResponseHeaders(origin, local);

    expect(answered.filter(([name]) => /frame|server|etag|transport/i.test(name))).to.deep.equal([
      ['X-Frame-Options', 'DENY'],
      ['ETag', '"1"'],
    ]);
  });
});

describe('a distribution', () => {
  it('says in the log why its function failed, and answers 503 with the headers of the page', async () => {
    const file = await stackVariant({
      aws_cloudfront_function: (values) => {
        values['code'] = 'function handler() { throw new Error("no luck"); }';
      },
    });
    const server = await startCloudFront({ stackFile: file });

    const answer = await fetch(`${server.url}/`);
    await server.stop();

    expect(answer.status).to.equal(503);
    expect(answer.headers.get('x-frame-options')).to.equal('DENY');
    expect(server.log).to.deep.equal(['cloudfront: the viewer function failed: Error: no luck']);
  });

  const policies = (change: (policy: Values) => void) => ({ aws_cloudfront_response_headers_policy: change });
  const distributions = (change: (distribution: Values) => void) => ({ aws_cloudfront_distribution: change });
  const refused: readonly (readonly [string, Parameters<typeof stackVariant>[0]])[] = [
    [
      'a page in the place of an error',
      distributions((it) => (it['custom_error_response'][0].response_page_path = '/')),
    ],
    [
      'a limit by country',
      distributions((it) => (it['restrictions'][0].geo_restriction[0].restriction_type = 'whitelist')),
    ],
    [
      'a function on a response',
      distributions((it) => (it['default_cache_behavior'][0].function_association[0].event_type = 'viewer-response')),
    ],
    ['the cache_policy_id other', distributions((it) => (it['ordered_cache_behavior'][0].cache_policy_id = 'other'))],
    ['the path pattern /a*b', distributions((it) => (it['ordered_cache_behavior'][0].path_pattern = '/a*b'))],
    [
      'a distribution without exactly one path beside the page',
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
  for (const [what, change] of refused) {
    it(`stops the start with what is not emulated: ${what}`, async () => {
      const file = await stackVariant(change);

      const fault = await startCloudFront({ stackFile: file }).then(
        () => 'started',
        (error: Error) => error.message,
      );

      expect(fault).to.include(what).and.include('is not emulated.');
    });
  }
});
