// Writes local/stack.json: the resources of the stack as Terraform itself evaluates them for a laptop.
// With --check it only tells whether the file is still true.
import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { infraFolder, rootFolder, stackFile } from '#tools/lib/paths.ts';
import { type ResourceChange, testMessages, whyTerraformCannotRun } from '#tools/lib/terraform.ts';

// A deployment holds nothing but a hash of the document that is here in full.
const unwantedTypes = new Set(['aws_api_gateway_deployment']);
const unwantedAttributes = new Set(['source_code_hash']);

/** What Terraform plans for an environment, as text; for `local`, local/stack.json as it should be. */
export async function evaluateStack(environment = 'local'): Promise<string> {
  return describeStack(await planEnvironment(environment, 'stack'));
}

/** What a run of `tests/<file>.tftest.hcl` plans with the variables of an environment. */
export async function planEnvironment(environment: string, file: string): Promise<readonly ResourceChange[]> {
  const args = ['-verbose', `-filter=tests/${file}.tftest.hcl`, `-var-file=environments/${environment}.tfvars`];
  let changes: readonly ResourceChange[] | undefined;
  for await (const { diagnostic, test_plan } of testMessages(args)) {
    if (diagnostic?.severity === 'error') throw new Error(`${diagnostic.summary}: ${diagnostic.detail}`);
    changes ??= test_plan?.resource_changes;
  }
  if (!changes) throw new Error('terraform test planned nothing.');
  return changes;
}

/** Pure, and the same text for the same plan. */
export function describeStack(changes: readonly ResourceChange[]): string {
  const wanted = changes.filter(({ mode, type }) => mode === 'managed' && !unwantedTypes.has(type));
  const resources = wanted.map(({ address, type, change }) => [
    address,
    { type, values: describeValues(change.after) },
  ]);
  return `${JSON.stringify({ resources: sorted(Object.fromEntries(resources)) }, null, 2)}\n`;
}

/** The attributes that are set, JSON text among them as JSON. */
export function describeValues(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const described = Object.entries(values)
    .filter(([name, value]) => value !== null && !unwantedAttributes.has(name))
    .map(([name, value]) => [name, name === 'filename' ? fromRoot(String(value)) : decoded(withoutNulls(value))]);
  return Object.fromEntries(described);
}

const fromRoot = (path: string) => relative(rootFolder, resolve(infraFolder, path));

/** Policies, documents and patterns are JSON in a string; as JSON, a diff of the file can be read. */
function decoded(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // Text that only begins like JSON, such as a template.
  }
}

/** Drops what is not set, and what is not known before AWS has made it. A null inside JSON text means something, and stays. */
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

/** Applies `change` to the members of an object, or of each object in an array; anything else has none. */
function withMembers(value: unknown, change: (entries: Entries) => Entries): unknown {
  if (Array.isArray(value)) return value.map((item) => withMembers(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(change(Object.entries(value)));
}

async function main(args: readonly string[]): Promise<void> {
  const obstacle = whyTerraformCannotRun();
  if (obstacle) throw new Error(obstacle);
  const text = await evaluateStack();
  if (!args.includes('--check')) writeFileSync(stackFile, text);
  else if (text !== readFileSync(stackFile, 'utf8')) throw new Error('local/stack.json is stale: run make stack.');
}

if (process.argv[1] === import.meta.filename) {
  main(process.argv.slice(2)).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
