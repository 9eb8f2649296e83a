import type { HclBlock } from '#tools/lib/hcl.ts';
import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';

/** A resource as it is planned: JSON text is decoded, and what is not set is left out. */
export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Fields;
}

/** All that rules look at. */
export interface System {
  readonly environment: string;
  readonly resources: readonly Resource[];
  readonly hcl: readonly HclBlock[];
  readonly contract: Fields;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export interface Rule {
  readonly id: string;
  /** The guarantee, as the title of its tests. */
  readonly says: string;
  /** The variable that turns it on; without one it holds in every environment. */
  readonly behind?: string;
  /** Where it looks: what is planned differs by environment and takes Terraform to know, what is written does not. */
  readonly reads: 'plan' | 'sources';
  /** The types of resource that it is about, where there are any. */
  readonly types?: readonly string[];
  /** What breaks the rule, and where. */
  readonly faultsIn: (system: System) => readonly string[];
  /** A system that breaks it, so that a rule which cannot fail is noticed. */
  readonly counterexample: System;
}

export const emptySystem: System = { environment: 'test', resources: [], hcl: [], contract: {}, files: [] };

export const ofType = ({ resources }: Pick<System, 'resources'>, ...types: string[]): readonly Resource[] =>
  resources.filter(({ type }) => types.includes(type));

export interface RuleOptions {
  readonly behind?: string;
  /** Values that break the rule; a resource with nothing set when not given. */
  readonly bad?: Fields;
  /** What must stand beside it to break the rule. */
  readonly beside?: readonly Omit<Resource, 'address'>[];
}

/** A rule on each resource of a type, by its planned values. */
export function every(
  [id, says]: readonly [id: string, says: string],
  type: string | readonly string[],
  holds: (values: Fields, system: System) => boolean,
  { behind, bad = {}, beside = [] }: RuleOptions = {},
): Rule {
  const types = listOf(type).map(String);
  const broken = [...types.map((each) => ({ type: each, values: bad })), ...beside];
  return {
    id,
    says,
    reads: 'plan',
    types,
    ...(behind && { behind }),
    faultsIn: (system) =>
      ofType(system, ...types)
        .filter(({ values }) => !holds(values, system))
        .map(({ address }) => address),
    counterexample: { ...emptySystem, resources: broken.map((resource) => ({ address: 'bad', ...resource })) },
  };
}

/** A rule on each block of HCL of a kind and type, for what no plan shows. */
export function everyBlock(
  [id, says]: readonly [id: string, says: string],
  [kind, type]: readonly [kind: string, type: string],
  holds: (body: Fields) => boolean,
  { behind, bad = {} }: Omit<RuleOptions, 'beside'> = {},
): Rule {
  return {
    id,
    says,
    reads: 'sources',
    ...(behind && { behind }),
    faultsIn: ({ hcl }) =>
      hcl
        .filter((block) => block.kind === kind && block.labels[0] === type && !holds(block.body))
        .map(({ path, labels }) => `${path}: ${labels.join('.')}`),
    counterexample: { ...emptySystem, hcl: [{ path: 'bad.tf', kind, labels: [type, 'bad'], body: bad }] },
  };
}

/** What stands at a path such as `settings.0.metrics_enabled`, or undefined. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (Array.isArray(inner) ? inner[Number(key)] : fieldsOf(inner)[key]), value);
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
