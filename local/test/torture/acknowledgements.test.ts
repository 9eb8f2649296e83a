import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findViolations, type Requests, type StoredRow } from '#torture/oracles/acknowledgements.ts';

const row = (more: Partial<StoredRow> = {}): StoredRow => ({
  id: 'CUST-1',
  state: 'active',
  version: 1,
  history: [{ action: 'added', token: 't1' }],
  ...more,
});
const added = { id: 'CUST-1', action: 'added', outcome: 'acknowledged', token: 't1' } as const;
const import1 = { submissionId: 's1', action: 'added', ids: ['cust-2'] } as const;
const requests = (more: Partial<Requests> = {}): Requests => ({ writes: [added], submissions: [], ...more });
const unnamed = { id: 'CUST-1', action: 'deleted', outcome: 'unknown' } as const;
const tombstone = (...history: StoredRow['history']) => row({ state: 'deleted', version: history.length, history });

describe('the acknowledgement log', () => {
  it('accepts a store in which each change has its request, and each acknowledged request its change', () => {
    const rows = [row(), row({ id: 'CUST-2', history: [{ action: 'added', token: 's1' }] })];
    const submissions = [{ ...import1, results: [{ id: 'CUST-2', outcome: 'added' }] }];

    expect(findViolations(requests({ submissions }), rows)).to.deep.equal([]);
  });

  it('accepts one change, or none, for each write of unknown outcome', () => {
    const deleted = tombstone({ action: 'added', token: 't1' }, { action: 'deleted', token: 'unseen' });

    expect(findViolations(requests({ writes: [added, unnamed] }), [row()])).to.deep.equal([]);
    expect(findViolations(requests({ writes: [added, unnamed] }), [deleted])).to.deep.equal([]);
  });

  it('reports an acknowledged write without a row or without its history entry', () => {
    expect(findViolations(requests(), [])).to.deep.equal(['CUST-1 was acknowledged as added and has no row.']);
    expect(findViolations(requests(), [row({ history: [{ action: 'added', token: 't9' }] })])).to.deep.equal([
      'CUST-1 was acknowledged as added by t1, which is not in its history.',
      'CUST-1 was added by t9, which no request explains.',
    ]);
  });

  it('reports an accepted submission that is not completed, adds nothing, or adds an ID twice', () => {
    const outcome = { id: 'CUST-2', outcome: 'added' };

    expect(findViolations({ writes: [], submissions: [import1] }, [])).to.deep.equal([
      'Submission s1 was accepted and is not completed.',
    ]);
    expect(findViolations({ writes: [], submissions: [{ ...import1, results: [outcome] }] }, [])).to.deep.equal([
      'CUST-2 was acknowledged as added and has no row.',
    ]);
    const stored = [row({ id: 'CUST-2', history: [{ action: 'added', token: 's1' }] })];
    const twice = [{ ...import1, results: [outcome, { id: 'cust-2', outcome: 'added' }] }];
    expect(findViolations({ writes: [], submissions: twice }, stored)).to.deep.equal([
      'Submission s1 reports CUST-2 as added twice.',
    ]);
  });

  it('reports a change that applied twice, a second effect of an unknown outcome and a state without its change', () => {
    const again = tombstone({ action: 'added', token: 't1' }, { action: 'added', token: 't1' });
    expect(findViolations(requests(), [again])).to.deep.equal([
      'CUST-1 contains the write t1 twice.',
      'The history of CUST-1 repeats an action: added,added.',
      'CUST-1 is deleted, but was last added.',
    ]);
    const twice = tombstone(
      { action: 'added', token: 't1' },
      { action: 'deleted', token: 'u1' },
      { action: 'added', token: 't2' },
      { action: 'deleted', token: 'u2' },
    );
    expect(findViolations(requests({ writes: [added, { ...added, token: 't2' }, unnamed] }), [twice])).to.deep.equal([
      'CUST-1 was deleted by u2, which no request explains.',
    ]);
  });
});
