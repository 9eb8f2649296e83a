import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  filterByLabel,
  groupSubmissions,
  mayContinue,
  type SubmissionGroup,
  sumCounts,
} from '#features/submissions/group-submissions.ts';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { holds } from '#support/functions/property.ts';

const startMillis = Date.parse('2026-11-22T12:00:00.000Z');
const hourMinutes = 60;

/** A submission received some minutes before noon. */
const received = (minutesBefore: number, label?: string): SubmissionSummary => ({
  submissionId: String(10_000 - minutesBefore),
  status: 'completed',
  action: 'add',
  ...(label === undefined ? {} : { label }),
  receivedAt: new Date(startMillis - minutesBefore * 60_000).toISOString(),
  counts: { submitted: 100 },
});

const toAges = (groups: readonly SubmissionGroup[]): readonly (readonly number[])[] =>
  groups.map(({ submissions }) => submissions.map(({ submissionId }) => 10_000 - Number(submissionId)));

/** Newest first, all received at different times. */
const lists = fc
  .uniqueArray(fc.tuple(fc.nat(600), fc.constantFrom(undefined, 'a.csv', 'b.csv')), {
    selector: ([minutesBefore]) => minutesBefore,
  })
  .map((entries) =>
    entries.toSorted(([one], [other]) => one - other).map(([minutesBefore, label]) => received(minutesBefore, label)),
  );

describe('groupSubmissions', () => {
  it('makes one group of the submissions of an import, even if another client submits in between', () => {
    const groups = groupSubmissions([
      received(1, 'a.csv'),
      received(2),
      received(3, 'b.csv'),
      received(4, 'a.csv'),
      received(5),
      received(6, 'b.csv'),
      received(7, 'a.csv'),
    ]);

    expect(toAges(groups)).to.deep.equal([[1, 4, 7], [2], [3, 6], [5]]);
  });

  it('separates the submissions of two clients that use the same label', () => {
    const by = (client: string, minutesBefore: number) => ({ ...received(minutesBefore, 'a.csv'), client });

    const groups = groupSubmissions([by('page', 1), by('crm', 2), by('page', 3)]);

    expect(toAges(groups)).to.deep.equal([[1, 3], [2]]);
  });

  it('starts another group after a gap of more than an hour, so that a file imported again is another import', () => {
    const groups = groupSubmissions([
      received(0, 'a.csv'),
      received(hourMinutes, 'a.csv'),
      received(2 * hourMinutes + 1, 'a.csv'),
      received(2 * hourMinutes + 2, 'a.csv'),
    ]);

    expect(toAges(groups)).to.deep.equal([
      [0, 60],
      [121, 122],
    ]);
  });

  it('does not mix the deletion of IDs with the import that added them under the same label', () => {
    const groups = groupSubmissions([{ ...received(0, 'a.csv'), action: 'delete' }, received(1, 'a.csv')]);

    expect(toAges(groups)).to.deep.equal([[0], [1]]);
  });

  it('keeps the key of a group when newer and older submissions of the same import are added', () => {
    const keyOf = (...minutesBefore: readonly number[]) =>
      groupSubmissions(minutesBefore.map((minutes) => received(minutes, 'a.csv')))[0]?.key;

    expect([keyOf(5, 6), keyOf(4, 5, 6, 7)]).to.deep.equal([keyOf(5), keyOf(5)]);
  });

  it('loses, doubles and reorders no submission, and gives each group its own key', () => {
    holds(
      fc.property(lists, (submissions) => {
        const groups = groupSubmissions(submissions);

        expect(
          groups
            .flatMap((group) => group.submissions)
            .toSorted((one, other) => Number(other.submissionId) - Number(one.submissionId)),
        ).to.deep.equal(submissions);
        for (const { newest, oldest, submissions: grouped } of groups) {
          expect([grouped[0], grouped.at(-1)]).to.deep.equal([newest, oldest]);
          expect(grouped).to.deep.equal(submissions.filter((each) => grouped.includes(each)));
          expect(new Set(grouped.map(({ label }) => label)).size).to.equal(1);
        }
        expect(groups.map(({ newest }) => newest)).to.deep.equal(
          submissions.filter((each) => groups.some(({ newest }) => newest === each)),
        );
        expect(new Set(groups.map(({ key }) => key)).size).to.equal(groups.length);
      }),
    );
  });

  it('makes the same groups whether the list was loaded at once or page by page', () => {
    holds(
      fc.property(lists, fc.nat(20), (submissions, loaded) => {
        const whole = toAges(groupSubmissions(submissions));
        const first = toAges(groupSubmissions(submissions.slice(0, loaded)));

        expect(first).to.deep.equal(
          whole.map((ages) => ages.filter((age) => first.flat().includes(age))).filter((ages) => ages.length > 0),
        );
      }),
    );
  });
});

describe('mayContinue', () => {
  it('is true unless the loaded submissions reach further back than an hour before the oldest of the group', () => {
    const submissions = [received(0, 'a.csv'), received(1, 'b.csv'), received(hourMinutes + 1)];
    const [first, second] = groupSubmissions(submissions);
    const oldest = received(hourMinutes + 1);

    expect([first && mayContinue(first, oldest), second && mayContinue(second, oldest)]).to.deep.equal([false, true]);
  });
});

describe('filterByLabel', () => {
  it('finds a part of the label in upper or lower case, and nothing without a label', () => {
    const submissions = [received(0, 'Customers 2026.csv'), received(1), received(2, 'orders.csv')];

    expect(filterByLabel(submissions, 'tomers 2')).to.deep.equal([received(0, 'Customers 2026.csv')]);
    expect(filterByLabel(submissions, '')).to.equal(submissions);
    expect(filterByLabel(submissions, 'missing')).to.deep.equal([]);
  });
});

describe('sumCounts', () => {
  it('adds up each outcome, counting missing ones as zero', () => {
    const submissions: readonly SubmissionSummary[] = [
      { ...received(0), counts: { submitted: 100, added: 90, existing: 4, invalid: 6 } },
      { ...received(1), counts: { submitted: 50, added: 50, existing: 0, invalid: 0 } },
      { ...received(2), status: 'received', counts: { submitted: 7 } },
    ];

    expect(sumCounts(submissions)).to.deep.equal({
      submitted: 157,
      added: 140,
      existing: 4,
      deleted: 0,
      absent: 0,
      changed: 0,
      invalid: 6,
    });
  });
});
