// Parses the output of `terraform show -json` and masks its secrets, so that no reader can print one.
import { type Fields, fieldsOf, isFields, listOf, parseJson } from '#tools/lib/json.ts';

export type Action = 'add' | 'change' | 'replace' | 'destroy' | 'keep';

export interface PlannedResource {
  readonly address: string;
  /** The address of its module, empty for the root. */
  readonly module: string;
  readonly type: string;
  readonly action: Action;
  /** The attributes that force a replacement. */
  readonly replacedFor: readonly string[];
  readonly before: Fields | undefined;
  readonly after: Fields | undefined;
}

export const unknown = '(known after apply)';
export const sensitive = '(sensitive)';

/** API keys are masked here, too, because the provider marks not all of them as sensitive. */
const unmarkedSecrets: Readonly<Record<string, Fields>> = {
  aws_api_gateway_api_key: { value: true },
  aws_api_gateway_usage_plan_key: { value: true },
};

/** The managed resources. JSON strings are parsed, so that policies and documents can be compared by member. */
export function readPlan(plan: unknown): readonly PlannedResource[] {
  return listOf(fieldsOf(plan)['resource_changes'])
    .map(fieldsOf)
    .filter(({ mode }) => mode === 'managed')
    .map(readResource);
}

/** The value of a root variable in this plan. */
export const readVariable = (plan: unknown, name: string): unknown =>
  fieldsOf(fieldsOf(fieldsOf(plan)['variables'])[name])['value'];

function readResource(resource: Fields): PlannedResource {
  const change = fieldsOf(resource['change']);
  const type = String(resource['type']);
  const masked = (value: unknown, secret: unknown, open: unknown): Fields | undefined => {
    const result = mask(mask(mask(value, open, unknown), secret, sensitive), unmarkedSecrets[type], sensitive);
    return isFields(result) ? result : undefined;
  };
  return {
    address: String(resource['address']),
    module: String(resource['module_address'] ?? ''),
    type,
    action: toAction(listOf(change['actions'])),
    replacedFor: listOf(change['replace_paths']).map((path) => listOf(path).join('.')),
    before: masked(change['before'], change['before_sensitive'], undefined),
    after: masked(change['after'], change['after_sensitive'], change['after_unknown']),
  };
}

function toAction(actions: readonly unknown[]): Action {
  if (actions.includes('create')) return actions.includes('delete') ? 'replace' : 'add';
  if (actions.includes('delete')) return 'destroy';
  return actions.includes('update') ? 'change' : 'keep';
}

/** Replaces each value that is true in `marks`, which has the same shape. */
function mask(value: unknown, marks: unknown, cover: string): unknown {
  if (marks === true) return cover;
  if (Array.isArray(value)) return value.map((item, index) => mask(item, listOf(marks)[index], cover));
  if (typeof value === 'string' && /^\s*[{[]/.test(value)) return parseJson(value) ?? value;
  if (!isFields(value)) return value;
  const marked = fieldsOf(marks);
  const hidden = Object.keys(marked).filter((name) => marked[name] === true);
  const names = new Set([...Object.keys(value), ...hidden]);
  return Object.fromEntries(Array.from(names, (name) => [name, mask(value[name], marked[name], cover)]));
}
