import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Checked, checkColumn } from '#features/import/columns.ts';
import type { ImportFacts } from '#features/import/import-state.ts';
import {
  countStates,
  listFirstRows,
  listMissingBatches,
  type RegistryStates,
  type Selection,
  selectIds,
  toRegistryState,
} from '#features/import/registry-states.ts';
import { reportCounts } from '#features/import/tally.ts';
import type { Lookup } from '#lib/api/customer-ids.ts';
import type { Batch } from '#lib/batches/batch-run.ts';
import { inBatches } from '#lib/batches/in-batches.ts';
import { createPlan } from '#support/frontend/import-fixture.ts';
import { eventuallyHolds } from '#support/functions/property.ts';
import { type Registry, registry } from '#support/functions/registry.ts';

const check = (texts: readonly string[]): Checked =>
  checkColumn(
    texts.map((text, index) => ({ line: index + 1, cells: [text] })),
    { column: 0, hasHeader: false },
  );

async function lookUp(system: Registry, ids: readonly string[]): Promise<RegistryStates> {
  const found: RegistryStates[] = [];
  for (const batch of inBatches(ids)) {
    const { body } = await system.lookUp(batch);
    found.push((body as Lookup).results.map(toRegistryState));
  }
  return found.flat();
}

/** Adds each ID as the workflow does: by the same decision on the same row. */
async function submit(system: Registry, ids: readonly string[]): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for (const batch of inBatches(ids)) {
    let added = 0;
    for (const id of batch) added += (await system.put(id)).statusCode === 201 ? 1 : 0;
    const counts = { added, existing: batch.length - added, invalid: 0 };
    const number = batches.length + 1;
    batches.push({ number, size: batch.length, state: { kind: 'recorded', submissionId: String(number), ...counts } });
  }
  return batches;
}

interface Scenario {
  readonly texts: readonly string[];
  readonly active: readonly string[];
  readonly deleted: readonly string[];
  readonly selection: Selection;
}

/** A small range, so that rows repeat and many are in the registry. */
const id = fc.stringMatching(/^[AB][0-9]{2}$/);
const scenario: fc.Arbitrary<Scenario> = fc.record({
  texts: fc.array(fc.oneof({ weight: 6, arbitrary: id }, { weight: 1, arbitrary: fc.constantFrom('', 'a b', '-x-') }), {
    maxLength: 250,
  }),
  active: fc.uniqueArray(id, { maxLength: 60 }),
  deleted: fc.uniqueArray(id, { maxLength: 60 }),
  selection: fc.constantFrom('new', 'all'),
});

async function fillRegistry({ active, deleted }: Scenario): Promise<Registry> {
  const system = registry();
  for (const each of [...active, ...deleted]) await system.put(each);
  for (const each of deleted) await system.delete(each);
  return system;
}

describe('The states of IDs in the registry', () => {
  it('make the report equal to the preview if no other client writes in between', async () => {
    await eventuallyHolds(
      fc.asyncProperty(scenario, async (example) => {
        const system = await fillRegistry(example);
        const checked = check(example.texts);
        const states = await lookUp(
          system,
          checked.toSubmit.map((found) => found.id),
        );
        const preview = countStates(states);
        const selected = selectIds(checked.toSubmit, states, example.selection);
        const lookup = { checkedAt: '', counts: preview, selection: example.selection };
        const facts: ImportFacts = { ...createPlan(0).facts, invalid: checked.invalid.length, lookup };
        const batches = await submit(
          system,
          selected.map((found) => found.id),
        );

        const { added, existing, deleted, restored, invalid } = reportCounts({ facts, batches });

        expect({ new: added - restored, active: existing, deleted: deleted + restored, invalid }).to.deep.equal({
          ...preview,
          invalid: checked.invalid.length,
        });
        expect(example.selection === 'new' ? restored : deleted).to.equal(0);
      }),
    );
  });

  it('select the new IDs in file order', () => {
    const { toSubmit } = check(['A01', 'A02', 'A03', 'A04']);

    const selected = selectIds(toSubmit, ['new', 'active', 'deleted', 'new'], 'new');

    expect(selected.map((found) => found.line)).to.deep.equal([1, 4]);
    expect(selectIds(toSubmit, [], 'all')).to.deep.equal(toSubmit);
  });

  it('list the batches that are not completely looked up', () => {
    const states: RegistryStates = Array.from({ length: 250 }, (_, index) => (index === 120 ? undefined : 'new'));

    expect(listMissingBatches(states)).to.deep.equal([2]);
    expect(listMissingBatches([])).to.deep.equal([]);
  });

  it('are shown with the first rows that have an ID, valid or not, in file order', () => {
    const checked = check(['A01', 'no id', '', 'A01', 'A02', 'A03', 'A04', 'A05']);
    const invalid = [{ line: 2, text: 'no id', reason: 'A space is not allowed.' }];

    expect(listFirstRows(checked, invalid, ['active', 'deleted'])).to.deep.equal([
      { line: 1, text: 'A01', state: 'active' },
      { line: 2, text: 'no id', state: 'invalid', reason: 'A space is not allowed.' },
      { line: 5, text: 'A02', state: 'deleted' },
      { line: 6, text: 'A03', state: 'unchecked' },
      { line: 7, text: 'A04', state: 'unchecked' },
    ]);
  });
});
