import { expect } from 'chai';
import { describe, it } from 'mocha';
import { powertoolsMetrics } from '#adapters/powertools/metrics.ts';
import { capturedOutput } from '#support/functions/captured-output.ts';

describe('powertoolsMetrics', () => {
  it('writes one line in embedded metric format with namespace and service', async () => {
    const lines = await capturedOutput(() => powertoolsMetrics('CustomerIds', 'put-customer-id')({ Added: 1 }));

    const [line] = lines.map((text) => JSON.parse(text));
    expect(lines).to.have.length(1);
    expect(line).to.include({ service: 'put-customer-id', Added: 1 });
    expect(line._aws.CloudWatchMetrics).to.deep.equal([
      { Namespace: 'CustomerIds', Dimensions: [['service']], Metrics: [{ Name: 'Added', Unit: 'Count' }] },
    ]);
  });

  it('writes nothing if there are no values', async () => {
    expect(await capturedOutput(() => powertoolsMetrics('CustomerIds', 'list-customer-ids')({}))).to.deep.equal([]);
  });
});
