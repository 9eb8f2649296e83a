import type { LeafPattern } from './compile-leaf.ts';
import type { ObjectPattern } from './compile-pattern.ts';
import { Decimal } from './decimal.ts';
import { nestDottedNames } from './dotted-names.ts';
import { type ExactJson, type ExactScalar, isExactList, isExactObject } from './exact-json.ts';

/** Ignores fields that the pattern does not contain. */
export function matchesPattern(pattern: ObjectPattern, event: ExactJson | undefined): boolean {
  if (isExactList(event)) return matchesSomeElement(pattern, event);
  const object = isExactObject(event) ? nestDottedNames(event) : {};
  for (const [name, field] of pattern.fields) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (!('tests' in field ? matchesLeaf(field, value) : matchesPattern(field, value))) return false;
  }
  return pattern.alternatives.every((some) => some.some((alternative) => matchesPattern(alternative, object)));
}

/** All fields must match in the same object of the list. A list without objects counts as an absent object. */
function matchesSomeElement(pattern: ObjectPattern, list: readonly ExactJson[]): boolean {
  const objects = flatten(list).filter(isExactObject);
  if (objects.length === 0) return matchesPattern(pattern, undefined);
  return objects.some((object) => matchesPattern(pattern, object));
}

/** A field with an object or an empty list counts as absent. */
function matchesLeaf({ mayBeAbsent, tests }: LeafPattern, value: ExactJson | undefined): boolean {
  const leaves = collectScalars(value);
  if (leaves.length === 0) return mayBeAbsent;
  return leaves.some((leaf) => tests.some((meets) => meets(leaf)));
}

function collectScalars(value: ExactJson | undefined): readonly ExactScalar[] {
  if (value === undefined) return [];
  return flatten([value]).filter(isScalar);
}

function flatten(list: readonly ExactJson[]): readonly ExactJson[] {
  return list.flatMap((element) => (isExactList(element) ? flatten(element) : [element]));
}

const isScalar = (value: ExactJson): value is ExactScalar =>
  value === null || typeof value !== 'object' || value instanceof Decimal;
