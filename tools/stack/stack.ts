// make stack: writes local/stack.json, the resources that Terraform plans with ENV=local.
// With --check it only reports whether the file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { infraFolder, rootFolder, stackFile } from '#tools/lib/paths.ts';
import { prepareTerraform, type ResourceChange, testMessages } from '#tools/lib/terraform.ts';

// A deployment contains only a hash of the API document.
const unwantedTypes = new Set(['aws_api_gateway_deployment']);
const unwantedAttributes = new Set(['source_code_hash']);

/** The planned resources of an environment, in the format of local/stack.json. */
export async function evaluateStack(environment = 'local'): Promise<string> {
  return describeStack(await planEnvironment(environment, 'stack'));
}

/** The plan of a run in `tests/<file>.tftest.hcl` with the variables of an environment. */
export async function planEnvironment(environment: string, file: string): Promise<readonly ResourceChange[]> {
  const args = ['-verbose', `-filter=tests/${file}.tftest.hcl`, `-var-file=environments/${environment}.tfvars`];
  let changes: readonly ResourceChange[] | undefined;
  for await (const { diagnostic, test_plan } of testMessages(args)) {
    if (diagnostic?.severity === 'error') throw new Error(`${diagnostic.summary}: ${diagnostic.detail}`);
    changes ??= test_plan?.resource_changes;
  }
  if (!changes) throw new Error('terraform test produced no plan.');
  return changes;
}

/** The same plan gives the same text. */
export function describeStack(changes: readonly ResourceChange[]): string {
  const wanted = changes.filter(({ mode, type }) => mode === 'managed' && !unwantedTypes.has(type));
  const resources = wanted.map(({ address, type, change }) => [
    address,
    { type, values: describeValues(change.after) },
  ]);
  return `${JSON.stringify({ resources: sorted(Object.fromEntries(resources)) }, null, 2)}\n`;
}

/** The attributes that are set, with JSON strings parsed. */
export function describeValues(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const described = Object.entries(values)
    .filter(([name, value]) => value !== null && !unwantedAttributes.has(name))
    .map(([name, value]) => [name, name === 'filename' ? fromRoot(String(value)) : parseJsonText(withoutNulls(value))]);
  return Object.fromEntries(described);
}

const fromRoot = (path: string) => relative(rootFolder, resolve(infraFolder, path));

/** Parsed policies and documents make readable diffs. */
function parseJsonText(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // Not JSON, for example a template.
  }
}

/** Drops attributes that are unset or known only after apply. A null inside a JSON string is kept. */
function withoutNulls(value: unknown): unknown {
  return withMembers(value, (entries) =>
    entries.filter(([, member]) => member !== null).map(([key, member]) => [key, withoutNulls(member)]),
  );
}

function sorted(value: unknown): unknown {
  return withMembers(value, (entries) =>
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]),
  );
}

type Entries = [string, unknown][];

/** Applies `change` to the members of an object, or of each object in an array. */
function withMembers(value: unknown, change: (entries: Entries) => Entries): unknown {
  if (Array.isArray(value)) return value.map((item) => withMembers(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(change(Object.entries(value)));
}

async function main(args: readonly string[]): Promise<void> {
  const problem = prepareTerraform();
  if (problem) throw new Error(problem);
  const text = await evaluateStack();
  if (!args.includes('--check')) writeFileSync(stackFile, text);
  else if (text !== readFileSync(stackFile, 'utf8'))
    throw new Error('local/stack.json is out of date. Run `make stack`.');
}

if (process.argv[1] === import.meta.filename) {
  main(process.argv.slice(2)).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
