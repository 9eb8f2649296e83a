// Fills the registry through the shipped operations and workflow, at chosen times.
import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbCustomerIds } from '#adapters/dynamodb/customer-id-store.ts';
import { dynamoDbSubmissions } from '#adapters/dynamodb/submission-store.ts';
import { sha256 } from '#adapters/system/digest.ts';
import { epochMillis } from '#domain/instant.ts';
import { createSubmissionId } from '#domain/submission-id.ts';
import { createHandler as addToTable } from '#handlers/add-to-table.ts';
import { deleteCustomerId } from '#handlers/delete-customer-id.ts';
import { createHandler as deleteFromTable } from '#handlers/delete-from-table.ts';
import { createHandler as logEvent } from '#handlers/log-event.ts';
import { putCustomerId } from '#handlers/put-customer-id.ts';
import { submitCustomerIds } from '#handlers/submit-customer-ids.ts';
import { createHandler as validateId } from '#handlers/validate-id.ts';
import type { Clock } from '#ports.ts';
import { memoryRuntime } from '#support/functions/memory-runtime.ts';
import { lambdaContext } from '#support/functions/proxy-event.ts';
import { execute, failing, type Tasks } from '#support/functions/run-state-machine.ts';
import { byApi, clientName, customerId } from '#support/functions/values.ts';
import { resourceOf } from '#support/local/stack-variants.ts';

const retentionDays = 30;
/** The clock advances by this much per reading, so that durations are reproducible. */
const tickMillis = 11;

function settableClock() {
  let nowMillis = 0;
  return {
    now: () => {
      nowMillis += tickMillis;
      return epochMillis(nowMillis);
    },
    moveTo: (time: string): void => {
      nowMillis = Date.parse(time);
    },
  };
}

/** Reproducible random bytes. */
function seededRandom() {
  let taken = 0;
  return (): Uint8Array => {
    taken += 1;
    return createHash('sha256').update(String(taken)).digest();
  };
}

const tableWith = (key: string) => String(resourceOf('aws_dynamodb_table', ({ hash_key }) => hash_key === key)['name']);

/** The tables of the local AWS. Events are not published, because the workflow runs here. */
function createPorts(client: DynamoDBClient, clock: Clock) {
  const deadline = { signal: new AbortController().signal };
  const random = seededRandom();
  return {
    clock,
    customerIds: dynamoDbCustomerIds(client, tableWith('id'), deadline),
    submissions: dynamoDbSubmissions(client, tableWith('submissionId'), deadline),
    eventBus: { publish: async () => undefined },
    newSubmissionId: () => createSubmissionId(clock.now(), random()),
    digest: sha256,
    pause: async () => undefined,
    pseudonym: sha256,
    submissionRetentionDays: retentionDays,
    tombstoneRetentionDays: retentionDays,
  };
}

function createTasks(deps: ReturnType<typeof createPorts>): Tasks {
  const runtime = memoryRuntime(deps, deps.clock);
  const [validate, add] = [validateId(runtime), addToTable(runtime)];
  const [remove, log] = [deleteFromTable(runtime), logEvent(runtime)];
  const context = lambdaContext(60_000);
  return {
    ValidateIds: (state) => validate(state, context),
    AddToTable: (state) => add(state, context),
    DeleteFromTable: (state) => remove(state, context),
    LogEvent: (state) => log(state, context),
    LogFailure: (state) => log(state, context),
  };
}

export type Registry = ReturnType<typeof openRegistry>;

const page = clientName('page');

export function openRegistry(endpoint: string) {
  const credentials = { accessKeyId: 'developer', secretAccessKey: 'developer' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials });
  const clock = settableClock();
  const deps = createPorts(client, clock);
  const tasks = createTasks(deps);

  const toCommand = (time: string, id: string) => {
    clock.moveTo(time);
    return { id: customerId(id), origin: byApi(`${id} ${time}`) };
  };
  const submit = async (time: string, ids: readonly string[]): Promise<string> => {
    clock.moveTo(time);
    const answer = await submitCustomerIds(deps)({ request: { action: 'add', ids }, client: page });
    if (!answer.ok) throw new Error(answer.failure.code);
    return answer.value.submissionId;
  };
  const submitTo = (workflow: Tasks) => async (time: string, ids: readonly string[]) => {
    const submissionId = await submit(time, ids);
    await execute(workflow, { submissionId });
    return submissionId;
  };

  return {
    put: async (time: string, id: string): Promise<void> => {
      await putCustomerId(deps)({ ...toCommand(time, id), mustBeNew: false });
    },
    remove: async (time: string, id: string): Promise<void> => {
      await deleteCustomerId(deps)({ ...toCommand(time, id), ifMatch: undefined });
    },
    /** Submits without running the workflow. */
    submit,
    complete: submitTo(tasks),
    /** Fails as it does when the function lacks write permission. */
    fail: submitTo({ ...tasks, AddToTable: failing('AccessDeniedException') }),
    redrive: async (time: string, submissionId: string): Promise<void> => {
      clock.moveTo(time);
      await execute(tasks, { submissionId });
    },
    close: () => client.destroy(),
  };
}
