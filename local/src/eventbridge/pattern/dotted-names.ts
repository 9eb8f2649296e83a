import { type ExactJson, type ExactObject, isExactObject } from './exact-json.ts';

/** EventBridge treats a field named `a.b` like a field `b` inside `a`. Only rewrites the top level of `object`. */
export function nestDottedNames(object: ExactObject): ExactObject {
  if (!Object.keys(object).some((name) => name.includes('.'))) return object;
  return Object.entries(object).reduce<ExactObject>((nested, [name, value]) => {
    const dot = name.indexOf('.');
    return dot === -1 ? put(nested, name, value) : put(nested, name.slice(0, dot), { [name.slice(dot + 1)]: value });
  }, {});
}

/** Merges two objects with the same name; otherwise the first value wins. */
function put(object: ExactObject, name: string, value: ExactJson): ExactObject {
  const present = Object.hasOwn(object, name) ? object[name] : undefined;
  if (present === undefined) return { ...object, [name]: value };
  if (isExactObject(present) && isExactObject(value)) return { ...object, [name]: { ...present, ...value } };
  return object;
}
