import { fail, type Result, succeed } from './result.ts';

/** What `If-Match` or `If-None-Match` asks for: any version, or one of these. */
export type EntityTags = '*' | readonly EntityTag[];

export interface EntityTag {
  readonly opaque: string;
  readonly isWeak: boolean;
}

/** The version of a record as a strong tag. */
export function entityTagOf(version: number): string {
  return `"${version}"`;
}

/** RFC 9110: `*`, or a comma-separated list in which empty elements are allowed but not alone. */
export function parseEntityTags(text: string): Result<EntityTags, 'malformed'> {
  if (text.trim() === '*') return succeed('*');
  const element = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)")?[ \t]*(?:,|$)/y;
  const tags: EntityTag[] = [];
  while (element.lastIndex < text.length) {
    const match = element.exec(text);
    if (!match) return fail('malformed');
    if (match[2] !== undefined) tags.push({ opaque: match[2], isWeak: match[1] !== undefined });
  }
  return tags.length > 0 ? succeed(tags) : fail('malformed');
}

/** Strongly, as `If-Match` compares: a weak tag matches nothing. */
export function hasStrongMatch(tags: EntityTags, version: number): boolean {
  return tags === '*' || tags.some(({ opaque, isWeak }) => !isWeak && opaque === String(version));
}

/** Weakly, as `If-None-Match` compares. */
export function hasWeakMatch(tags: EntityTags, version: number): boolean {
  return tags === '*' || tags.some(({ opaque }) => opaque === String(version));
}
