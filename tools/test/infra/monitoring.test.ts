import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { resourcesOf } from '#support/tools/stack.ts';
import { rootFolder } from '#tools/lib/paths.ts';

const runbookFolder = join(rootFolder, 'docs/runbooks');
const headings = ['Symptom', 'Impact', 'Diagnose', 'Fix', 'Roll back', 'Prevent', 'Test locally'];
/** Alarms behind a variable, which the local stack does not have. */
const optional = ['no-traffic'];

const [{ dashboard_name: prefix, dashboard_body: dashboard }] = resourcesOf('aws_cloudwatch_dashboard');
const alarms = [...resourcesOf('aws_cloudwatch_metric_alarm'), ...resourcesOf('aws_cloudwatch_composite_alarm')];
const toKey = ({ alarm_name }: { readonly alarm_name: string }) => alarm_name.slice(prefix.length + 1);
const toRunbook = ({ alarm_description }: { readonly alarm_description: string }) =>
  / Runbook: docs\/runbooks\/([\w-]+)\.md$/.exec(alarm_description)?.[1];

const runbooks = readdirSync(runbookFolder)
  .filter((file) => file !== 'README.md')
  .map((file) => ({ key: file.replace(/\.md$/, ''), text: readFileSync(join(runbookFolder, file), 'utf8') }));
const splitSections = (text: string) => text.split(/^## /m).slice(1);
const triggered = ({ text }: { readonly text: string }) =>
  Array.from(text.matchAll(/make trigger-alarm ALARM=([\w-]+)/g), ([, key]) => key);

/** The names of the metrics that functions publish, from their only list. */
function publishedMetrics(): readonly string[] {
  const ports = readFileSync(join(rootFolder, 'functions/src/ports.ts'), 'utf8');
  const list = /export type MetricName =([^;]+);/.exec(ports)?.[1] ?? '';
  return Array.from(list.matchAll(/'(\w+)'/g), ([, name]) => String(name));
}

describe('the alarms and their runbooks', () => {
  it('match: every alarm names a runbook, and every runbook has an alarm', () => {
    const named = new Set([...alarms.map(toRunbook), ...optional]);

    expect([...named].toSorted()).to.deep.equal(runbooks.map(({ key }) => key).toSorted());
  });

  it('uses the same sections in the same order in every runbook, none of them empty', () => {
    for (const { key, text } of runbooks) {
      const sections = splitSections(text).map((section) => section.split('\n'));

      expect(text.split('\n')[0], key).to.match(new RegExp(`^# ${key}: .{10,}`));
      expect(
        sections.map(([heading]) => heading),
        key,
      ).to.deep.equal(headings);
      expect(
        sections.filter((lines) => lines.join('').length < 20).map(([heading]) => heading),
        key,
      ).to.deep.equal([]);
    }
  });

  it('shows in every runbook a make trigger-alarm command for one of its alarms', () => {
    const wrong = runbooks.filter((runbook) => {
      const own = alarms.filter((alarm) => toRunbook(alarm) === runbook.key).map(toKey);
      const keys = triggered(runbook);
      return optional.includes(runbook.key)
        ? keys.length > 0
        : keys.length === 0 || !keys.every((key) => own.includes(String(key)));
    });

    expect(wrong.map(({ key }) => key)).to.deep.equal([]);
  });

  it('shows runbook commands with valid shell syntax', () => {
    const readme = readFileSync(join(runbookFolder, 'README.md'), 'utf8');
    const blocks = [readme, ...runbooks.map(({ text }) => text)].flatMap((text) =>
      Array.from(text.matchAll(/^```sh\n(.*?)^```/gms), ([, block]) => block),
    );
    const { status, stderr } = spawnSync('sh', ['-n'], { input: blocks.join('\n'), encoding: 'utf8' });

    expect(blocks).to.have.length.greaterThan(30);
    expect([status, stderr]).to.deep.equal([0, '']);
  });

  it('refer only to existing runbooks and saved queries', () => {
    const queries = resourcesOf('aws_cloudwatch_query_definition').map(({ name }) => name.slice(prefix.length + 1));
    const texts = [...runbooks.map(({ text }) => text), ...alarms.map(({ alarm_description }) => alarm_description)];
    const links = texts.flatMap((text) => Array.from(text.matchAll(/\]\(([\w-]+)\.md\)/g), ([, key]) => key));
    const named = texts.flatMap((text) => Array.from(text.matchAll(/saved query `?([\w-]+)`?/g), ([, name]) => name));

    expect(links.filter((key) => key !== 'README' && !runbooks.some((runbook) => runbook.key === key))).to.deep.equal(
      [],
    );
    expect(named.filter((name) => !queries.includes(String(name)))).to.deep.equal([]);
  });
});

describe('the watched metrics', () => {
  it('number at most 55, and as many as decision 6 says', () => {
    const queries = resourcesOf('aws_cloudwatch_metric_alarm').flatMap(({ metric_query }) => metric_query);
    const metrics = queries.filter(({ metric }) => metric.length > 0);
    const decision = readFileSync(join(rootFolder, 'docs/adr/0006-alarms-chosen-by-cost.md'), 'utf8');

    expect(metrics).to.have.length.of.at.most(55);
    expect(decision).to.contain(`That is ${metrics.length} metrics`);
  });

  it('are published by our functions, a metric filter or AWS', () => {
    const filtered = resourcesOf('aws_cloudwatch_log_metric_filter').map(
      ({ metric_transformation: [{ name }] }) => name,
    );
    const own = resourcesOf('aws_cloudwatch_metric_alarm')
      .flatMap(({ metric_query }) => metric_query.flatMap(({ metric }) => metric))
      .filter(({ namespace }) => !namespace.startsWith('AWS/'));

    expect([...publishedMetrics(), ...filtered]).to.include.members(own.map(({ metric_name }) => metric_name));
  });

  it('include every function metric on the dashboard', () => {
    const drawn = JSON.stringify(dashboard);
    const missing = publishedMetrics().filter(
      (name) => !drawn.includes(`MetricName=\\"${name}\\"`) && !drawn.includes(`"CustomerIds/local","${name}"`),
    );

    expect(publishedMetrics()).to.have.length.greaterThan(5);
    expect(missing).to.deep.equal([]);
  });
});
