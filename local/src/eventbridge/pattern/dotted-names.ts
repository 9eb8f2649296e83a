import { type ExactJson, type ExactObject, isExactObject } from './exact-json.ts';

/** To EventBridge a field called `a.b` and a field `b` inside `a` are one place. Only the top level of `object` is rewritten. */
export function nestDottedNames(object: ExactObject): ExactObject {
  if (!Object.keys(object).some((name) => name.includes('.'))) return object;
  return Object.entries(object).reduce<ExactObject>((nested, [name, value]) => {
    const dot = name.indexOf('.');
    return dot === -1 ? put(nested, name, value) : put(nested, name.slice(0, dot), { [name.slice(dot + 1)]: value });
  }, {});
}

/** Two objects at one place are merged; otherwise the first value stays. */
function put(object: ExactObject, name: string, value: ExactJson): ExactObject {
  const present = Object.hasOwn(object, name) ? object[name] : undefined;
  if (present === undefined) return { ...object, [name]: value };
  if (isExactObject(present) && isExactObject(value)) return { ...object, [name]: { ...present, ...value } };
  return object;
}
