import type { Brand } from './brand.ts';
import { clientNamePattern } from './limits.generated.ts';
import { fail, type Result, succeed } from './result.ts';

/** Names a client in records and logs. Comes from a verified key, never from a request. */
export type ClientName = Brand<string, 'ClientName'>;

export type Access = 'read' | 'write';

/** A program that calls the API, as its API key names it. */
export interface Client {
  readonly name: ClientName;
  readonly access: Access;
}

/** `cid`, `r` or `w`, two digits with the length of the name, the name, and 32 random hexadecimal digits. */
const keyPattern = /^cid([rw])(\d\d)([a-z0-9]+)[0-9a-f]{32}$/;

/** The gateway has compared the whole key with the keys of the deployment, so its name and access are as deployed. */
export function parseApiKey(key: string): Result<Client, 'malformed'> {
  const [, access, length, text = ''] = keyPattern.exec(key) ?? [];
  const name = parseClientName(text);
  if (!name.ok || text.length !== Number(length)) return fail('malformed');
  return succeed({ name: name.value, access: access === 'w' ? 'write' : 'read' });
}

export function parseClientName(text: string): Result<ClientName, 'malformed'> {
  return clientNamePattern.test(text) ? succeed(text as ClientName) : fail('malformed');
}
