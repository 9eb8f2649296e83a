import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { capturedOutput } from '#support/functions/captured-output.ts';
import { setEnvironment } from '#support/functions/environment.ts';
import { lambdaContext, proxyEvent } from '#support/functions/proxy-event.ts';

const root = join(import.meta.dirname, '../..');

interface PlannedFunction {
  readonly type: string;
  readonly values: {
    readonly function_name: string;
    readonly environment?: readonly { readonly variables: Readonly<Record<string, string>> }[];
  };
}

async function handlerNames(): Promise<readonly string[]> {
  const files = await readdir(join(root, 'functions/src/handlers'));
  return files.map((file) => basename(file, '.ts')).sort();
}

async function importHandler(name: string): Promise<(event: unknown, context: unknown) => Promise<unknown>> {
  // The query string imports a fresh copy of the module.
  const file = pathToFileURL(join(root, `functions/src/handlers/${name}.ts`));
  const { handler } = await import(`${file.href}?alone`);
  return handler;
}

/** Environment variables in the Terraform plan, by function name without the deployment prefix. */
async function plannedEnvironments(): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const stack = JSON.parse(await readFile(join(root, 'local/stack.json'), 'utf8'));
  const resources: PlannedFunction[] = Object.values(stack.resources);
  const functions = resources.filter(({ type }) => type === 'aws_lambda_function');
  return new Map(
    functions.map(({ values }) => [
      values.function_name.replace(/^customer-ids-[a-z]+-/, ''),
      values.environment?.[0]?.variables ?? {},
    ]),
  );
}

/** Variables that the function logs as missing when none are set. */
async function missingVariables(name: string): Promise<readonly string[]> {
  const all = [...(await plannedEnvironments()).values()].flatMap((variables) => Object.keys(variables));
  const restore = setEnvironment(Object.fromEntries(all.map((variable) => [variable, undefined])));
  const handler = await importHandler(name);
  const lines = await capturedOutput(() => handler(createValidEvent(name), lambdaContext()).catch(() => {})).finally(
    restore,
  );
  const sentence = lines.join('\n').match(/Missing environment variables: ([A-Z_, ]+)\./)?.[1];
  return (sentence?.split(', ') ?? []).sort();
}

/** A valid event for every function: contains the fields of an API request and of a workflow input. */
function createValidEvent(name: string): object {
  const submissionId = '01KDVDNJ00ABCDEFGHJKMNPQRS';
  if (name === 'validate-id') return { submissionId };
  const request = {
    pathParameters: { id: 'CUST-001', submissionId },
    headers: { 'Content-Type': 'application/json' },
    body: '{"ids":["CUST-001"]}',
  };
  const action = name === 'delete-from-table' ? 'delete' : 'add';
  const outcomes = [name === 'log-event' ? 'added' : 'valid'];
  return { ...proxyEvent(request), submissionId, action, outcomes, validCount: 1, steps: [] };
}

describe('Lambda handlers', () => {
  it('exports a handler from every file in handlers/ without reading the environment on import', async () => {
    const handlers = await Promise.all((await handlerNames()).map(importHandler));

    expect(handlers.map((handler) => typeof handler)).to.deep.equal(handlers.map(() => 'function'));
  });

  it('has one handler for each function in the Terraform plan', async () => {
    expect([...(await plannedEnvironments()).keys()].sort()).to.deep.equal(await handlerNames());
  });

  it('requires exactly the environment variables that the Terraform plan sets', async () => {
    const planned = await plannedEnvironments();
    for (const name of await handlerNames()) {
      const given = Object.keys(planned.get(name) ?? {}).sort();

      expect({ name, variables: await missingVariables(name) }).to.deep.equal({ name, variables: given });
    }
  });
});
