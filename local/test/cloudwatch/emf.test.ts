import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readEmf } from '#local/cloudwatch/emf.ts';
import { createMetric } from '#local/cloudwatch/metric.ts';

const atMillis = Date.parse('2026-01-01T00:00:00Z');

/** An EMF line with one metric, in the format of our functions. */
function createLine(changes: { root?: object; directive?: object; header?: object } = {}): string {
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

const logEventMetric = (name: string) => createMetric('CustomerIds', name, { service: 'log-event' });
const readErrors = (changes: Parameters<typeof createLine>[0]) => readEmf(createLine(changes))?.errors;

describe('readEmf', () => {
  it('parses the format that our functions write', () => {
    expect(readEmf(createLine())).to.deep.equal({
      data: [{ metric: logEventMetric('Added'), values: [3], atMillis }],
      errors: [],
    });
  });

  it('returns every value of a list for each dimension set, including the empty one', () => {
    const line = createLine({ root: { Added: [1, 2] }, directive: { Dimensions: [[], ['service']] } });

    expect(readEmf(line)?.data).to.deep.equal([
      { metric: createMetric('CustomerIds', 'Added'), values: [1, 2], atMillis },
      { metric: logEventMetric('Added'), values: [1, 2], atMillis },
    ]);
  });

  it('treats a dot in a metric name as part of the name', () => {
    const line = createLine({ root: { 'a.b': 7, a: { b: 8 } }, directive: { Metrics: [{ Name: 'a.b' }] } });

    expect(readEmf(line)?.data.map(({ values }) => values)).to.deep.equal([[7]]);
  });

  it('ignores lines that are not EMF', () => {
    const others = [
      '',
      'CloudWatchMetrics',
      '{"level":"INFO"}',
      '{"_aws":1,"is":"CloudWatchMetrics"}',
      '{"CloudWatchMetrics"',
    ];

    expect(others.map(readEmf)).to.deep.equal(others.map(() => undefined));
  });

  it('reports every metric that CloudWatch would silently drop', () => {
    expect(readErrors({ root: { Added: '3' } })).to.deep.equal(['Added is not a number at the top level of the line.']);
    expect(readErrors({ root: { Added: null } })).to.deep.equal([
      'Added is not a number at the top level of the line.',
    ]);
    expect(readErrors({ root: { Added: Array(101).fill(1) } })).to.deep.equal(['Added has more than 100 values.']);
    expect(readErrors({ root: { service: 7 } })).to.deep.equal([
      'The dimension service is not a string of 1 to 1024 characters.',
    ]);
    expect(readErrors({ directive: { Namespace: '' } })).to.deep.equal(['A directive has no Namespace.']);
    expect(readErrors({ directive: { Dimensions: 'service' } })).to.deep.equal([
      'Dimensions or Metrics is not a list.',
    ]);
    expect(readErrors({ directive: { Dimensions: [[1]] } })).to.deep.equal(['A dimension set is not a list of names.']);
    expect(readErrors({ directive: { Metrics: [{}] } })).to.deep.equal(['A metric has no Name.']);
    expect(readErrors({ directive: { Metrics: Array(101).fill({ Name: 'Added' }) } })).to.deep.equal([
      'A directive has more than 100 metrics.',
    ]);
    expect(readErrors({ header: { Timestamp: '2026' } })).to.deep.equal(['Timestamp is not a number.']);
  });

  it('returns the valid metrics of a line with an invalid one', () => {
    const line = createLine({ directive: { Metrics: [{ Name: 'Absent' }, { Name: 'Added' }] } });

    expect(readEmf(line)).to.deep.equal({
      data: [{ metric: logEventMetric('Added'), values: [3], atMillis }],
      errors: ['Absent is not a number at the top level of the line.'],
    });
  });
});
