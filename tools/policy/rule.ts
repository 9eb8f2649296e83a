import type { HclBlock } from '#tools/lib/hcl.ts';
import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';

/** A planned resource: JSON strings are parsed, null attributes removed. */
export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Fields;
}

/** Everything that rules check. */
export interface System {
  readonly environment: string;
  readonly resources: readonly Resource[];
  readonly hcl: readonly HclBlock[];
  readonly contract: Fields;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export interface Rule {
  readonly id: string;
  /** The guarantee, which is also the title of its test. */
  readonly title: string;
  /** The Terraform variable that enables the feature; without one the rule applies to every environment. */
  readonly behind?: string;
  /** A plan depends on the environment and requires Terraform; sources do not. */
  readonly reads: 'plan' | 'sources';
  /** The resource types that the rule checks, if any. */
  readonly types?: readonly string[];
  /** One string per violation, with its location. */
  readonly findViolations: (system: System) => readonly string[];
  /** A system that violates the rule, which proves that the rule can fail. */
  readonly counterexample: System;
}

export const emptySystem: System = { environment: 'test', resources: [], hcl: [], contract: {}, files: [] };

export const ofType = ({ resources }: Pick<System, 'resources'>, ...types: string[]): readonly Resource[] =>
  resources.filter(({ type }) => types.includes(type));

export interface RuleOptions {
  readonly behind?: string;
  /** Attributes that violate the rule; default: none set. */
  readonly bad?: Fields;
  /** Other resources needed for a violation. */
  readonly companions?: readonly Omit<Resource, 'address'>[];
}

/** A rule on the planned attributes of each resource of a type. */
export function every(
  [id, title]: readonly [id: string, title: string],
  type: string | readonly string[],
  holds: (values: Fields, system: System) => boolean,
  { behind, bad = {}, companions = [] }: RuleOptions = {},
): Rule {
  const types = listOf(type).map(String);
  const broken = [...types.map((each) => ({ type: each, values: bad })), ...companions];
  return {
    id,
    title,
    reads: 'plan',
    types,
    ...(behind && { behind }),
    findViolations: (system) =>
      ofType(system, ...types)
        .filter(({ values }) => !holds(values, system))
        .map(({ address }) => address),
    counterexample: { ...emptySystem, resources: broken.map((resource) => ({ address: 'bad', ...resource })) },
  };
}

/** A rule on each HCL block of a kind and type, for settings that a plan does not show. */
export function everyBlock(
  [id, title]: readonly [id: string, title: string],
  [kind, type]: readonly [kind: string, type: string],
  holds: (body: Fields) => boolean,
  { behind, bad = {} }: Omit<RuleOptions, 'companions'> = {},
): Rule {
  return {
    id,
    title,
    reads: 'sources',
    ...(behind && { behind }),
    findViolations: ({ hcl }) =>
      hcl
        .filter((block) => block.kind === kind && block.labels[0] === type && !holds(block.body))
        .map(({ path, labels }) => `${path}: ${labels.join('.')}`),
    counterexample: { ...emptySystem, hcl: [{ path: 'bad.tf', kind, labels: [type, 'bad'], body: bad }] },
  };
}

/** The value at a path such as `settings.0.metrics_enabled`, or undefined. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (Array.isArray(inner) ? inner[Number(key)] : fieldsOf(inner)[key]), value);
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
