import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planned, planOf } from '#support/tools/plan.ts';
import type { Fields } from '#tools/lib/json.ts';
import { reviewPlan, warnsOfRisk } from '#tools/review/review-plan.ts';

const sentinel = `cidw04page${'5e'.repeat(16)}`;

const key = (name: string, when: 'keep' | 'add' | 'destroy'): Fields => {
  const values = { name: `customer-ids-dev-${name}`, value: sentinel };
  return planned('aws_api_gateway_api_key', {
    key: name,
    module: 'module.api',
    ...(when !== 'add' && { before: values }),
    ...(when !== 'destroy' && { after: values }),
  });
};

const plan = (client: string, rate: number, before?: number): Fields => {
  const values = (limit: number) => ({
    name: `customer-ids-dev-${client}`,
    throttle_settings: [{ rate_limit: limit, burst_limit: 40 }],
    quota_settings: [{ limit: 1000, period: 'DAY' }],
    api_stages: [{ throttle: [{ path: '/customer-ids/{id}/GET', rate_limit: 10, burst_limit: 15 }] }],
  });
  const change = { after: values(rate), ...(before !== undefined && { before: values(before) }) };
  return planned('aws_api_gateway_usage_plan', { key: client, module: 'module.api', ...change });
};

function review(...resources: readonly Fields[]) {
  const text = reviewPlan(planOf(...resources));
  const lines = text.split('\n');
  const section = lines.slice(lines.indexOf('## Clients') + 2);
  return {
    text,
    first: lines[0],
    warnings: lines.filter((line) => line.startsWith('- **Access:**')),
    clients: section.slice(0, section.indexOf('')),
  };
}

const limits = (rate: number) =>
  `limits of each key: ${rate} requests per second with a burst of 40; \`GET /customer-ids/{id}\` 10 per second with a burst of 15; 1000 requests a day`;

describe('the clients in a plan review', () => {
  it('states for each client whether it may read or write, and its limits', () => {
    const { clients } = review(
      key('billing-read-3', 'add'),
      key('page-write-1', 'add'),
      plan('billing', 20),
      plan('page', 50),
    );

    expect(clients).to.deep.equal([
      '- `billing`',
      '  - key 3 may only read',
      `  - ${limits(20)}`,
      '- `page`',
      '  - key 1 may read and write',
      `  - ${limits(50)}`,
    ]);
  });

  it('warns on the first line when the access of a client changes from read to write', () => {
    const { first, warnings, clients } = review(
      key('billing-read-1', 'destroy'),
      key('billing-write-1', 'add'),
      key('page-write-1', 'keep'),
    );

    expect(first).to.equal('# WARNING: 2 risks to consider before you change dev');
    expect(warnings).to.deep.equal([
      '- **Access:** `billing` gains write access: it can add and delete every customer ID.',
    ]);
    expect(clients).to.include.members([
      '  - **new:** key 1 may read and write',
      '  - **removed:** ~~key 1 may only read~~',
    ]);
  });

  it('warns on the first line when a client that may write is added to an existing stack', () => {
    const { text, first, warnings } = review(key('crm-write-1', 'add'), key('page-write-1', 'keep'));

    expect(first).to.equal('# WARNING: 1 risk to consider before you change dev');
    expect(warnings).to.deep.equal([
      '- **Access:** `crm` gains write access: it can add and delete every customer ID.',
    ]);
    expect(warnsOfRisk(text), 'AUTO=1 does not apply it').to.equal(true);
  });

  it('does not warn about a new reading client, a rotation, or the clients of a new stack', () => {
    expect(review(key('billing-read-1', 'add'), key('page-write-1', 'keep')).first).to.equal('# Plan for dev');
    expect(review(key('page-write-1', 'keep'), key('page-write-2', 'add')).first).to.equal('# Plan for dev');
    expect(review(key('page-write-1', 'add')).first).to.equal('# Plan for dev');
  });

  it('marks changed limits and a new generation of a key', () => {
    const { clients } = review(key('page-write-1', 'keep'), key('page-write-2', 'add'), plan('page', 20, 50));

    expect(clients).to.deep.equal([
      '- `page`',
      '  - key 1 may read and write',
      '  - **new:** key 2 may read and write',
      `  - **new:** ${limits(20)}`,
      `  - **removed:** ~~${limits(50)}~~`,
    ]);
  });

  it('treats a key whose address does not state its access as one that may write', () => {
    const { warnings } = review(key('page-write-1', 'keep'), key('legacy', 'add'));

    expect(warnings).to.deep.equal([
      '- **Access:** `module.api.aws_api_gateway_api_key.this["legacy"]` gains write access: it can add and delete every customer ID.',
    ]);
  });

  it('never contains the value of a key, even if the plan states it in changes, outputs and the state', () => {
    const values = { id: 'id', value: sentinel };
    const change = { before: values, after: { id: 'other', value: sentinel.replace('5e', 'e5') } };
    const resources = [
      key('page-write-1', 'destroy'),
      key('page-write-2', 'add'),
      planned('aws_api_gateway_api_key', { key: 'crm-read-1', ...change }),
      planned('aws_api_gateway_usage_plan_key', { key: 'crm-read-1', ...change, replacedFor: ['value'] }),
    ];
    const state = { values: { root_module: { resources: [{ type: 'aws_api_gateway_api_key', values }] } } };
    const output_changes = { api_key_ids: { actions: ['update'], before: values, after: values } };
    const plan = { ...planOf(...resources), prior_state: state, planned_values: state.values, output_changes };
    const text = reviewPlan(plan);

    expect(text).to.contain('key 2 may read and write').and.not.to.contain(sentinel);
    expect(text).not.to.contain(sentinel.slice(-20));
  });
});
