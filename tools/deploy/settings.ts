// The settings of an environment that are checked before Terraform reads them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHcl, readVariables } from '#tools/lib/hcl.ts';
import { fieldsOf, listOf } from '#tools/lib/json.ts';
import { infraFolder } from '#tools/lib/paths.ts';

export interface Settings {
  readonly environment: string;
  /** Relative to the root of the project. */
  readonly file: string;
  readonly region: string;
  readonly reservedConcurrency: Readonly<Record<string, number>>;
  readonly managesLogRole: boolean;
}

/** The environment's tfvars file, completed with the defaults in infra/variables.tf. */
export async function readSettings(environment: string): Promise<Settings> {
  const variables = (await readHcl('variables.tf')).filter(({ kind }) => kind === 'variable');
  const defaults = Object.fromEntries(variables.map(({ labels, body }) => [labels[0], body['default']]));
  const values = { ...defaults, ...(await readVariables(`environments/${environment}.tfvars`)) };
  const reserved = Object.entries(fieldsOf(listOf(values['reserved_concurrency'])[0]));
  return {
    environment,
    file: `infra/environments/${environment}.tfvars`,
    region: String(values['aws_region']),
    reservedConcurrency: Object.fromEntries(reserved.map(([name, value]) => [name, Number(value)])),
    managesLogRole: values['manage_api_gateway_account'] === true,
  };
}

/** Sets manage_api_gateway_account in the environment's tfvars file. */
export function setManagesLogRole(environment: string, value: boolean, folder = infraFolder): void {
  const file = join(folder, 'environments', `${environment}.tfvars`);
  const text = readFileSync(file, 'utf8');
  const line = `manage_api_gateway_account = ${value}`;
  const existing = /^manage_api_gateway_account[ \t]*=.*$/m;
  writeFileSync(file, existing.test(text) ? text.replace(existing, line) : `${text.trimEnd()}\n${line}\n`);
}
