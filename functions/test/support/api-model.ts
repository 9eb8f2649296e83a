export type Command =
  | { readonly kind: 'put'; readonly id: string; readonly mustBeNew: boolean }
  | { readonly kind: 'delete' | 'get'; readonly id: string; readonly version?: number | undefined }
  | { readonly kind: 'list' }
  | { readonly kind: 'look-up'; readonly ids: readonly string[] }
  | ({ readonly kind: 'submit'; readonly nth: number; readonly key?: string | undefined } & Request)
  | { readonly kind: 'read' | 'retry' | 'deliver'; readonly nth: number };

interface Request {
  readonly action: 'add' | 'delete';
  readonly ids: readonly string[];
  /** The nth submit command. */
  readonly addedBy?: number | undefined;
}

type Row = { readonly version: number; readonly isActive: boolean; readonly addedBy?: number | undefined };

/** The state that the API document implies. Submissions have the number of the command that made them. */
export interface State {
  readonly rows: Readonly<Record<string, Row>>;
  readonly submissions: Readonly<Record<number, Request & { readonly outcomes?: readonly string[] }>>;
  readonly keys: Readonly<Record<string, { readonly nth: number; readonly request: string }>>;
}

export const emptyState: State = { rows: {}, submissions: {}, keys: {} };
export const readCommands: readonly string[] = ['get', 'list', 'look-up', 'read', 'deliver'];
const canonical = (id: string): string => id.toUpperCase();

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;
type Response = readonly [State, string];

/** The state after a command, and the answer in the form that `ApiUnderTest` gives it. */
export function respond(state: State, command: Command): Response {
  switch (command.kind) {
    case 'put':
      return put(state, command, state.rows[canonical(command.id)]);
    case 'delete':
      return remove(state, command, state.rows[canonical(command.id)]);
    case 'get':
      return [state, get(command, state.rows[canonical(command.id)])];
    case 'list':
      return [
        state,
        `200 ${Object.keys(state.rows)
          .filter((id) => state.rows[id]?.isActive)
          .toSorted()}`,
      ];
    case 'look-up':
      return [state, `200 ${command.ids.map((id) => stateOf(state.rows[canonical(id)]))}`];
    case 'submit':
      return submit(state, command);
    default:
      return onSubmission(state, command);
  }
}

function put(state: State, { id, mustBeNew }: Of<'put'>, row: Row | undefined): Response {
  if (row?.isActive) return [state, mustBeNew ? '412' : `200 "${row.version}"`];
  return [change(state, id, true), `201 "${(row?.version ?? 0) + 1}"`];
}

function remove(state: State, { id, version }: Of<'delete' | 'get'>, row: Row | undefined): Response {
  if (!row?.isActive) return [state, '404'];
  return version === undefined || version === row.version ? [change(state, id, false), '204'] : [state, '412'];
}

function get({ version }: Of<'delete' | 'get'>, row: Row | undefined): string {
  return row?.isActive ? `${version === row.version ? 304 : 200} "${row.version}"` : '404';
}

function onSubmission(state: State, { kind, nth }: Of<'read' | 'retry' | 'deliver'>): Response {
  const found = state.submissions[nth];
  if (!found) return [state, kind === 'deliver' ? 'impossible' : '404'];
  if (kind === 'deliver') return [found.outcomes ? state : run(state, nth, found), 'done'];
  if (kind === 'retry') return [state, found.outcomes ? '409' : '202'];
  return [state, `200 ${found.outcomes ?? found.ids.map(() => 'pending')}`];
}

function stateOf(row: Row | undefined): string {
  if (!row) return 'unknown';
  return row.isActive ? 'active' : 'deleted';
}

function change(state: State, text: string, isActive: boolean, addedBy?: number): State {
  const id = canonical(text);
  return {
    ...state,
    rows: { ...state.rows, [id]: { version: (state.rows[id]?.version ?? 0) + 1, isActive, addedBy } },
  };
}

function submit(state: State, { nth, key, action, ids, addedBy }: Of<'submit'>): Response {
  const request = JSON.stringify([action, ids, addedBy]);
  const claim = key === undefined ? undefined : state.keys[key];
  if (claim) return [state, claim.request === request ? `202 ${claim.nth} replayed` : '422'];
  const keys = key === undefined ? state.keys : { ...state.keys, [key]: { nth, request } };
  return [{ ...state, keys, submissions: { ...state.submissions, [nth]: { action, ids, addedBy } } }, `202 ${nth}`];
}

function run(state: State, nth: number, submission: Request): State {
  let after = state;
  const outcomes = submission.ids.map((id) => {
    const outcome = outcomeOf(submission, id, after.rows[canonical(id)]);
    if (outcome === 'added') after = change(after, id, true, nth);
    if (outcome === 'deleted') after = change(after, id, false);
    return outcome;
  });
  return { ...after, submissions: { ...after.submissions, [nth]: { ...submission, outcomes } } };
}

function outcomeOf({ action, addedBy }: Request, id: string, row: Row | undefined): string {
  if (id.includes('!')) return 'invalid';
  if (action === 'add') return row?.isActive ? 'existing' : 'added';
  if (!row?.isActive) return 'absent';
  return addedBy === undefined || addedBy === row.addedBy ? 'deleted' : 'changed';
}
