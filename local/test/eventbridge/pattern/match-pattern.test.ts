import { expect } from 'chai';
import { describe, it } from 'mocha';
import { compilePattern } from '#local/eventbridge/pattern/compile-pattern.ts';
import { parseExactJson } from '#local/eventbridge/pattern/exact-json.ts';
import { MalformedPattern } from '#local/eventbridge/pattern/malformed-pattern.ts';
import { matchesPattern } from '#local/eventbridge/pattern/match-pattern.ts';
import { structureCases } from './structure-cases.ts';
import { valueCases } from './value-cases.ts';

const isMatch = (event: string, pattern: string): boolean =>
  matchesPattern(compilePattern(pattern), parseExactJson(event));

for (const [operator, cases] of Object.entries({ ...valueCases, ...structureCases }))
  describe(`event patterns: ${operator}`, () => {
    for (const [verdict, event, pattern, reason] of cases) {
      if (verdict === 'bad')
        it(`refuses ${pattern}: ${reason}`, () => {
          expect(() => compilePattern(pattern))
            .to.throw(MalformedPattern)
            .with.property('message')
            .that.matches(/^The pattern .*\.$/s);
        });
      else
        it(`${verdict === 'yes' ? 'matches' : 'passes over'} ${event} with ${pattern}: ${reason}`, () => {
          expect(isMatch(event, pattern)).to.equal(verdict === 'yes');
        });
    }
  });

describe('event patterns: cost', () => {
  it('does not let a hostile text make a wildcard slow', () => {
    const startedAt = performance.now();

    expect(isMatch(JSON.stringify({ a: 'a'.repeat(60_000) }), '{"a":[{"wildcard":"*a*a*a*a*a*a*a*b"}]}')).to.equal(
      false,
    );
    expect(performance.now() - startedAt).to.be.lessThan(500);
  });
});
