import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { type HttpClient, httpClient } from '#support/local/http-client.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { readFunctions } from '#tools/docs/stack-functions.ts';
import { idsPerLookup, idsPerPage, idsPerSubmission, type Operation, operations } from '#tools/docs/usage.ts';
import { openLocalAws } from '#tools/lib/local-aws.ts';
import { readStack } from '#tools/lib/stack.ts';

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `CUST-${String(index + 1).padStart(6, '0')}`);

const customer = '/customer-ids/CUST-000000';
const json = { 'content-type': 'application/json' };

interface Line {
  readonly functionName: string;
  readonly text: string;
}

describe('the deployed bundles use on the local AWS what docs/cost.md assumes:', function () {
  this.timeout(600_000);
  const names = new Map(readFunctions(readStack()).map(({ name, functionName }) => [functionName, name]));
  let local: RunningLocalAws;
  let send: HttpClient;

  before(async () => {
    local = await startTemporaryLocalAws();
    send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
  });

  after(() => local.stop());

  const readLines = (): readonly Line[] =>
    local.log.flatMap((line) => {
      const [prefix = '', ...rest] = line.split(': ');
      const functionName = names.get(prefix);
      return functionName === undefined ? [] : [{ functionName, text: rest.join(': ') }];
    });

  /** Every invocation logs one line with its duration, after the others. */
  const selectInvocations = (lines: readonly Line[]) => lines.filter(({ text }) => text.includes('"durationMillis"'));

  async function measure(work: () => Promise<unknown>, { millis, logLines, logBytes }: Operation): Promise<void> {
    const functions = Object.keys(millis);
    const before = readLines().length;
    await work();
    const lines = await eventually(() => {
      const logged = readLines().slice(before);
      const own = logged.filter(({ functionName }) => functions.includes(functionName));
      return selectInvocations(own).length < functions.length ? undefined : own;
    });
    const bytes = lines.reduce((total, { text }) => total + text.length, 0);

    expect(selectInvocations(lines).map(({ functionName }) => functionName)).to.deep.equal(functions);
    expect(lines).to.have.lengthOf(logLines);
    // Durations have more digits on a slow machine.
    expect(bytes).to.be.within(logBytes * 0.97, logBytes * 1.03);
  }

  it('adding an ID', () => measure(() => send({ method: 'PUT', path: customer }), operations.put));

  it('looking up an ID', () => measure(() => send({ method: 'GET', path: customer }), operations.get));

  it('deleting an ID', () => measure(() => send({ method: 'DELETE', path: customer }), operations.delete));

  it('processing a submission of 100 IDs, from the request to the last step', async () => {
    let submissionId = '';
    const work = async () => {
      submissionId = await submit(send, ids(idsPerSubmission));
      await waitUntilCompleted(send, submissionId);
    };
    await measure(work, operations.submit);

    await measure(() => send({ method: 'GET', path: `/submissions/${submissionId}` }), operations.poll);
  });

  it('starting one execution per submission, whose start and states are the billed transitions', async () => {
    const states = new SFNClient(openLocalAws({ AWS_ENDPOINT_URL: local.awsUrl }).client);
    const { stateMachines: [machine] = [] } = await states.send(new ListStateMachinesCommand({}));
    const stateMachineArn = machine?.stateMachineArn;
    const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
    const { events = [] } = await states.send(
      new GetExecutionHistoryCommand({ executionArn: executions[0]?.executionArn }),
    );
    states.destroy();
    const entered = events.filter(({ type }) => type?.endsWith('StateEntered'));

    expect(executions).to.have.lengthOf(operations.submit.events);
    expect(entered.length + 1).to.equal(operations.submit.transitions);
  });

  it('looking up 100 IDs at once', () => {
    const body = JSON.stringify({ ids: ids(idsPerLookup) });
    return measure(() => send({ method: 'POST', path: '/lookups', headers: json, body }), operations.lookUp);
  });

  it('listing a page of 50 IDs', () =>
    measure(() => send({ method: 'GET', path: `/customer-ids?limit=${idsPerPage}` }), operations.list));
});
