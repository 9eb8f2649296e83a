// Generates the OpenAPI document that API Gateway imports from the contract in the same folder.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { infraFolder } from '#tools/lib/paths.ts';

interface Reference {
  readonly $ref: string;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly type: string };
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly [keyword: string]: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Reference }>>;
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, unknown>>;
    readonly parameters?: Readonly<Record<string, Parameter>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

// API Gateway drops other keywords or warns about them, and a warning fails the import.
const schemaKeywords = new Set([
  'additionalProperties',
  'enum',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'pattern',
  'properties',
  'required',
  'type',
]);

/** Keeps routes, security, parameters and request models. The rest is only documentation. */
export function importBody({ openapi, info, paths, components }: ApiDocument): ApiDocument {
  const { securitySchemes, parameters = {}, schemas } = components;
  const models = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap(modelNames));
  return {
    openapi,
    info: { title: info.title, version: info.version },
    paths: mapValues(paths, (methods) => mapValues(methods, (operation) => importedOperation(operation, parameters))),
    components: {
      securitySchemes,
      schemas: Object.fromEntries(models.map((name) => [name, importedSchema(requireNamed(schemas, name))])),
    },
  };
}

function importedOperation(operation: Operation, shared: Readonly<Record<string, Parameter>>): Operation {
  const { operationId, security, parameters, requestBody, responses } = operation;
  return {
    operationId,
    security,
    ...(parameters && { parameters: parameters.map((parameter) => importedParameter(parameter, shared)) }),
    ...(requestBody && { requestBody: importedRequestBody(requestBody) }),
    responses: mapValues(responses, (_, status) => ({ description: `Status ${status}.` })),
  };
}

/** Without its example. */
const importedRequestBody = ({ required, content }: NonNullable<Operation['requestBody']>) => ({
  required,
  content: mapValues(content, ({ schema }) => ({ schema })),
});

function importedParameter(parameter: Parameter | Reference, shared: Readonly<Record<string, Parameter>>): Parameter {
  const whole = '$ref' in parameter ? requireNamed(shared, referencedName(parameter)) : parameter;
  const { name, in: place, required = false, schema } = whole;
  return { name, in: place, required, schema: { type: schema.type } };
}

function importedSchema(schema: Schema): Schema {
  if ('$ref' in schema)
    throw new Error(`A request body must be one flat model. It must not refer to ${schema['$ref']}.`);
  const supported = Object.fromEntries(Object.entries(schema).filter(([keyword]) => schemaKeywords.has(keyword)));
  return {
    ...supported,
    ...(schema.properties && { properties: mapValues(schema.properties, importedSchema) }),
    ...(schema.items && { items: importedSchema(schema.items) }),
  };
}

const modelNames = ({ requestBody }: Operation) =>
  Object.values(requestBody?.content ?? {}).map(({ schema }) => referencedName(schema));

const referencedName = ({ $ref }: Reference) => $ref.slice($ref.lastIndexOf('/') + 1);

function requireNamed<Value>(values: Readonly<Record<string, Value>>, name: string): Value {
  const value = values[name];
  if (value === undefined) throw new Error(`The contract has no component named ${name}.`);
  return value;
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value, key)]));
}

const apiFolder = join(infraFolder, 'modules/api');

export function readContract(): ApiDocument {
  return JSON.parse(readFileSync(join(apiFolder, 'openapi.json'), 'utf8'));
}

if (process.argv[1] === import.meta.filename) {
  const text = `${JSON.stringify(importBody(readContract()), null, 2)}\n`;
  writeFileSync(join(apiFolder, 'import-body.generated.json'), text);
}
