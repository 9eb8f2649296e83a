import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { contentTypeOf } from '#local/cloudfront/object-metadata.ts';
import { readResponseHeaders, withResponseHeaders } from '#local/cloudfront/response-headers.ts';
import { FORBIDDEN } from '#local/cloudfront/s3-origin.ts';
import { readStack } from '#local/stack.ts';
import type { Score, SiteAnswer } from '#observatory/score.ts';
import { repository, resourceOf, stackFile } from '#support/local/stack-variants.ts';

type Headers = Parameters<typeof withResponseHeaders>[0];

const deployed = readResponseHeaders(readStack(stackFile));

const siteAnswer = (status: number, headers: Headers, body: string): SiteAnswer => ({
  status,
  headers: Object.fromEntries(withResponseHeaders(headers, deployed)),
  body,
});

const page = () => readFileSync(join(repository, 'frontend/dist/index.html'), 'utf8');

/** The API's own errors, as API Gateway answers them; the functions answer with the same headers. */
function gatewayAnswers(): readonly (readonly [string, SiteAnswer])[] {
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

describe("the deployed site, judged by MDN's HTTP Observatory", () => {
  let scoreOf: (answer: SiteAnswer) => Score;

  before(async () => {
    ({ scoreOf } = await import('#observatory/score.ts'));
  });

  it('has an A+ with 130 points or more for the page', () => {
    const { points, grade, findings } = scoreOf(siteAnswer(200, [['Content-Type', contentTypeOf('.html')]], page()));

    expect(grade).to.equal('A+');
    expect(points, JSON.stringify(findings)).to.be.at.least(130);
  });

  it('has no less for what is missing', () => {
    const { points, findings } = scoreOf(siteAnswer(403, FORBIDDEN.headers, FORBIDDEN.body.toString()));

    expect(points, JSON.stringify(findings)).to.be.at.least(130);
  });

  it('would have fewer points without any one of its security headers', () => {
    const counted = [
      'Content-Security-Policy',
      'Strict-Transport-Security',
      'X-Content-Type-Options',
      'Referrer-Policy',
      'Cross-Origin-Resource-Policy',
    ];
    const whole = siteAnswer(200, [['Content-Type', contentTypeOf('.html')]], page());

    const points = counted.map((left) => {
      const headers = Object.entries(whole.headers).filter(([name]) => name !== left);
      return scoreOf({ ...whole, headers: Object.fromEntries(headers) }).points;
    });

    expect(points.filter((each) => each >= 130)).to.deep.equal([]);
  });

  it("has an A+ for every error of the API's gateway", () => {
    const graded = gatewayAnswers().map(([type, answer]) => [type, scoreOf(answer).grade]);

    expect(graded).to.have.length.greaterThan(10);
    expect(graded.filter(([, grade]) => grade !== 'A+')).to.deep.equal([]);
  });
});
