import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createImportStore } from '#features/import/import-store.ts';
import { findDraftStep, findStep, findStepChange } from '#features/import/steps.ts';
import type { BatchState } from '#lib/batches/batch-run.ts';
import { createPlan } from '#support/frontend/import-fixture.ts';

const addresses = ['', 'file', 'preview', 'nonsense'];

function importWith(state: BatchState) {
  const store = createImportStore();
  const batches = [{ number: 1, size: 1, state }];
  const stored = { facts: createPlan(1).facts, intent: 'running', batches } as const;
  store.dispatch({ type: 'import-loaded', stored, atMillis: 0 });
  return store.read();
}

const address = (step: string, isBack = false) => ({ step, isBack, isReportStored: false });

describe('The steps of an import in the address', () => {
  it('show a running import at every address, and its report unless the address opens another file', () => {
    const running = importWith({ kind: 'waiting' });
    const reported = importWith({ kind: 'accepted', submissionId: 'one' });

    expect(addresses.map((step) => findStep(running, step, false))).to.deep.equal(['run', 'run', 'run', 'run']);
    expect(addresses.map((step) => findStep(reported, step, false))).to.deep.equal([
      'report',
      'file',
      'file',
      'report',
    ]);
    expect((['run', 'report', 'file'] as const).map((step) => findDraftStep(reported, step))).to.deep.equal([
      undefined,
      undefined,
      'file',
    ]);
  });

  it('show only the report while the import is being undone, so that no other import replaces it', () => {
    const reported = importWith({ kind: 'accepted', submissionId: 'one' });

    expect(addresses.map((step) => findStep(reported, step, true))).to.deep.equal(addresses.map(() => 'report'));
  });

  it('show the stored report when the data of the step in the address is gone', () => {
    const stored = (step: string, isBack = false) => ({ step, isBack, isReportStored: true });
    const report = { type: 'report' };

    expect([
      findStepChange('file', undefined, stored('preview')),
      findStepChange('file', 'file', stored('preview', true)),
      findStepChange('file', 'preview', stored('preview')),
      findStepChange('file', undefined, stored('file')),
      findStepChange('preview', undefined, stored('column')),
    ]).to.deep.equal([
      report,
      report,
      { type: 'replace', step: 'file' },
      undefined,
      { type: 'replace', step: 'preview' },
    ]);
  });

  it('add an entry to the history for each later step, and none when a step is left or reopened', () => {
    expect([
      findStepChange('column', 'file', address('')),
      findStepChange('preview', 'column', address('column')),
      findStepChange('file', 'preview', address('preview')),
      findStepChange('preview', undefined, address('')),
      findStepChange('file', 'file', address('')),
    ]).to.deep.equal([
      { type: 'push', step: 'column' },
      { type: 'push', step: 'preview' },
      { type: 'replace', step: 'file' },
      { type: 'replace', step: 'preview' },
      undefined,
    ]);
  });

  it('return to the step that Back names, but keep the preview when a link opens the page', () => {
    expect([
      findStepChange('preview', 'preview', address('column', true)),
      findStepChange('preview', 'preview', address('', true)),
      findStepChange('preview', 'preview', address('')),
      findStepChange('file', 'file', address('preview', true)),
    ]).to.deep.equal([
      { type: 'return', step: 'column' },
      { type: 'return', step: 'file' },
      { type: 'replace', step: 'preview' },
      { type: 'replace', step: 'file' },
    ]);
  });
});
