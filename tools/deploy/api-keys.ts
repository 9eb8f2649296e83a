// The API keys of what is deployed. Terraform knows their ids; AWS alone tells a value, to those who may ask.
import { type Fields, fieldsOf } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';
import type { AwsCommand } from './aws-command.ts';

export interface ApiKey {
  readonly generation: number;
  readonly id: string;
}

/** Oldest first. */
export function apiKeysIn(outputs: Fields): readonly ApiKey[] {
  return Object.entries(fieldsOf(outputs['api_key_ids']))
    .map(([generation, id]) => ({ generation: Number(generation), id: String(id) }))
    .sort((one, other) => one.generation - other.generation);
}

export function newestKey(outputs: Fields): ApiKey {
  const key = apiKeysIn(outputs).at(-1);
  if (!key) throw new UserError('There is no API key yet: this environment is not deployed. Run make deploy.');
  return key;
}

export const keyValue = (aws: AwsCommand, { id }: ApiKey): string =>
  aws(['apigateway', 'get-api-key', '--api-key', id, '--include-value', '--query', 'value', '--output', 'text']).trim();
