import { pollIntervalMillis } from '#lib/api/submissions.ts';
import { observable } from '#lib/observable.ts';
import type {
  Batch,
  BatchState,
  BlockedReason,
  Draft,
  ImportFacts,
  ImportRun,
  ImportSession,
  ImportState,
  Intent,
  Poll,
} from './import-state.ts';

/** An import as IndexedDB returns it. */
export interface StoredImport {
  readonly facts: ImportFacts;
  readonly intent: Intent;
  readonly batches: readonly Batch[];
}

interface BatchChanged {
  readonly type: 'batch-changed';
  readonly number: number;
  readonly state: BatchState;
  readonly atMillis: number;
}

type RunAction =
  | { readonly type: 'intent-changed'; readonly intent: Intent }
  | { readonly type: 'blocked-changed'; readonly blocked: BlockedReason | undefined }
  | { readonly type: 'throttled'; readonly untilMillis: number }
  | { readonly type: 'unsaved-writes-changed'; readonly hasUnsavedWrites: boolean }
  | { readonly type: 'batch-list-missing' }
  | BatchChanged
  | { readonly type: 'poll-started' | 'poll-finished'; readonly submissionId: string; readonly atMillis: number };

export type ImportAction =
  | { readonly type: 'draft-changed'; readonly draft: Draft }
  | { readonly type: 'nothing-stored' | 'running-in-other-tab' }
  | { readonly type: 'import-loaded'; readonly stored: StoredImport; readonly atMillis: number }
  | RunAction;

const initialState: ImportState = { draft: { step: 'file' }, session: { status: 'loading' } };

const firstPoll = (atMillis: number): Poll => ({
  attempts: 0,
  dueMillis: atMillis + pollIntervalMillis(0),
  acceptedMillis: atMillis,
  isInFlight: false,
});

function startRun(stored: StoredImport, atMillis: number): ImportRun {
  const accepted = stored.batches.flatMap(({ state }) => (state.kind === 'accepted' ? [state.submissionId] : []));
  return {
    ...stored,
    blocked: undefined,
    consecutiveFailures: 0,
    throttledUntilMillis: 0,
    hasUnsavedWrites: false,
    isBatchListMissing: false,
    polls: new Map(accepted.map((submissionId) => [submissionId, firstPoll(atMillis)])),
  };
}

function updatePolls(polls: ImportRun['polls'], state: BatchState, atMillis: number): ImportRun['polls'] {
  if (!('submissionId' in state)) return polls;
  const updated = new Map(polls);
  if (state.kind === 'accepted') updated.set(state.submissionId, firstPoll(atMillis));
  else updated.delete(state.submissionId);
  return updated;
}

function countFailures(before: number, { kind }: BatchState): number {
  if (kind === 'accepted') return 0;
  return kind === 'to-retry' || kind === 'rejected' ? before + 1 : before;
}

function changeBatch(run: ImportRun, { number, state, atMillis }: BatchChanged): ImportRun {
  return {
    ...run,
    batches: run.batches.map((batch) => (batch.number === number ? { ...batch, state } : batch)),
    consecutiveFailures: countFailures(run.consecutiveFailures, state),
    polls: updatePolls(run.polls, state, atMillis),
  };
}

function finishPoll(polls: ImportRun['polls'], submissionId: string, atMillis: number): ImportRun['polls'] {
  const poll = polls.get(submissionId);
  if (!poll) return polls;
  const attempts = poll.attempts + 1;
  const dueMillis = atMillis + pollIntervalMillis(attempts);
  return new Map(polls).set(submissionId, { ...poll, attempts, dueMillis, isInFlight: false });
}

const isSameReason = (one: BlockedReason | undefined, other: BlockedReason | undefined): boolean =>
  one?.kind === 'throttled' && other?.kind === 'throttled'
    ? one.untilMillis === other.untilMillis
    : one?.kind === other?.kind;

function reduceRun(run: ImportRun, action: RunAction): ImportRun {
  switch (action.type) {
    case 'intent-changed': {
      const { intent } = action;
      return intent === 'paused'
        ? { ...run, intent }
        : { ...run, intent, consecutiveFailures: 0, isBatchListMissing: false };
    }
    case 'blocked-changed':
      return isSameReason(run.blocked, action.blocked) ? run : { ...run, blocked: action.blocked };
    case 'throttled':
      return { ...run, throttledUntilMillis: action.untilMillis };
    case 'unsaved-writes-changed':
      return run.hasUnsavedWrites === action.hasUnsavedWrites
        ? run
        : { ...run, hasUnsavedWrites: action.hasUnsavedWrites };
    case 'batch-list-missing':
      return { ...run, isBatchListMissing: true };
    case 'batch-changed':
      return changeBatch(run, action);
    case 'poll-started': {
      const poll = run.polls.get(action.submissionId) ?? firstPoll(action.atMillis);
      return { ...run, polls: new Map(run.polls).set(action.submissionId, { ...poll, isInFlight: true }) };
    }
    case 'poll-finished':
      return { ...run, polls: finishPoll(run.polls, action.submissionId, action.atMillis) };
  }
}

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
      return { status: 'active', run: startRun(action.stored, action.atMillis) };
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
