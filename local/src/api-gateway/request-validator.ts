import type { JsonReader } from '#local/json-reader.ts';
import type { Operation } from './api-definition.ts';
import type { Refusal } from './gateway-responses.ts';
import { type GatewayRequest, valuesOf } from './request.ts';

type Validate = (body: unknown) => boolean;

/** What the request lacks, as coarsely as API Gateway looks: the function checks in full. */
export type ValidateRequest = (
  operation: Operation,
  request: GatewayRequest,
  body: string,
) => Promise<Refusal | undefined>;

// API Gateway leaves these out of a model, so a stricter local check would promise too much.
const IGNORED_KEYWORDS = [
  ...['default', 'deprecated', 'discriminator', 'example', 'exclusiveMinimum', 'format'],
  ...['maxItems', 'minItems', 'nullable', 'readOnly'],
];

export function createRequestValidator(document: JsonReader): ValidateRequest {
  const components = document.fields['components'];
  const compiled = new Map<unknown, Promise<Validate>>();
  const validatorOf = (schema: unknown): Promise<Validate> => {
    const known = compiled.get(schema) ?? compile(schema, components);
    compiled.set(schema, known);
    return known;
  };

  return async (operation, request, body) => {
    if (!hasParameters(operation, request)) return 'missing-parameter';
    const model = operation.bodyModels.get(mediaTypeOf(request));
    if (model === undefined) return undefined;
    const isValid = await validatorOf(model);
    return isJson(body, isValid) ? undefined : 'invalid-body';
  };
}

const hasParameters = ({ requiredQuery, requiredHeaders }: Operation, { query, headers }: GatewayRequest): boolean =>
  requiredQuery.every((name) => valuesOf(query, name).some(isNotBlank)) &&
  // Their names are compared with case, unlike anywhere else.
  requiredHeaders.every((name) =>
    [...headers.values()].some((each) => each.name === name && each.values.some(isNotBlank)),
  );

const isNotBlank = (text: string): boolean => text.trim() !== '';

/** A request that names no media type counts as JSON. */
const mediaTypeOf = ({ headers }: GatewayRequest): string =>
  (valuesOf(headers, 'content-type').at(-1) ?? 'application/json').split(';', 1)[0]?.trim().toLowerCase() ?? '';

function isJson(body: string, isValid: Validate): boolean {
  try {
    return isValid(JSON.parse(body));
  } catch {
    return false;
  }
}

/** The compiler takes 60 ms to load, which nobody should wait for who sends no body. */
async function compile(schema: unknown, components: unknown): Promise<Validate> {
  const { default: Ajv } = await import('ajv-draft-04');
  const validate = new Ajv.default({ strict: false, validateFormats: false }).compile({
    allOf: [withoutIgnored(schema)],
    components: withoutIgnored(components),
  });
  return (body) => validate(body) === true;
}

function withoutIgnored(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIgnored);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !IGNORED_KEYWORDS.includes(keyword))
      .map(([keyword, value]) => [keyword, withoutIgnored(value)]),
  );
}
