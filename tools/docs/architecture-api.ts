import type { Stack } from '#tools/lib/stack.ts';
import type { Edge, Node } from './mermaid.ts';
import type { StackFunction } from './stack-functions.ts';

/** Part of the diagram: nodes and the edges to and from them. */
export interface Part {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** The clients and the entry points. */
export function entry(stack: Stack): Part {
  const paths = stack.only('aws_api_gateway_rest_api').record('body').record('paths').entries();
  const operations = paths.flatMap(([, methods]) => methods.entries());
  const lines = ['API Gateway', `${operations.length} operations`, 'key, limits, first validation'] as const;
  const page = website(stack);
  return {
    nodes: [
      ...page.nodes,
      { id: 'clients', lines: ['API clients'], style: 'person' },
      { id: 'gateway', lines, style: 'entry' },
    ],
    edges: [...page.edges, { from: 'clients', to: 'gateway', label: 'x-api-key' }],
  };
}

function website(stack: Stack): Part {
  const [distribution] = stack.ofType('aws_cloudfront_distribution');
  if (!distribution) return { nodes: [], edges: [] };
  const buckets = stack.ofType('aws_s3_bucket');
  const paths = distribution.blocks('ordered_cache_behavior').map((behaviour) => behaviour.text('path_pattern'));
  return {
    nodes: [
      { id: 'browser', lines: ['Browser'], style: 'person' },
      { id: 'cloudfront', lines: ['CloudFront', 'page and API, one origin'], style: 'entry' },
      ...buckets.map(
        (bucket): Node => ({ id: bucket.text('bucket'), lines: ['S3', 'the page, config.json'], style: 'store' }),
      ),
    ],
    edges: [
      { from: 'browser', to: 'cloudfront' },
      ...buckets.map((bucket) => ({ from: 'cloudfront', to: bucket.text('bucket') })),
      { from: 'cloudfront', to: 'gateway', label: paths.filter((path) => path.startsWith('/api')).join(' ') },
    ],
  };
}

/** The functions behind API Gateway. Those with the same resources share one node. */
export function apiFunctions(stack: Stack, functions: readonly StackFunction[]): Part {
  const permissions = stack.ofType('aws_lambda_permission');
  const apiPermissions = permissions.filter(
    (permission) => permission.text('principal') === 'apigateway.amazonaws.com',
  );
  const allowed = new Set(apiPermissions.map((permission) => permission.text('function_name')));
  const groups = groupByResources(functions.filter(({ functionName }) => allowed.has(functionName)));
  return {
    nodes: groups.map((group) => ({ id: groupId(group), lines: groupLines(group), style: 'compute' })),
    edges: groups.flatMap((group) => [{ from: 'gateway', to: groupId(group) }, ...reachEdges(groupId(group), group)]),
  };
}

type FunctionGroup = readonly [StackFunction, ...StackFunction[]];

function groupByResources(functions: readonly StackFunction[]): readonly FunctionGroup[] {
  const groups = new Map<string, FunctionGroup>();
  for (const member of functions) {
    const key = [...findReach([member]).keys()].join(' ');
    const group = groups.get(key);
    groups.set(key, group ? [...group, member] : [member]);
  }
  return [...groups.values()];
}

const groupId = ([{ name }]: FunctionGroup): string => `api-${name}`;

const groupLines = ([first, ...others]: FunctionGroup): Node['lines'] => [
  first.name,
  ...others.map(({ name }) => `**${name}**`),
];

/** An edge to each table or bus in the functions' policies, labelled with the kinds of access. */
export function reachEdges(from: string, functions: readonly StackFunction[]): readonly Edge[] {
  return Array.from(findReach(functions), ([to, verbs]) => ({ from, to, label: [...verbs].join(', ') }));
}

const verbs: Readonly<Record<string, string>> = {
  'dynamodb:GetItem': 'read',
  'dynamodb:BatchGetItem': 'read',
  'dynamodb:Query': 'read',
  'dynamodb:PutItem': 'write',
  'dynamodb:UpdateItem': 'write',
  'events:PutEvents': 'publish',
};

function findReach(functions: readonly StackFunction[]): ReadonlyMap<string, ReadonlySet<string>> {
  const reach = new Map<string, Set<string>>();
  for (const { action, resource } of functions.flatMap(({ grants }) => grants)) {
    const verb = verbs[action];
    const to = toNodeId(resource);
    if (verb) reach.set(to, new Set([...(reach.get(to) ?? []), verb]));
  }
  return reach;
}

/** The last part of the ARN; an index belongs to its table. */
export const toNodeId = (arn: string): string => arn.replace(/\/index\/.*$/, '').replace(/^.*[:/]/, '');
