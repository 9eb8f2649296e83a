/** Makes types, validators and limits from the OpenAPI document, so that no fact of the contract is typed twice. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import openapiTS, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..');
const contractFile = 'infra/modules/api/openapi.json';
const banner = '// Made by functions/generate.ts from the OpenAPI document; do not edit.\n';

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, path), 'utf8'));
}

/** Unchanged files keep their time, so that watchers and incremental builds stay asleep. */
async function writeIfChanged(path: string, text: string) {
  const file = join(root, 'functions/src', path);
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === text) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function valueAt(from: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    const next = value instanceof Object ? Reflect.get(value, name) : undefined;
    if (next === undefined) throw new Error(`The contract has no ${path}.`);
    return next;
  }, from);
}

const limitPaths = {
  basePath: 'servers.0.url',
  customerIdLengthMin: 'components.parameters.CustomerId.schema.minLength',
  customerIdLengthMax: 'components.parameters.CustomerId.schema.maxLength',
  customerIdPrefixLengthMax: 'components.parameters.Prefix.schema.maxLength',
  pageSizeMin: 'components.parameters.Limit.schema.minimum',
  pageSizeMax: 'components.parameters.Limit.schema.maximum',
  pageSizeDefault: 'components.parameters.Limit.schema.default',
  customerIdCursorLengthMax: 'components.parameters.CustomerIdCursor.schema.maxLength',
  submissionCursorLengthMax: 'components.parameters.SubmissionCursor.schema.maxLength',
  preconditionLengthMax: 'components.parameters.IfMatch.schema.maxLength',
  idempotencyKeyLengthMax: 'components.parameters.IdempotencyKey.schema.maxLength',
  historyLengthMax: 'components.schemas.CustomerIdRecord.properties.history.maxItems',
  submissionIdsMin: 'components.schemas.SubmissionRequest.properties.ids.minItems',
  submissionIdsMax: 'components.schemas.SubmissionRequest.properties.ids.maxItems',
  submittedTextLengthMax: 'components.schemas.SubmissionRequest.properties.ids.items.maxLength',
} as const;

const patternPaths = {
  customerIdPattern: 'components.parameters.CustomerId.schema.pattern',
  customerIdPrefixPattern: 'components.parameters.Prefix.schema.pattern',
  idempotencyKeyPattern: 'components.parameters.IdempotencyKey.schema.pattern',
  submissionIdPattern: 'components.schemas.Ulid.pattern',
  timestampPattern: 'components.schemas.Timestamp.pattern',
} as const;

const eventPaths = {
  submittedEventSource: 'properties.source.const',
  submittedEventDetailType: 'properties.detail-type.const',
} as const;

function toConstants(document: unknown, paths: Readonly<Record<string, string>>) {
  return Object.entries(paths).map(([name, path]) => {
    const value = valueAt(document, path);
    const literal = name.endsWith('Pattern') ? String(new RegExp(String(value))) : JSON.stringify(value);
    return `export const ${name} = ${literal};\n`;
  });
}

async function limits(openApi: unknown) {
  const event = await readJson('statemachine/customer-ids-submitted.schema.json');
  const paths = { ...limitPaths, ...patternPaths };
  return [banner, ...toConstants(openApi, paths), ...toConstants(event, eventPaths)].join('');
}

async function contractTypes() {
  const nodes = await openapiTS(pathToFileURL(join(root, contractFile)), { immutable: true });
  return banner + astToString(nodes);
}

/** Ajv's code requires its helpers by name; esbuild inlines them, so that nothing of ajv is needed at run time. */
async function bundled(code: string) {
  const contents = { contents: code, resolveDir: root };
  const result = await build({ stdin: contents, bundle: true, write: false, format: 'esm', platform: 'neutral' });
  return result.outputFiles[0]?.text ?? '';
}

/** The bodies that clients send: each becomes the function `validate<Schema>`. */
const requestBodies = ['SubmissionRequest'] as const;

async function validators(openApi: unknown) {
  const ajv = new Ajv({ allErrors: true, code: { source: true, esm: true } });
  const names = Object.fromEntries(requestBodies.map((name) => [`validate${name}`, name]));
  for (const name of requestBodies) ajv.addSchema({ $id: name, ...getSchema(openApi, name) });
  return banner + (await bundled(standaloneCode.default(ajv, names)));
}

function getSchema(openApi: unknown, name: string) {
  const schema = valueAt(openApi, `components.schemas.${name}`);
  return schema instanceof Object ? schema : {};
}

function validatorTypes() {
  const validator = (name: string) =>
    `export declare const validate${name}: { (body: unknown): body is components['schemas']['${name}']; errors?: readonly SchemaFault[] | null };\n`;
  return `${banner}import type { components } from './contract.generated.ts';
export type SchemaFault = { readonly instancePath: string; readonly keyword: string; readonly message?: string; readonly params: Readonly<Record<string, unknown>> };
${requestBodies.map(validator).join('')}`;
}

const openApi = await readJson(contractFile);
await writeIfChanged('domain/limits.generated.ts', await limits(openApi));
await writeIfChanged('http/contract.generated.ts', await contractTypes());
await writeIfChanged('http/validators.generated.js', await validators(openApi));
await writeIfChanged('http/validators.generated.d.ts', validatorTypes());
