import { expect } from 'chai';
import { describe, it } from 'mocha';
import { metricOf } from '#local/cloudwatch/metric.ts';
import { MetricStore } from '#local/cloudwatch/metric-store.ts';
import { isStatistic, type Statistic } from '#local/cloudwatch/statistics.ts';

const minute = 60_000;
const latency = metricOf('AWS/ApiGateway', 'Latency', { ApiName: 'registry', Stage: 'api' });

describe('the metric store', () => {
  it('gives each statistic of the minutes it is asked for', () => {
    const store = new MetricStore(10);
    for (let value = 1; value <= 100; value += 1) store.record(latency, value, (value % 2) * minute);
    store.record(latency, 9_999, 2 * minute);
    const figures = store.between(latency, 0, 2 * minute);
    const names: readonly Statistic[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum', 'p50', 'p99', 'p100'];

    expect(names.map((name) => figures?.statistic(name))).to.deep.equal([100, 5050, 50.5, 1, 100, 50, 99, 100]);
  });

  it('keeps percentiles to three digits, so that no flood of values fills the memory', () => {
    const store = new MetricStore(10);
    store.record(latency, 1_234.5, 0);

    expect(store.between(latency, 0, minute)?.statistic('p90')).to.equal(1_230);
    expect(store.between(latency, 0, minute)?.statistic('Maximum')).to.equal(1_234.5);
  });

  it('tells metrics apart by their dimensions, in whatever order', () => {
    const store = new MetricStore(10);
    store.record(metricOf('AWS/ApiGateway', 'Latency', { Stage: 'api', ApiName: 'registry' }), 5, 0);
    store.record(metricOf('AWS/ApiGateway', 'Latency', { ApiName: 'registry' }), 7, 0);

    expect(store.between(latency, 0, minute)?.statistic('Sum')).to.equal(5);
    expect(store.metrics()).to.have.length(2);
  });

  it('has nothing for a time in which nothing was counted, and forgets what nobody looks back to', () => {
    const store = new MetricStore(3);
    store.record(latency, 1, 0);
    store.record(latency, 1, 3 * minute);

    expect(store.between(latency, 0, minute)).to.equal(undefined);
    expect(store.between(latency, minute, 3 * minute)).to.equal(undefined);
    expect(store.between(latency, 3 * minute, 4 * minute)?.statistic('Sum')).to.equal(1);
  });

  it('takes no more than a thousand metrics', () => {
    const store = new MetricStore(3);
    const kept = Array.from({ length: 1_001 }, (_, index) => store.record(metricOf('Own', `m${index}`), 1, 0));

    expect(kept.filter((isKept) => isKept)).to.have.length(1_000);
    expect(kept.at(-1)).to.equal(false);
  });

  it('knows the statistics that it can give', () => {
    expect(['Sum', 'p99', 'p99.9', 'p100'].every(isStatistic)).to.equal(true);
    expect(['sum', 'p101', 'tm99', 'IQM', 'p'].some(isStatistic)).to.equal(false);
  });
});
