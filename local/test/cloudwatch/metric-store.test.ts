import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createMetric } from '#local/cloudwatch/metric.ts';
import { MetricStore } from '#local/cloudwatch/metric-store.ts';
import { isStatistic, type Statistic } from '#local/cloudwatch/statistics.ts';

const minute = 60_000;
const latency = createMetric('AWS/ApiGateway', 'Latency', { ApiName: 'registry', Stage: 'api' });

describe('MetricStore', () => {
  it('computes each statistic over the requested minutes', () => {
    const store = new MetricStore(10);
    for (let value = 1; value <= 100; value += 1) store.record(latency, value, (value % 2) * minute);
    store.record(latency, 9_999, 2 * minute);
    const statistics = store.getStatistics(latency, 0, 2 * minute);
    const names: readonly Statistic[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum', 'p50', 'p99', 'p100'];

    expect(names.map((name) => statistics?.statistic(name))).to.deep.equal([100, 5050, 50.5, 1, 100, 50, 99, 100]);
  });

  it('rounds values for percentiles to three digits to bound memory', () => {
    const store = new MetricStore(10);
    store.record(latency, 1_234.5, 0);

    expect(store.getStatistics(latency, 0, minute)?.statistic('p90')).to.equal(1_230);
    expect(store.getStatistics(latency, 0, minute)?.statistic('Maximum')).to.equal(1_234.5);
  });

  it('distinguishes metrics by dimensions, regardless of their order', () => {
    const store = new MetricStore(10);
    store.record(createMetric('AWS/ApiGateway', 'Latency', { Stage: 'api', ApiName: 'registry' }), 5, 0);
    store.record(createMetric('AWS/ApiGateway', 'Latency', { ApiName: 'registry' }), 7, 0);

    expect(store.getStatistics(latency, 0, minute)?.statistic('Sum')).to.equal(5);
    expect(store.metrics()).to.have.length(2);
  });

  it('returns undefined without data and drops data beyond the retention', () => {
    const store = new MetricStore(3);
    store.record(latency, 1, 0);
    store.record(latency, 1, 3 * minute);

    expect(store.getStatistics(latency, 0, minute)).to.equal(undefined);
    expect(store.getStatistics(latency, minute, 3 * minute)).to.equal(undefined);
    expect(store.getStatistics(latency, 3 * minute, 4 * minute)?.statistic('Sum')).to.equal(1);
  });

  it('rejects more than 1,000 metrics', () => {
    const store = new MetricStore(3);
    const recorded = Array.from({ length: 1_001 }, (_, index) => store.record(createMetric('Own', `m${index}`), 1, 0));

    expect(recorded.filter((isRecorded) => isRecorded)).to.have.length(1_000);
    expect(recorded.at(-1)).to.equal(false);
  });

  it('recognizes supported statistics', () => {
    expect(['Sum', 'p99', 'p99.9', 'p100'].every(isStatistic)).to.equal(true);
    expect(['sum', 'p101', 'tm99', 'IQM', 'p'].some(isStatistic)).to.equal(false);
  });
});
