import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { createHandler } from '#handlers/validate-id.ts';
import { lambdaContext } from '#support/functions/proxy-event.ts';
import { eventExample } from '#support/functions/state-machine.ts';
import { type SubmissionRuntime, submissionRuntime } from '#support/functions/submission-runtime.ts';
import { submissionId } from '#support/functions/values.ts';

describe('validate-id', () => {
  let runtime: SubmissionRuntime;

  beforeEach(() => {
    runtime = submissionRuntime();
  });

  const validate = (event: unknown) => createHandler(runtime)(event, lambdaContext());
  const errorOf = (event: unknown) => validate(event).then(String, (error: Error) => `${error.name}: ${error.message}`);
  const id = submissionId(1);

  it('validates each ID and returns the results in the submitted order', async () => {
    const ids = ['CUST-1', 'cust-1', 'bad id!', 'a', 'ß-1', '-12', 'A'.repeat(65), ''];

    const { results, validCount } = await validate({ submissionId: id, ids });

    expect(validCount).to.equal(2);
    expect(results).to.deep.equal([
      { id: 'CUST-1', outcome: 'valid' },
      { id: 'CUST-1', outcome: 'valid' },
      invalid('bad id!', 'A space is not allowed (character 4). Use letters, digits, hyphens and underscores.'),
      invalid('a', 'Too short: 1 of at least 3 characters.'),
      invalid('ß-1', '"ß" is not allowed (character 1). Use letters, digits, hyphens and underscores.'),
      invalid('-12', 'The first and last character must be a letter or a digit.'),
      invalid('A'.repeat(65), 'Too long: 65 of at most 64 characters.'),
      invalid('', 'Too short: 0 of at least 3 characters.'),
    ]);
  });

  it('records its own start and end times', async () => {
    const { steps } = await validate({ submissionId: id, ids: ['CUST-1'] });

    expect(steps).to.deep.equal([
      { name: 'ValidateIds', startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  it('accepts the detail of the example event', async () => {
    expect((await validate(eventExample()['detail'])).validCount).to.equal(2);
  });

  it('logs counts but no client input', async () => {
    await validate({ submissionId: id, ids: ['CUST-SECRET', 'secret!'] });

    expect(runtime.lines[0]?.fields).to.include({ step: 'ValidateIds', submissionId: id, valid: 1, invalid: 1 });
    expect(JSON.stringify(runtime.lines).toLowerCase()).not.to.include('secret');
  });

  for (const event of [
    null,
    'text',
    {},
    { submissionId: id },
    { ids: ['CUST-1'] },
    { submissionId: 'idempotency#1', ids: ['CUST-1'] },
    { submissionId: 7, ids: ['CUST-1'] },
    { submissionId: id, ids: 'CUST-1' },
    { submissionId: id, ids: [] },
    { submissionId: id, ids: [1] },
    { submissionId: id, ids: [['CUST-1']] },
    { submissionId: id, ids: ['\ud800x'] },
    { submissionId: id, ids: ['A'.repeat(257)] },
    { submissionId: id, ids: Array.from({ length: 101 }, () => 'CUST-1') },
  ]) {
    it(`throws InvalidSubmissionError for ${JSON.stringify(event)?.slice(0, 70)}`, async () => {
      expect(await errorOf(event)).to.match(/^InvalidSubmissionError: /);
    });
  }

  it('does not repeat the invalid input in the error message', async () => {
    expect(await errorOf({ submissionId: id, ids: ['secret\ud800'] })).not.to.include('secret');
  });
});

function invalid(id: string, reason: string) {
  return { id, outcome: 'invalid', reason };
}
