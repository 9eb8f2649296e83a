import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import type { FaultMode } from '#local/faults/scenario.ts';
import { eventually } from '#support/local/eventually.ts';
import { getSubmission, submit, waitForStatus, waitUntilCompleted } from '#support/local/submissions.ts';
import { expectAdded, newIds, outcomesOf, postSubmission } from './submission-support.ts';
import { checkResponse, get, remove, type SystemClass, type SystemContext } from './system-context.ts';

const putEvents = { operation: 'PutEvents' } as const;
const workflowStart = { function: 'customer-ids-local' } as const;

/** While the bus fails, nothing is acknowledged. The same key completes the submission afterwards. */
const refuses = (id: string, mode: FaultMode<'endpoint'>): SystemClass => ({
  id,
  title: `every PutEvents "${mode}": 503 or 504, never 202, and the same Idempotency-Key completes it later`,
  run: async (context, seed) => {
    const ids = newIds(context, 2);
    const key = randomUUID();
    context.inject(seed, { point: 'endpoint', mode, match: putEvents });
    checkResponse(await postSubmission(context, ids, key), 503, 504);
    context.faults.clear();
    const { submissionId } = JSON.parse(checkResponse(await postSubmission(context, ids, key), 202).text);
    assert.deepEqual(outcomesOf(await waitUntilCompleted(context.send, submissionId)), ['added', 'added']);
  },
});

const sendsAgain = (id: string, mode: FaultMode<'endpoint'>): SystemClass => ({
  id,
  title: `one PutEvents "${mode}": it is sent again, and each ID is added once`,
  run: async (context, seed) => {
    await expectAdded(context, seed, { point: 'endpoint', mode, match: putEvents, when: { nth: 1 } });
  },
});

async function redeliverAfterDelete(context: SystemContext, seed: number): Promise<void> {
  const fault = { point: 'delivery', mode: 'duplicate', argument: 3, match: workflowStart } as const;
  const submissionId = await expectAdded(context, seed, fault);
  context.faults.clear();
  const { results } = await getSubmission(context.send, submissionId);
  const [id = ''] = results.map((result) => result.id);
  checkResponse(await remove(context, id), 204);
  await context.publish(JSON.stringify({ submissionId }));
  // A later submission has passed the same bus.
  await waitUntilCompleted(context.send, await submit(context.send, newIds(context, 1)));
  checkResponse(await get(context, id), 404);
}

async function shuffle(context: SystemContext, seed: number): Promise<void> {
  const ids = newIds(context, 2);
  context.inject(seed, { point: 'delivery', mode: 'shuffle', argument: 4, match: workflowStart });
  const submissionIds = await Promise.all(Array.from({ length: 4 }, () => submit(context.send, ids)));
  const submissions = await Promise.all(submissionIds.map((id) => waitUntilCompleted(context.send, id)));
  const outcomes = submissions.flatMap(outcomesOf).toSorted();
  assert.deepEqual(outcomes, [...Array(2).fill('added'), ...Array(6).fill('existing')]);
}

async function delay(context: SystemContext, seed: number): Promise<void> {
  const ids = newIds(context, 2);
  context.inject(seed, { point: 'delivery', mode: 'latency', match: workflowStart });
  const submissionId = await submit(context.send, ids);
  await eventually(() => (context.injected() > 0 ? true : undefined));
  assert.equal((await getSubmission(context.send, submissionId)).status, 'received');
  context.faults.clear();
  assert.deepEqual(outcomesOf(await waitUntilCompleted(context.send, submissionId)), ['added', 'added']);
}

async function denyStart(context: SystemContext, seed: number): Promise<void> {
  const linesBefore = context.local.log.length;
  context.inject(
    seed,
    { point: 'delivery', mode: 'deny', match: workflowStart },
    { point: 'dead-letter', mode: 'throttle', when: { nth: 1 } },
  );
  const submissionId = await submit(context.send, newIds(context, 1));
  await eventually(() => {
    const log = context.local.log.slice(linesBefore).join('\n');
    return log.includes('NO_PERMISSIONS') && context.injected() >= 2 ? true : undefined;
  });
  context.faults.clear();
  // Like two redrives.
  await context.publish(JSON.stringify({ submissionId }));
  await context.publish(JSON.stringify({ submissionId }));
  assert.deepEqual(outcomesOf(await waitUntilCompleted(context.send, submissionId)), ['added']);
}

async function poison(context: SystemContext): Promise<void> {
  const good = await submit(context.send, newIds(context, 2));
  for (const detail of ['{}', '{"submissionId":1}', '{"submissionId":null,"ids":[]}', '{"submissionId":"unknown"}'])
    await context.publish(detail);
  const later = await submit(context.send, newIds(context, 2));
  for (const submissionId of [good, later])
    assert.deepEqual(outcomesOf(await waitForStatus(context.send, submissionId, 'completed')), ['added', 'added']);
}

export const busClasses: readonly SystemClass[] = [
  refuses('E1', 'error-503'),
  refuses('E1-hang', 'hang-before-headers'),
  sendsAgain('E2', 'fail-entries'),
  refuses('E2-always', 'fail-entries'),
  refuses('E3', 'drop-before'),
  {
    id: 'E4',
    title: 'a submission that is too large is refused before the bus is called',
    run: async (context, seed) => {
      context.inject(seed, { point: 'endpoint', mode: 'latency', argument: 0, match: putEvents });
      const ids = Array.from({ length: 100 }, (_, at) => `${'x'.repeat(200)}${at}`);
      checkResponse(await postSubmission(context, ids), 413);
      assert.equal(context.faults.decisions.length, 0);
    },
  },
  sendsAgain('E5', 'drop-after'),
  { id: 'F1', title: 'an event delivered again, also after a DELETE: the ID stays deleted', run: redeliverAfterDelete },
  { id: 'F2', title: 'shuffled submissions of the same IDs: one adds them, the others find them', run: shuffle },
  { id: 'F3', title: 'a delayed event: the submission stays received, then completes', run: delay },
  {
    id: 'F4',
    title: 'F4, F6, F7: a start without permission and a failed dead letter: redriven twice, added once',
    run: denyStart,
  },
  { id: 'F5', title: 'poison events do not hold up good ones', run: poison },
];
