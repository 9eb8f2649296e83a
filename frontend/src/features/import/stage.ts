import type { Draft } from './import-draft.ts';
import { isSent } from './import-state.ts';
import type { ImportView } from './import-store.ts';

export const stages = ['file', 'column', 'preview', 'run', 'report'] as const;
export type Stage = (typeof stages)[number];

/** One import at a time: what is being sent comes before what is being prepared. */
export function stageOf(view: ImportView, draft: Draft): Stage {
  if (view.status === 'here') return isSent(view.run) ? 'report' : 'run';
  return draft.stage === 'reading' ? 'file' : draft.stage;
}
