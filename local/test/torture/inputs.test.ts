import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { httpClient } from '#support/local/http-client.ts';
import { inProcessApi } from '#support/local/in-process-api.ts';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { naughtyStrings } from '#torture/inputs/corpora.ts';
import { isUnparsable } from '#torture/inputs/oracle.ts';
import { isCustomerId } from '#torture/inputs/parameter-oracle.ts';
import { runAllInputs, runSample } from '#torture/inputs/run-inputs.ts';
import { sendOverHttp } from '#torture/inputs/send-over-http.ts';

const controlCharacter = /[^\P{C}\t\n]|[\u2028\u2029]/u;

/** Lines that contain one of the IDs that the cases submit, an API key, or a character that forges or hides log text. */
const findLeaks = (lines: readonly string[], apiKey: string): readonly string[] =>
  lines.filter((line) => /torture-/i.test(line) || line.includes(apiKey) || controlCharacter.test(line));

describe('hostile inputs to gateway and functions in process', function () {
  this.timeout(600_000);
  let api: Awaited<ReturnType<typeof inProcessApi>>;

  before(async () => {
    api = await inProcessApi();
  });

  it('the oracle accepts the 39 naughty strings that are valid customer IDs', () => {
    expect(naughtyStrings.filter(isCustomerId)).to.have.length(39);
  });

  it('all inputs of the corpora (over 90,000) get the right status, and every refusal is a problem document', async () => {
    const accepts = (input: Parameters<typeof isUnparsable>[0]) => !isUnparsable(input);
    const report = await runAllInputs({ send: api.send, random: createSeededRandom(), concurrency: 1, accepts }, 2_000);

    expect(report.violations.join('\n')).to.equal('');
    expect(report.sent).to.be.above(90_000);
  });

  it('no hostile input stores an invalid ID or puts an ID, a key or a control character into the log', () => {
    expect(api.rows().filter(({ id }) => !isCustomerId(id) || id !== id.toUpperCase())).to.deep.equal([]);
    expect(
      findLeaks(
        api.lines.map((line) => JSON.stringify(line)),
        api.apiKey,
      ),
    ).to.deep.equal([]);
  });
});

describe('hostile inputs over HTTP', function () {
  this.timeout(600_000);
  let local: RunningLocalAws;

  before(async () => {
    local = await startTemporaryLocalAws();
  });
  after(() => local.stop());

  const api = () => httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });

  it('a sample of every group gets the right status and never one of 500 or above', async () => {
    const { send, close } = sendOverHttp({ port: Number(new URL(local.url).port), apiKey: local.apiKey });
    const report = await runSample({ send, random: createSeededRandom(), concurrency: 4 }, 120);
    close();

    expect(report.violations.join('\n')).to.equal('');
    expect(report.sent).to.be.above(1_200);
  });

  it('the workflow adds exactly the naughty strings that are valid IDs', async () => {
    const texts = naughtyStrings.filter((text) => Array.from(text).length <= 256);
    const batches = Array.from({ length: Math.ceil(texts.length / 100) }, (_, at) =>
      texts.slice(at * 100, (at + 1) * 100),
    );
    for (const batch of batches) {
      const { results } = await waitUntilCompleted(api(), await submit(api(), batch));
      const added = results.filter(({ outcome }) => outcome !== 'invalid').length;
      expect(added).to.equal(batch.filter(isCustomerId).length);
    }
  });

  it('only valid IDs are stored, and the log contains no ID, key or control character', async () => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { text } = await api()({ method: 'GET', path: `/customer-ids?limit=100${cursor && `&cursor=${cursor}`}` });
      const page = JSON.parse(text);
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor;
    }

    expect(ids).to.include('HASOWNPROPERTY');
    expect(ids.filter((id) => !isCustomerId(id) || id !== id.toUpperCase())).to.deep.equal([]);
    expect(findLeaks(local.log, local.apiKey)).to.deep.equal([]);
  });
});
