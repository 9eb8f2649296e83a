import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { contentTypeOf } from '#local/cloudfront/object-metadata.ts';
import { applyResponseHeaders, readResponseHeaders } from '#local/cloudfront/response-headers.ts';
import { FORBIDDEN } from '#local/cloudfront/s3-origin.ts';
import { readStack } from '#local/stack.ts';
import type { Score, SiteResponse } from '#observatory/score.ts';
import { repository, resourceOf, stackFile } from '#support/local/stack-variants.ts';

type Headers = Parameters<typeof applyResponseHeaders>[0];

const deployed = readResponseHeaders(readStack(stackFile));

const createResponse = (status: number, headers: Headers, body: string): SiteResponse => ({
  status,
  headers: Object.fromEntries(applyResponseHeaders(headers, deployed)),
  body,
});

const page = () => readFileSync(join(repository, 'frontend/dist/index.html'), 'utf8');

/** The gateway responses of the API; the functions send the same headers. */
function listGatewayResponses(): readonly (readonly [string, SiteResponse])[] {
  const responses: Record<string, { statusCode?: string; responseParameters: Record<string, string> }> =
    resourceOf('aws_api_gateway_rest_api')['body']['x-amazon-apigateway-gateway-responses'];
  return Object.entries(responses).map(([type, { statusCode = '400', responseParameters }]) => {
    const headers = Object.entries(responseParameters).map(([name, value]) => [
      name.replace('gatewayresponse.header.', ''),
      value.slice(1, -1),
    ]);
    return [type, { status: Number(statusCode), headers: Object.fromEntries(headers), body: '{}' }];
  });
}

describe("MDN's HTTP Observatory score of the deployed site", () => {
  let scoreOf: (answer: SiteResponse) => Score;

  before(async () => {
    ({ calculateScore: scoreOf } = await import('#observatory/score.ts'));
  });

  it('rates the page A+ with at least 130 points', () => {
    const { points, grade, findings } = scoreOf(
      createResponse(200, [['Content-Type', contentTypeOf('.html')]], page()),
    );

    expect(grade).to.equal('A+');
    expect(points, JSON.stringify(findings)).to.be.at.least(130);
  });

  it('rates a missing file with at least 130 points', () => {
    const { points, findings } = scoreOf(createResponse(403, FORBIDDEN.headers, FORBIDDEN.body.toString()));

    expect(points, JSON.stringify(findings)).to.be.at.least(130);
  });

  it('drops below 130 points without any one of the security headers', () => {
    const counted = [
      'Content-Security-Policy',
      'Strict-Transport-Security',
      'X-Content-Type-Options',
      'Referrer-Policy',
      'Cross-Origin-Resource-Policy',
    ];
    const whole = createResponse(200, [['Content-Type', contentTypeOf('.html')]], page());

    const points = counted.map((removed) => {
      const headers = Object.entries(whole.headers).filter(([name]) => name !== removed);
      return scoreOf({ ...whole, headers: Object.fromEntries(headers) }).points;
    });

    expect(points.filter((each) => each >= 130)).to.deep.equal([]);
  });

  it('rates every gateway response of the API A+', () => {
    const graded = listGatewayResponses().map(([type, answer]) => [type, scoreOf(answer).grade]);

    expect(graded).to.have.length.greaterThan(10);
    expect(graded.filter(([, grade]) => grade !== 'A+')).to.deep.equal([]);
  });
});
