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
        it(`rejects the event pattern ${pattern}: ${reason}`, () => {
          expect(() => compilePattern(pattern))
            .to.throw(MalformedPattern)
            .with.property('message')
            .that.matches(/^The pattern .*\.$/s);
        });
      else
        it(`${verdict === 'yes' ? 'matches' : 'does not match'} ${event} with ${pattern}: ${reason}`, () => {
          expect(isMatch(event, pattern)).to.equal(verdict === 'yes');
        });
    }
  });

describe('event patterns: performance', () => {
  it('matches a wildcard without backtracking, which would never finish on this input', () => {
    expect(isMatch(JSON.stringify({ a: 'a'.repeat(60_000) }), '{"a":[{"wildcard":"*a*a*a*a*a*a*a*b"}]}')).to.equal(
      false,
    );
  });
});
