// Compares two values and lists each difference by path.
import { isFields } from '#tools/lib/json.ts';

export interface Difference {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

export const findDifferences = (from: unknown, to: unknown): readonly Difference[] => differ(from, to, '');

function differ(from: unknown, to: unknown, path: string): readonly Difference[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (isFields(from) && isFields(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    return names.flatMap((name) => differ(from[name], to[name], path ? `${path}.${name}` : name));
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    return from.flatMap((item, index) => differ(item, to[index], `${path}[${index}]`));
  }
  // Terraform treats unset and empty alike.
  return isEmpty(from) && isEmpty(to) ? [] : [{ path, from, to }];
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
