import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toSubmissionLabel } from '#lib/submission-label.ts';

describe('The label of an import', () => {
  it('is the name of the file', () => {
    expect([toSubmissionLabel('list.csv'), toSubmissionLabel('x'.repeat(64))]).to.deep.equal([
      'list.csv',
      'x'.repeat(64),
    ]);
  });

  it('keeps the start and the end of a name longer than 64 characters, and splits no character', () => {
    const label = toSubmissionLabel(`${'😀'.repeat(60)} 2026-11-30.csv`);

    expect(label).to.equal(`${'😀'.repeat(32)}…${'😀'.repeat(16)} 2026-11-30.csv`);
    expect(Array.from(label)).to.have.lengthOf(64);
  });
});
