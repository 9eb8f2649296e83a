import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';

export interface DistributionDefinition {
  /** Requests with this prefix (`/api/`) are forwarded unchanged. */
  readonly apiPrefix: string;
  readonly apiMethods: readonly string[];
  readonly page: {
    readonly methods: readonly string[];
    /** The object returned for `/`. */
    readonly rootObject: string;
    readonly viewerFunctionArn: string | undefined;
  };
  /** Error caching TTL by status code; other codes use CloudFront's default. */
  readonly errorCachingSeconds: ReadonlyMap<number, number>;
}

/** AWS managed policies; their IDs are the same in every account. */
const managedPolicyIds = {
  cachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  allViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
};

/** Throws a StartError for any unsupported setting. */
export function readDistribution(stack: Stack): DistributionDefinition {
  const values = stack.only('aws_cloudfront_distribution');
  rejectBlocks(values, ['logging_config', 'origin_group']);
  rejectGeoRestriction(values);
  const [page] = values.blocks('default_cache_behavior');
  const [api, ...others] = values.blocks('ordered_cache_behavior');
  if (!page || !api || others.length > 0) return reject('a distribution without exactly one ordered cache behavior');
  requirePolicy(page, 'cache_policy_id', managedPolicyIds.cachingOptimized);
  requirePolicy(api, 'cache_policy_id', managedPolicyIds.cachingDisabled);
  requirePolicy(api, 'origin_request_policy_id', managedPolicyIds.allViewerExceptHostHeader);
  rejectBlocks(api, ['function_association']);
  return {
    apiPrefix: parsePathPrefix(api),
    apiMethods: api.textList('allowed_methods'),
    page: {
      methods: page.textList('allowed_methods'),
      rootObject: values.text('default_root_object'),
      viewerFunctionArn: readViewerFunctionArn(page),
    },
    errorCachingSeconds: readErrorCachingSeconds(values),
  };
}

function parsePathPrefix(api: JsonReader): string {
  const pattern = api.text('path_pattern');
  return /^\/[\w-]+\/\*$/.test(pattern) ? pattern.slice(0, -1) : reject(`the path pattern ${pattern}`);
}

function readViewerFunctionArn(page: JsonReader): string | undefined {
  rejectBlocks(page, ['lambda_function_association', 'forwarded_values']);
  const [association, ...others] = page.blocks('function_association');
  if (!association) return undefined;
  if (others.length > 0 || association.text('event_type') !== 'viewer-request')
    reject('a function association other than one viewer-request');
  return association.text('function_arn');
}

function readErrorCachingSeconds(values: JsonReader): ReadonlyMap<number, number> {
  const errors = values.blocks('custom_error_response').map((error) => {
    if (error.has('response_page_path') || error.has('response_code')) reject('a custom error page');
    return [error.number('error_code'), error.number('error_caching_min_ttl', DEFAULT_ERROR_SECONDS)] as const;
  });
  return new Map(errors);
}

/** CloudFront's default error caching TTL. */
export const DEFAULT_ERROR_SECONDS = 10;

function rejectGeoRestriction(values: JsonReader): void {
  const limit = values.block('restrictions')?.block('geo_restriction');
  if (limit && limit.text('restriction_type') !== 'none') reject('a geo restriction');
}

function requirePolicy(behavior: JsonReader, name: string, known: string): void {
  if (behavior.text(name) !== known) reject(`the ${name} ${behavior.text(name)}`);
}

function rejectBlocks(values: JsonReader, names: readonly string[]): void {
  const used = names.find((name) => values.blocks(name).length > 0);
  if (used) reject(used);
}

function reject(what: string): never {
  throw new StartError(`CloudFront: ${what} is not emulated.`);
}
