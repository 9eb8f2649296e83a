/** The operations of the API, from the OpenAPI document. A new operation becomes part of every enumeration. */
import { readFileSync } from 'node:fs';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
}

export interface ApiOperation {
  readonly operationId: string;
  readonly method: string;
  /** For example `['customer-ids', '{id}']`. */
  readonly segments: readonly string[];
  readonly needsKey: boolean;
  readonly access: string | undefined;
  readonly parameters: readonly Parameter[];
  /** Name of the schema; undefined for an operation that reads no body. */
  readonly bodySchema: string | undefined;
  readonly statuses: readonly number[];
}

interface Reference {
  readonly $ref: string;
}

interface Source {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly 'x-access'?: string;
  readonly parameters?: readonly Reference[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Reference }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = JSON.parse(readFileSync(new URL('../../../infra/modules/api/openapi.json', import.meta.url), 'utf8'));

const lastName = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

const toOperation = (path: string, method: string, source: Source): ApiOperation => ({
  operationId: source.operationId,
  method: method.toUpperCase(),
  segments: path.slice(1).split('/'),
  needsKey: source.security.length > 0,
  access: source['x-access'],
  parameters: (source.parameters ?? []).map(({ $ref }) => document.components.parameters[lastName($ref)]),
  bodySchema: Object.values(source.requestBody?.content ?? {}).map(({ schema }) => lastName(schema.$ref))[0],
  statuses: Object.keys(source.responses).map(Number).filter(Number.isInteger),
});

export const operations: readonly ApiOperation[] = Object.entries<Record<string, Source>>(document.paths).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, source]) => toOperation(path, method, source)),
);

export const problemCodes: readonly string[] = document.components.schemas.Problem.properties.code.enum;

export const isParameter = (segment: string | undefined): boolean => segment?.startsWith('{') ?? false;

/** The target of a request; `fill` replaces the path parameter. */
export const toTarget = ({ segments }: ApiOperation, fill: string): string =>
  `/api/${segments.map((segment) => (isParameter(segment) ? fill : segment)).join('/')}`;
