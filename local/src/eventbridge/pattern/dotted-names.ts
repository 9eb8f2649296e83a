import { type ExactJson, type ExactObject, isExactObject } from './exact-json.ts';

const ignore = (): void => undefined;

/**
 * EventBridge treats a field named `a.b` like a field `b` inside `a`. Only rewrites the top level of `object`. Of two
 * fields that do not fit together, such as `a` with a text and `a.b`, the first one wins and `onConflict` gets the name.
 */
export function nestDottedNames(object: ExactObject, onConflict: (name: string) => void = ignore): ExactObject {
  if (!Object.keys(object).some((name) => name.includes('.'))) return object;
  return Object.entries(object).reduce<ExactObject>((nested, [name, value]) => {
    const dot = name.indexOf('.');
    const [outer, inner] = dot === -1 ? [name, value] : [name.slice(0, dot), { [name.slice(dot + 1)]: value }];
    const merged = put(nested, outer, inner);
    if (!merged) onConflict(name);
    return merged ?? nested;
  }, {});
}

/** Merges two objects with the same name. Undefined if they do not fit together. */
function put(object: ExactObject, name: string, value: ExactJson): ExactObject | undefined {
  const present = Object.hasOwn(object, name) ? object[name] : undefined;
  if (present === undefined) return { ...object, [name]: value };
  if (!isExactObject(present) || !isExactObject(value)) return undefined;
  if (Object.keys(value).some((member) => Object.hasOwn(present, member))) return undefined;
  return { ...object, [name]: { ...present, ...value } };
}
