import type { JsonReader } from '#local/json-reader.ts';
import type { Operation } from './api-definition.ts';
import type { GatewayError } from './gateway-responses.ts';
import { type GatewayRequest, getValues } from './request.ts';

type Validate = (body: unknown) => boolean;

/** Coarse validation, like API Gateway's; the function validates in full. */
export type ValidateRequest = (
  operation: Operation,
  request: GatewayRequest,
  body: string,
) => Promise<GatewayError | undefined>;

// API Gateway ignores these in a model, so checking them here would be stricter than AWS.
const IGNORED_KEYWORDS = [
  ...['default', 'deprecated', 'discriminator', 'example', 'exclusiveMinimum', 'format'],
  ...['maxItems', 'minItems', 'nullable', 'readOnly'],
];

export function createRequestValidator(document: JsonReader): ValidateRequest {
  const components = document.fields['components'];
  const compiled = new Map<unknown, Promise<Validate>>();
  const getValidator = (schema: unknown): Promise<Validate> => {
    const validator = compiled.get(schema) ?? compile(schema, components);
    compiled.set(schema, validator);
    return validator;
  };

  return async (operation, request, body) => {
    if (!hasParameters(operation, request)) return 'missing-parameter';
    const model = operation.bodyModels.get(parseMediaType(request));
    if (model === undefined) return undefined;
    const isValid = await getValidator(model);
    return isValidJson(body, isValid) ? undefined : 'invalid-body';
  };
}

const hasParameters = ({ requiredQuery, requiredHeaders }: Operation, { query, headers }: GatewayRequest): boolean =>
  requiredQuery.every((name) => getValues(query, name).some(hasText)) &&
  // API Gateway compares required header names case-sensitively.
  requiredHeaders.every((name) =>
    [...headers.values()].some((each) => each.name === name && each.values.some(hasText)),
  );

const hasText = (text: string): boolean => text.trim() !== '';

/** A request without a Content-Type is treated as JSON. */
const parseMediaType = ({ headers }: GatewayRequest): string =>
  (getValues(headers, 'content-type').at(-1) ?? 'application/json').split(';', 1)[0]?.trim().toLowerCase() ?? '';

function isValidJson(body: string, isValid: Validate): boolean {
  try {
    return isValid(JSON.parse(body));
  } catch {
    return false;
  }
}

/** Loads Ajv on first use: it takes 60 ms, and most requests have no body. */
async function compile(schema: unknown, components: unknown): Promise<Validate> {
  const { default: Ajv } = await import('ajv-draft-04');
  const validate = new Ajv.default({ strict: false, validateFormats: false }).compile({
    allOf: [removeIgnoredKeywords(schema)],
    components: removeIgnoredKeywords(components),
  });
  return (body) => validate(body) === true;
}

function removeIgnoredKeywords(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(removeIgnoredKeywords);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !IGNORED_KEYWORDS.includes(keyword))
      .map(([keyword, value]) => [keyword, removeIgnoredKeywords(value)]),
  );
}
