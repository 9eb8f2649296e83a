import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readEmf } from '#local/cloudwatch/emf.ts';
import { metricOf } from '#local/cloudwatch/metric.ts';

const atMillis = Date.parse('2026-01-01T00:00:00Z');

/** A line with one directive of one metric, as our functions write it, with some of it changed. */
function lineWith(changes: { root?: object; directive?: object; header?: object } = {}): string {
  const directive = {
    Namespace: 'CustomerIds',
    Dimensions: [['service']],
    Metrics: [{ Name: 'Added', Unit: 'Count' }],
  };
  return JSON.stringify({
    _aws: { Timestamp: atMillis, CloudWatchMetrics: [{ ...directive, ...changes.directive }], ...changes.header },
    service: 'log-event',
    Added: 3,
    ...changes.root,
  });
}

const ofLogEvent = (name: string) => metricOf('CustomerIds', name, { service: 'log-event' });
const faultsOf = (changes: Parameters<typeof lineWith>[0]) => readEmf(lineWith(changes))?.faults;

describe('the EMF reader', () => {
  it('finds what our own functions write', () => {
    expect(readEmf(lineWith())).to.deep.equal({
      data: [{ metric: ofLogEvent('Added'), values: [3], atMillis }],
      faults: [],
    });
  });

  it('counts each value of a list, for each set of dimensions, the empty one too', () => {
    const line = lineWith({ root: { Added: [1, 2] }, directive: { Dimensions: [[], ['service']] } });

    expect(readEmf(line)?.data).to.deep.equal([
      { metric: metricOf('CustomerIds', 'Added'), values: [1, 2], atMillis },
      { metric: ofLogEvent('Added'), values: [1, 2], atMillis },
    ]);
  });

  it('takes a name with a dot for the name of a member and not for a path', () => {
    const line = lineWith({ root: { 'a.b': 7, a: { b: 8 } }, directive: { Metrics: [{ Name: 'a.b' }] } });

    expect(readEmf(line)?.data.map(({ values }) => values)).to.deep.equal([[7]]);
  });

  it('leaves every other line alone', () => {
    const others = [
      '',
      'CloudWatchMetrics',
      '{"level":"INFO"}',
      '{"_aws":1,"is":"CloudWatchMetrics"}',
      '{"CloudWatchMetrics"',
    ];

    expect(others.map(readEmf)).to.deep.equal(others.map(() => undefined));
  });

  it('says what CloudWatch would drop without a word', () => {
    expect(faultsOf({ root: { Added: '3' } })).to.deep.equal(['Added is no number in the line itself.']);
    expect(faultsOf({ root: { Added: null } })).to.deep.equal(['Added is no number in the line itself.']);
    expect(faultsOf({ root: { Added: Array(101).fill(1) } })).to.deep.equal(['Added has more than 100 values.']);
    expect(faultsOf({ root: { service: 7 } })).to.deep.equal([
      'The dimension service is no text of 1 to 1024 characters.',
    ]);
    expect(faultsOf({ directive: { Namespace: '' } })).to.deep.equal(['A directive has no Namespace.']);
    expect(faultsOf({ directive: { Dimensions: 'service' } })).to.deep.equal(['Dimensions or Metrics is not a list.']);
    expect(faultsOf({ directive: { Dimensions: [[1]] } })).to.deep.equal([
      'A set of dimensions is not a list of names.',
    ]);
    expect(faultsOf({ directive: { Metrics: [{}] } })).to.deep.equal(['A metric has no Name.']);
    expect(faultsOf({ directive: { Metrics: Array(101).fill({ Name: 'Added' }) } })).to.deep.equal([
      'A directive has more than 100 metrics.',
    ]);
    expect(faultsOf({ header: { Timestamp: '2026' } })).to.deep.equal(['Timestamp is not a number of milliseconds.']);
  });

  it('keeps what is right beside what is wrong', () => {
    const line = lineWith({ directive: { Metrics: [{ Name: 'Absent' }, { Name: 'Added' }] } });

    expect(readEmf(line)).to.deep.equal({
      data: [{ metric: ofLogEvent('Added'), values: [3], atMillis }],
      faults: ['Absent is no number in the line itself.'],
    });
  });
});
