import { expect } from 'chai';
import { describe, it } from 'mocha';
import { attemptsMax, attemptTimeoutMillis, retryDelayMillis } from '#lib/api/retry.ts';
import { resourceOf } from '#support/local/stack-variants.ts';

interface Operation {
  readonly 'x-amazon-apigateway-integration': { readonly timeoutInMillis?: number };
}

function gatewayTimeouts(): readonly number[] {
  const paths: Record<string, Record<string, Operation>> = resourceOf('aws_api_gateway_rest_api')['body'].paths;
  return Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((operation) => operation['x-amazon-apigateway-integration'].timeoutInMillis ?? []);
}

describe('Retry policy of the API client', () => {
  it('has a timeout longer than that of the gateway', () => {
    expect(gatewayTimeouts()).not.to.be.empty;
    expect(attemptTimeoutMillis).to.be.greaterThan(Math.max(...gatewayTimeouts()));
  });

  it('stops after three attempts', () => {
    expect(attemptsMax).to.equal(3);
    expect(retryDelayMillis(attemptsMax + 1, { kind: 'no-response' }, () => 0)).to.equal(undefined);
  });

  it('spreads delays over the whole backoff interval', () => {
    const delays = [0, 0.5, 1].map((chance) => retryDelayMillis(2, { kind: 'unavailable' }, () => chance));

    expect(delays).to.deep.equal([0, 400, 800]);
  });
});
