// The API keys of a deployed environment. Terraform outputs their IDs; the values come from AWS.
import { type Fields, fieldsOf } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';
import type { AwsCommand } from './aws-command.ts';

export interface ApiKey {
  readonly client: string;
  readonly generation: number;
  readonly id: string;
}

/** The client whose key is printed and rotated unless CLIENT names another. */
export const defaultClient = 'page';

/** The keys of a client, oldest first. */
export function listApiKeys(outputs: Fields, client: string): readonly ApiKey[] {
  return Object.entries(fieldsOf(fieldsOf(outputs['api_key_ids'])[client]))
    .map(([generation, id]) => ({ client, generation: Number(generation), id: String(id) }))
    .sort((a, b) => a.generation - b.generation);
}

export function newestKey(outputs: Fields, client: string): ApiKey {
  const key = listApiKeys(outputs, client).at(-1);
  if (key) return key;
  const clients = Object.keys(fieldsOf(outputs['api_key_ids']));
  throw new UserError(
    clients.length > 0
      ? `No client ${client} is deployed. Set CLIENT to ${clients.sort().join(' or ')}, or add ${client} to clients and run \`make deploy\`.`
      : 'This environment has no API key, because it is not deployed. Run `make deploy`.',
  );
}

/** The newest key of a client that may write: of the default client, or else of the first one by name. */
export function newestWritingKey(outputs: Fields): ApiKey {
  const writing = Object.entries(fieldsOf(outputs['client_access']))
    .filter(([, access]) => access === 'write')
    .map(([client]) => client)
    .sort();
  return newestKey(outputs, writing.includes(defaultClient) ? defaultClient : (writing[0] ?? defaultClient));
}

export const fetchKeyValue = (aws: AwsCommand, { id }: ApiKey): string =>
  aws(['apigateway', 'get-api-key', '--api-key', id, '--include-value', '--query', 'value', '--output', 'text']).trim();
