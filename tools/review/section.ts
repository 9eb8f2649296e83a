// Renders a section that describes the result of a plan, marking new and removed sentences.
import type { Fields } from '#tools/lib/json.ts';
import type { PlannedResource } from './plan.ts';

/** Sentences under one heading, such as the permissions of a role. */
export interface Facts {
  readonly subject: string;
  readonly sentences: readonly string[];
}

export type Describe = (resource: Pick<PlannedResource, 'address' | 'type'>, values: Fields) => readonly Facts[];

export function section(title: string, resources: readonly PlannedResource[], describe: Describe): readonly string[] {
  const before = collect(resources, 'before', describe);
  const after = collect(resources, 'after', describe);
  const subjects = [...new Set([...after.keys(), ...before.keys()])];
  if (subjects.length === 0) return [];
  const lines = subjects.flatMap((subject) => {
    const marked = compare(before.get(subject) ?? [], after.get(subject) ?? [], before.size > 0);
    return subject === ''
      ? marked.map((line) => `- ${line}`)
      : [`- ${subject}`, ...marked.map((line) => `  - ${line}`)];
  });
  return [`## ${title}`, '', ...lines, ''];
}

function collect(
  resources: readonly PlannedResource[],
  when: 'before' | 'after',
  describe: Describe,
): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const resource of resources) {
    const values = resource[when];
    if (!values) continue;
    for (const { subject, sentences } of describe(resource, values)) {
      all.set(subject, [...(all.get(subject) ?? []), ...sentences]);
    }
  }
  return all;
}

/** In a new stack everything is new, so nothing is marked. */
function compare(before: readonly string[], after: readonly string[], marks: boolean): readonly string[] {
  const kept = after.map((sentence) => (marks && !before.includes(sentence) ? `**new:** ${sentence}` : sentence));
  const gone = before.filter((sentence) => !after.includes(sentence)).map((sentence) => `**removed:** ~~${sentence}~~`);
  return [...kept, ...gone];
}
