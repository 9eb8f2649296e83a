import type { Fields } from '#tools/lib/json.ts';

interface Changed {
  readonly before?: Fields;
  readonly after?: Fields;
  readonly unknown?: Fields;
  readonly sensitive?: Fields;
  readonly replacedFor?: readonly string[];
  readonly module?: string;
  /** The instance of a for_each. */
  readonly key?: string;
}

/** A resource change in the format of `terraform show -json`; its action follows from `before` and `after`. */
export const planned = (
  type: string,
  { before, after, unknown, sensitive, replacedFor, module, key }: Changed,
): Fields => ({
  address: `${module ? `${module}.` : ''}${type}.this${key === undefined ? '' : `["${key}"]`}`,
  ...(module && { module_address: module }),
  mode: 'managed',
  type,
  change: {
    actions: toActions(before, after, replacedFor),
    before: before ?? null,
    after: after ?? null,
    after_unknown: unknown ?? {},
    before_sensitive: sensitive ?? false,
    after_sensitive: sensitive ?? false,
    ...(replacedFor && { replace_paths: replacedFor.map((attribute) => [attribute]) }),
  },
});

function toActions(before: Fields | undefined, after: Fields | undefined, replacedFor: readonly string[] | undefined) {
  if (!before) return ['create'];
  if (!after) return ['delete'];
  if (replacedFor) return ['delete', 'create'];
  return JSON.stringify(before) === JSON.stringify(after) ? ['no-op'] : ['update'];
}

/** A plan of dev in the account 123456789012. */
export const planOf = (...resources: readonly Fields[]): Fields => ({
  variables: { environment: { value: 'dev' } },
  prior_state: {
    values: {
      root_module: { resources: [{ type: 'aws_caller_identity', values: { account_id: '123456789012' } }] },
    },
  },
  resource_changes: resources,
});
