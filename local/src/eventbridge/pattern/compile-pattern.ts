import { compileLeaf, type LeafPattern, operatorNames } from './compile-leaf.ts';
import { nestDottedNames } from './dotted-names.ts';
import { type ExactJson, isExactList, isExactObject, parseExactJson } from './exact-json.ts';
import { malformed } from './malformed-pattern.ts';

/** All fields must match, and one alternative of each `$or`. */
export interface ObjectPattern {
  readonly fields: ReadonlyMap<string, ObjectPattern | LeafPattern>;
  readonly alternatives: readonly (readonly ObjectPattern[])[];
}

/** Compiles the JSON text of an event pattern, or throws MalformedPattern. */
export function compilePattern(text: string): ObjectPattern {
  return compileObject('', parse(text));
}

function parse(text: string): ExactJson {
  try {
    return parseExactJson(text);
  } catch {
    return malformed('', 'is not valid JSON');
  }
}

function compileObject(place: string, pattern: ExactJson): ObjectPattern {
  if (!isExactObject(pattern)) return malformed(place, 'is not an object');
  const entries = Object.entries(nestDottedNames(pattern, (name) => rejectConflict(join(place, name))));
  if (entries.length === 0) return malformed(place, 'is empty');
  const fields = entries.filter(([name]) => name !== '$or');
  return {
    fields: new Map(fields.map(([name, value]) => [name, compileField(join(place, name), value)])),
    alternatives: entries.flatMap(([name, value]) => (name === '$or' ? [compileOr(join(place, name), value)] : [])),
  };
}

const rejectConflict = (place: string): never => malformed(place, 'is in conflict with another field of the same path');

function compileField(place: string, value: ExactJson): ObjectPattern | LeafPattern {
  if (isExactList(value)) return compileLeaf(place, value);
  if (isExactObject(value)) return compileObject(place, value);
  return malformed(place, 'is neither an object nor a list');
}

function compileOr(place: string, value: ExactJson): readonly ObjectPattern[] {
  if (!isExactList(value) || value.length < 2) return malformed(place, 'is not a list of two or more objects');
  return value.map((alternative) => {
    const operator = isExactObject(alternative) && Object.keys(alternative).find((name) => operatorNames.has(name));
    if (operator) return malformed(place, `has the operator "${operator}" where a field is expected`);
    return compileObject(place, alternative);
  });
}

const join = (place: string, name: string): string => (place === '' ? name : `${place}.${name}`);
