import { Ajv } from 'ajv';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { eventExample, eventSchema } from '#support/functions/state-machine.ts';

describe('CustomerIdsSubmitted schema', () => {
  const validate = new Ajv({ strict: true }).compile(eventSchema());
  const example = eventExample();
  const withDetail = (detail: unknown) => ({ ...example, detail });

  it('accepts the example', () => {
    expect(validate(example), JSON.stringify(validate.errors)).to.equal(true);
  });

  it('accepts the example in the EventBridge envelope', () => {
    const delivered = {
      version: '0',
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      account: '123456789012',
      time: '2026-11-22T10:00:00Z',
      region: 'eu-central-1',
      resources: [],
      'replay-name': 'after-the-fix',
      ...example,
    };

    expect(validate(delivered), JSON.stringify(validate.errors)).to.equal(true);
  });

  const submissionId = '01M81DJ99T2MFG6C0VJ1HNPE5S';
  const wrong: readonly (readonly [string, unknown])[] = [
    ['no detail', { ...example, detail: undefined }],
    ['another source', { ...example, source: 'somebody.else' }],
    ['a submission ID that is not a ULID', withDetail({ submissionId: 'idempotency#1' })],
    ['no submission ID', withDetail({})],
    ['customer IDs in the detail', withDetail({ submissionId, ids: ['CUST-001'] })],
  ];
  for (const [what, event] of wrong) {
    it(`rejects ${what}`, () => expect(validate(event)).to.equal(false));
  }
});
