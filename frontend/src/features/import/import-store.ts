import { type RunAction, reduceRun, startRun } from '#lib/batches/reduce-run.ts';
import { observable } from '#lib/observable.ts';
import type { StoredImport } from './import-repository.ts';
import type { Draft, ImportRun, ImportSession, ImportState } from './import-state.ts';

export type ImportAction =
  | { readonly type: 'draft-changed'; readonly draft: Draft }
  | { readonly type: 'nothing-stored' | 'running-in-other-tab' }
  | { readonly type: 'import-loaded'; readonly stored: StoredImport; readonly atMillis: number }
  | RunAction;

const initialState: ImportState = { draft: { step: 'file' }, session: { status: 'loading' } };

function reduceSession(
  session: ImportSession,
  action: Exclude<ImportAction, { type: 'draft-changed' }>,
): ImportSession {
  switch (action.type) {
    case 'nothing-stored':
      return { status: 'none' };
    case 'running-in-other-tab':
      return { status: 'other-tab' };
    case 'import-loaded':
      return { status: 'active', run: { ...startRun(action.stored, action.atMillis), facts: action.stored.facts } };
    default: {
      if (session.status !== 'active') return session;
      const run = reduceRun(session.run, action);
      return run === session.run ? session : { status: 'active', run };
    }
  }
}

export function reduce(state: ImportState, action: ImportAction): ImportState {
  if (action.type === 'draft-changed') return { ...state, draft: action.draft };
  const session = reduceSession(state.session, action);
  return session === state.session ? state : { ...state, session };
}

export type ImportStore = ReturnType<typeof createImportStore>;

export function createImportStore() {
  const state = observable(initialState);
  return {
    subscribe: state.subscribe,
    read: state.read,
    readRun: (): ImportRun | undefined => {
      const { session } = state.read();
      return session.status === 'active' ? session.run : undefined;
    },
    dispatch: (action: ImportAction): void => {
      const before = state.read();
      const after = reduce(before, action);
      if (after !== before) state.set(after);
    },
  };
}
