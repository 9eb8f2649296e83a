import type { Stack } from '#tools/lib/stack.ts';
import type { Edge, Node } from './mermaid.ts';
import type { StackFunction } from './stack-functions.ts';

/** Some nodes of the picture, and what leads to or from them. */
export interface Part {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** Who calls, and what they meet first. */
export function entry(stack: Stack): Part {
  const paths = stack.only('aws_api_gateway_rest_api').record('body').record('paths').entries();
  const operations = paths.flatMap(([, methods]) => methods.entries());
  const lines = ['API Gateway', `${operations.length} operations`, 'key, limits, first validation'] as const;
  const page = website(stack);
  return {
    nodes: [
      ...page.nodes,
      { id: 'clients', lines: ['API clients'], look: 'person' },
      { id: 'gateway', lines, look: 'entry' },
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
      { id: 'browser', lines: ['Browser'], look: 'person' },
      { id: 'cloudfront', lines: ['CloudFront', 'page and API, one origin'], look: 'entry' },
      ...buckets.map(
        (bucket): Node => ({ id: bucket.text('bucket'), lines: ['S3', 'the page, config.json'], look: 'store' }),
      ),
    ],
    edges: [
      { from: 'browser', to: 'cloudfront' },
      ...buckets.map((bucket) => ({ from: 'cloudfront', to: bucket.text('bucket') })),
      { from: 'cloudfront', to: 'gateway', label: paths.filter((path) => path.startsWith('/api')).join(' ') },
    ],
  };
}

/** The functions that API Gateway may call. Those that reach the same resources are drawn as one. */
export function apiFunctions(stack: Stack, functions: readonly StackFunction[]): Part {
  const permissions = stack.ofType('aws_lambda_permission');
  const ofApi = permissions.filter((permission) => permission.text('principal') === 'apigateway.amazonaws.com');
  const allowed = new Set(ofApi.map((permission) => permission.text('function_name')));
  const teams = teamsOf(functions.filter(({ functionName }) => allowed.has(functionName)));
  return {
    nodes: teams.map((team) => ({ id: idOf(team), lines: namesOf(team), look: 'compute' })),
    edges: teams.flatMap((team) => [{ from: 'gateway', to: idOf(team) }, ...reachEdges(idOf(team), team)]),
  };
}

type Team = readonly [StackFunction, ...StackFunction[]];

function teamsOf(functions: readonly StackFunction[]): readonly Team[] {
  const teams = new Map<string, Team>();
  for (const member of functions) {
    const key = [...reachOf([member]).keys()].join(' ');
    const team = teams.get(key);
    teams.set(key, team ? [...team, member] : [member]);
  }
  return [...teams.values()];
}

const idOf = ([{ name }]: Team): string => `api-${name}`;

const namesOf = ([first, ...others]: Team): Node['lines'] => [first.name, ...others.map(({ name }) => `**${name}**`)];

/** An arrow for each table or bus that the functions' roles let them touch, and what for. */
export function reachEdges(from: string, functions: readonly StackFunction[]): readonly Edge[] {
  return Array.from(reachOf(functions), ([to, verbs]) => ({ from, to, label: [...verbs].join(', ') }));
}

const verbs: Readonly<Record<string, string>> = {
  'dynamodb:GetItem': 'read',
  'dynamodb:Query': 'read',
  'dynamodb:PutItem': 'write',
  'dynamodb:UpdateItem': 'write',
  'events:PutEvents': 'publish',
};

function reachOf(functions: readonly StackFunction[]): ReadonlyMap<string, ReadonlySet<string>> {
  const reach = new Map<string, Set<string>>();
  for (const { action, resource } of functions.flatMap(({ grants }) => grants)) {
    const verb = verbs[action];
    const to = nodeIdOf(resource);
    if (verb) reach.set(to, new Set([...(reach.get(to) ?? []), verb]));
  }
  return reach;
}

/** Tables and buses are named by the end of their ARN; an index is part of its table. */
export const nodeIdOf = (arn: string): string => arn.replace(/\/index\/.*$/, '').replace(/^.*[:/]/, '');
