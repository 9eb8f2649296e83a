import { expect } from 'chai';
import { describe, it } from 'mocha';
import { attemptsMax, attemptTimeoutMillis, pauseBefore } from '#lib/api/retry.ts';
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

describe('The time budget of the page', () => {
  it('outlives the gateway, so that a person sees our answer and not an abort', () => {
    expect(gatewayTimeouts()).not.to.be.empty;
    expect(attemptTimeoutMillis).to.be.greaterThan(Math.max(...gatewayTimeouts()));
  });

  it('ends after three attempts', () => {
    expect(attemptsMax).to.equal(3);
    expect(pauseBefore(attemptsMax + 1, { kind: 'no-response' }, () => 0)).to.equal(undefined);
  });

  it('spreads the attempts of many pages over the whole pause', () => {
    const pauses = [0, 0.5, 1].map((chance) => pauseBefore(2, { kind: 'unavailable' }, () => chance));

    expect(pauses).to.deep.equal([0, 400, 800]);
  });
});
