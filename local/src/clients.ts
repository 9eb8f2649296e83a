export interface Client {
  readonly name: string;
  readonly access: 'read' | 'write';
}

export const defaultClients = 'page:write';

/** Parses CLIENTS, for example `page:write,billing:read`. The names are those that the Terraform variable `clients` accepts. */
export function parseClients(text: string, errors: string[]): readonly Client[] {
  const clients = text.split(',').flatMap((entry) => parseClient(entry.trim(), errors) ?? []);
  const names = clients.map(({ name }) => name);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) < index));
  for (const name of repeated) errors.push(`CLIENTS lists ${name} more than once. Name each client once.`);
  return clients;
}

function parseClient(entry: string, errors: string[]): Client | undefined {
  const [name = '', access, ...rest] = entry.split(':');
  if (!/^[a-z0-9]{2,20}$/.test(name)) {
    errors.push(`CLIENTS contains "${entry}". The name of a client must be 2 to 20 lower-case letters and digits.`);
    return undefined;
  }
  if ((access !== 'read' && access !== 'write') || rest.length > 0) {
    errors.push(`CLIENTS contains "${entry}". Add the client's access: ${name}:read or ${name}:write.`);
    return undefined;
  }
  return { name, access };
}
