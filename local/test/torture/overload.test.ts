import { expect } from 'chai';
import { describe, it } from 'mocha';
import { generateLoad } from '#bench/load-generator.ts';
import { defaultRunLimits } from '#local/lambda/run-slots.ts';
import { httpClient } from '#support/local/http-client.ts';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { withSpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { verifyAcknowledged } from '#torture/overload.ts';

/** Twice what runs and waits at once, so that the rest is refused on any machine. */
const connections = 2 * (defaultRunLimits.busyMax + defaultRunLimits.queueMax);

describe('overload', () => {
  it('is refused early with 429 or 503 and Retry-After, loses no acknowledged write, and service is normal afterwards', async function () {
    this.timeout(600_000);
    await withSpawnedLocalAws(async (local) => {
      const { url, apiKey } = local;
      const mode = { kind: 'closed', connections } as const;
      const load = { url, apiKey, mode, durationMillis: 3_000, random: createSeededRandom(), runName: 'flood' };

      const report = await generateLoad(load);
      await verifyAcknowledged(local, report);
      const afterwards = await httpClient(`${url}/api`, { 'x-api-key': apiKey })({
        method: 'PUT',
        path: '/customer-ids/AFTERWARDS',
      });

      expect(report.refusals).to.include.keys('429 too-many-requests');
      // On a starved machine a write that began can exceed its time.
      expect(Object.keys(report.refusals).filter((reason) => !refusals.includes(reason))).to.deep.equal([]);
      expect(report.withoutRetryAfter).to.equal(0);
      expect(report.good).to.be.greaterThan(0);
      expect(afterwards.status).to.equal(201);
    });
  });
});

const refusals = ['429 too-many-requests', '503 unavailable', '504 outcome-unknown'];
