import type { ApiOperation } from './operations.ts';

const idCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function isCustomerId(text: string): boolean {
  if (text.length < 3 || text.length > 64) return false;
  const isInner = (character: string) => character === '-' || character === '_' || idCharacters.includes(character);
  const isEnd = (character: string) => character !== '' && idCharacters.includes(character);
  return [...text].every(isInner) && isEnd(text.charAt(0)) && isEnd(text.charAt(text.length - 1));
}

export function findParameterFaults(name: string, value: string): readonly number[] {
  if (name === 'id') return isCustomerId(value) ? [] : [400];
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value) ? [] : [404];
}

type Check = (value: string, query: URLSearchParams) => boolean;

const isOneOf =
  (...choices: readonly string[]): Check =>
  (value) =>
    choices.includes(value);

/** The key of a cursor in unpadded base64url, if the cursor is its only spelling. */
function decodeKey(cursor: string): string | undefined {
  const key = Buffer.from(cursor, 'base64url').toString('latin1');
  return cursor !== '' && Buffer.from(key, 'latin1').toString('base64url') === cursor ? key : undefined;
}

const isIdCursor: Check = (cursor, query) => {
  const key = decodeKey(cursor) ?? '';
  if (query.get('state') === 'deleted') return isDeletionCursor(key);
  return isCustomerId(key) && key === key.toUpperCase() && key.startsWith((query.get('prefix') ?? '').toUpperCase());
};

const isDeletionCursor = (key: string): boolean => {
  const [at = '', id = '', ...others] = key.split('#');
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at);
  return isTime && others.length === 0 && isCustomerId(id) && id === id.toUpperCase();
};

const checks: Readonly<Record<string, Check>> = {
  'list-customer-ids limit': isLimit,
  'list-customer-ids prefix': (value, query) =>
    /^[A-Za-z0-9_-]{0,64}$/.test(value) && !(value !== '' && query.get('state') === 'deleted'),
  'list-customer-ids state': isOneOf('active', 'deleted'),
  'list-customer-ids source': (value, query) =>
    query.get('state') === 'deleted' ? value === '' : isOneOf('api', 'submission')(value, query),
  'list-customer-ids cursor': isIdCursor,
  'list-submissions limit': isLimit,
  'list-submissions status': isOneOf('received', 'completed', 'failed'),
  'list-submissions client': (value) => /^[a-z0-9]{2,20}$/.test(value),
  'list-submissions cursor': (value) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(decodeKey(value) ?? ''),
};

function isLimit(value: string): boolean {
  return /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 100;
}

export function findQueryFaults({ operationId, parameters }: ApiOperation, target: string): readonly number[] {
  const start = target.indexOf('?');
  const query = new URLSearchParams(start < 0 ? '' : target.slice(start));
  return parameters
    .filter((each) => each.in === 'query')
    .flatMap(({ name }) => {
      const check = checks[`${operationId} ${name}`];
      if (!check) throw new Error(`The oracle has no rule for the query parameter ${name} of ${operationId}: add one.`);
      const values = query.getAll(name);
      return values.length <= 1 && values.every((value) => check(value, query)) ? [] : [400];
    });
}
