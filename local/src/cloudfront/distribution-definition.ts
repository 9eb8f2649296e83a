import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';

export interface DistributionDefinition {
  /** `/api/`: what begins so goes to the API, as it came. */
  readonly apiPrefix: string;
  readonly page: {
    readonly methods: readonly string[];
    /** The object that `/` stands for. */
    readonly rootObject: string;
    readonly viewerFunctionArn: string | undefined;
  };
  /** How long an error is kept, by its code; CloudFront decides about a code that is not named. */
  readonly errorSeconds: ReadonlyMap<number, number>;
}

/** Policies that AWS keeps, by what they do. Their ids are the same in every account. */
const managed = {
  cachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  allViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
};

/** Reads the distribution of a page and an API; whatever else a distribution can do is refused. */
export function readDistribution(stack: Stack): DistributionDefinition {
  const values = stack.only('aws_cloudfront_distribution');
  refuseBlocks(values, ['logging_config', 'origin_group']);
  refuseLimits(values);
  const [page] = values.blocks('default_cache_behavior');
  const [api, ...others] = values.blocks('ordered_cache_behavior');
  if (!page || !api || others.length > 0) return refuse('a distribution without exactly one path beside the page');
  refuseOtherPolicies(page, 'cache_policy_id', managed.cachingOptimized);
  refuseOtherPolicies(api, 'cache_policy_id', managed.cachingDisabled);
  refuseOtherPolicies(api, 'origin_request_policy_id', managed.allViewerExceptHostHeader);
  refuseBlocks(api, ['function_association']);
  return {
    apiPrefix: prefixOf(api),
    page: {
      methods: page.textList('allowed_methods'),
      rootObject: values.text('default_root_object'),
      viewerFunctionArn: viewerFunctionOf(page),
    },
    errorSeconds: errorSecondsOf(values),
  };
}

function prefixOf(api: JsonReader): string {
  const pattern = api.text('path_pattern');
  return /^\/[\w-]+\/\*$/.test(pattern) ? pattern.slice(0, -1) : refuse(`the path pattern ${pattern}`);
}

function viewerFunctionOf(page: JsonReader): string | undefined {
  refuseBlocks(page, ['lambda_function_association', 'forwarded_values']);
  const [association, ...others] = page.blocks('function_association');
  if (!association) return undefined;
  if (others.length > 0 || association.text('event_type') !== 'viewer-request') refuse('a function on a response');
  return association.text('function_arn');
}

function errorSecondsOf(values: JsonReader): ReadonlyMap<number, number> {
  const errors = values.blocks('custom_error_response').map((error) => {
    if (error.has('response_page_path') || error.has('response_code')) refuse('a page in the place of an error');
    return [error.number('error_code'), error.number('error_caching_min_ttl', DEFAULT_ERROR_SECONDS)] as const;
  });
  return new Map(errors);
}

/** What CloudFront does with an error for which no lifetime is given. */
export const DEFAULT_ERROR_SECONDS = 10;

function refuseLimits(values: JsonReader): void {
  const limit = values.block('restrictions')?.block('geo_restriction');
  if (limit && limit.text('restriction_type') !== 'none') refuse('a limit by country');
}

function refuseOtherPolicies(behavior: JsonReader, name: string, known: string): void {
  if (behavior.text(name) !== known) refuse(`the ${name} ${behavior.text(name)}`);
}

function refuseBlocks(values: JsonReader, names: readonly string[]): void {
  const used = names.find((name) => values.blocks(name).length > 0);
  if (used) refuse(used);
}

function refuse(what: string): never {
  throw new StartError(`CloudFront: ${what} is not emulated.`);
}
