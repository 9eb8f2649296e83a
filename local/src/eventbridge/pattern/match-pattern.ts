import type { LeafPattern } from './compile-leaf.ts';
import type { ObjectPattern } from './compile-pattern.ts';
import { Decimal } from './decimal.ts';
import { nestDottedNames } from './dotted-names.ts';
import { type ExactJson, type ExactScalar, isExactList, isExactObject } from './exact-json.ts';

/** Whether an event meets a compiled pattern. Fields that the pattern does not name do not matter. */
export function matchesPattern(pattern: ObjectPattern, event: ExactJson | undefined): boolean {
  if (isExactList(event)) return matchesSomeElement(pattern, event);
  const object = isExactObject(event) ? nestDottedNames(event) : {};
  for (const [name, field] of pattern.fields) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (!('tests' in field ? matchesLeaf(field, value) : matchesPattern(field, value))) return false;
  }
  return pattern.alternatives.every((some) => some.some((alternative) => matchesPattern(alternative, object)));
}

/** In a list of objects all fields of the pattern must come from the same object; a list without one is an absent object. */
function matchesSomeElement(pattern: ObjectPattern, list: readonly ExactJson[]): boolean {
  const objects = flatten(list).filter(isExactObject);
  if (objects.length === 0) return matchesPattern(pattern, undefined);
  return objects.some((object) => matchesPattern(pattern, object));
}

/** Only scalars count: a field that holds an object, or an empty list, does not exist as a leaf. */
function matchesLeaf({ mayBeAbsent, tests }: LeafPattern, value: ExactJson | undefined): boolean {
  const leaves = scalarsOf(value);
  if (leaves.length === 0) return mayBeAbsent;
  return leaves.some((leaf) => tests.some((meets) => meets(leaf)));
}

function scalarsOf(value: ExactJson | undefined): readonly ExactScalar[] {
  if (value === undefined) return [];
  return flatten([value]).filter(isScalar);
}

function flatten(list: readonly ExactJson[]): readonly ExactJson[] {
  return list.flatMap((element) => (isExactList(element) ? flatten(element) : [element]));
}

const isScalar = (value: ExactJson): value is ExactScalar =>
  value === null || typeof value !== 'object' || value instanceof Decimal;
