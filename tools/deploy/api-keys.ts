// The API keys of a deployed environment. Terraform outputs their IDs; the values come from AWS.
import { type Fields, fieldsOf } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';
import type { AwsCommand } from './aws-command.ts';

export interface ApiKey {
  readonly generation: number;
  readonly id: string;
}

/** Oldest first. */
export function listApiKeys(outputs: Fields): readonly ApiKey[] {
  return Object.entries(fieldsOf(outputs['api_key_ids']))
    .map(([generation, id]) => ({ generation: Number(generation), id: String(id) }))
    .sort((a, b) => a.generation - b.generation);
}

export function newestKey(outputs: Fields): ApiKey {
  const key = listApiKeys(outputs).at(-1);
  if (!key) throw new UserError('This environment has no API key, because it is not deployed. Run `make deploy`.');
  return key;
}

export const fetchKeyValue = (aws: AwsCommand, { id }: ApiKey): string =>
  aws(['apigateway', 'get-api-key', '--api-key', id, '--include-value', '--query', 'value', '--output', 'text']).trim();
