import { requestMix } from '#tools/docs/usage.ts';

export interface ProfileRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** The ID of a PUT or DELETE. */
  readonly id?: string;
}

type Kind = keyof typeof requestMix;

const idsPerLookup = 20;
const idsPerSubmission = 5;

/** Requests as a busy day has them, over IDs that all begin with the run's name. */
export function createMixedProfile(runName: string, random: () => number) {
  const added: string[] = [];
  const addedIds = new Set<string>();
  const submissionIds: string[] = [];
  let lastNumber = 0;
  const createId = (): string => {
    lastNumber += 1;
    return `${runName.toUpperCase()}-${lastNumber}`;
  };
  const pickId = (): string => added[Math.floor(random() * added.length)] ?? `${runName.toUpperCase()}-NONE`;

  // Once a delete is sent, the state of its ID is not known: a refused delete may have been applied.
  const pickForDelete = (): string => {
    const id = pickId();
    addedIds.delete(id);
    return id;
  };
  const requests = createRequests(runName.toUpperCase(), { createId, pickId, pickForDelete });

  return {
    addedIds,
    submissionIds,
    next: (): ProfileRequest => requests[pickKind(random)](),
    acknowledge({ method, id }: ProfileRequest, status: number, text: string): void {
      if (status === 201 && method === 'PUT' && id !== undefined) {
        added.push(id);
        addedIds.add(id);
      }
      if (status === 202) submissionIds.push(String(JSON.parse(text).submissionId));
    },
  };
}

type IdSource = Readonly<Record<'createId' | 'pickId' | 'pickForDelete', () => string>>;

const createRequests = (
  prefix: string,
  { createId, pickId, pickForDelete }: IdSource,
): Readonly<Record<Kind, () => ProfileRequest>> => ({
  get: () => ({ method: 'GET', path: `/customer-ids/${pickId()}` }),
  list: () => ({ method: 'GET', path: `/customer-ids?limit=20&prefix=${prefix}` }),
  lookUp: () => ({ method: 'POST', path: '/lookups', body: toBody(Array.from({ length: idsPerLookup }, pickId)) }),
  put: () => toChange('PUT', createId()),
  delete: () => toChange('DELETE', pickForDelete()),
  submit: () => ({
    method: 'POST',
    path: '/submissions',
    body: toBody(Array.from({ length: idsPerSubmission }, createId)),
  }),
});

const toChange = (method: 'PUT' | 'DELETE', id: string): ProfileRequest => ({
  method,
  path: `/customer-ids/${id}`,
  id,
});

const toBody = (ids: readonly string[]): string => JSON.stringify({ ids });

const kinds: readonly Kind[] = ['get', 'list', 'lookUp', 'put', 'delete', 'submit'];

function pickKind(random: () => number): Kind {
  let rest = random() * kinds.reduce((sum, kind) => sum + requestMix[kind], 0);
  for (const kind of kinds) {
    rest -= requestMix[kind];
    if (rest < 0) return kind;
  }
  return 'get';
}
