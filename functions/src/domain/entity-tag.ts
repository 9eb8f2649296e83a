import { fail, type Result, succeed } from './result.ts';

/** The value of `If-Match` or `If-None-Match`. */
export type EntityTags = '*' | readonly EntityTag[];

export interface EntityTag {
  readonly opaque: string;
  readonly isWeak: boolean;
}

/** A strong tag. */
export function toEntityTag(version: number): string {
  return `"${version}"`;
}

/** RFC 9110: `*`, or a comma-separated list with at least one tag; empty elements are ignored. */
export function parseEntityTags(text: string): Result<EntityTags, 'malformed'> {
  if (text.trim() === '*') return succeed('*');
  const element = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"[ \t]*)?(?:,|$)/y;
  const tags: EntityTag[] = [];
  while (element.lastIndex < text.length) {
    const match = element.exec(text);
    if (!match) return fail('malformed');
    if (match[2] !== undefined) tags.push({ opaque: match[2], isWeak: match[1] !== undefined });
  }
  return tags.length > 0 ? succeed(tags) : fail('malformed');
}

/** Comparison for `If-Match`: weak tags never match. */
export function hasStrongMatch(tags: EntityTags, version: number): boolean {
  return tags === '*' || tags.some(({ opaque, isWeak }) => !isWeak && opaque === String(version));
}

/** Comparison for `If-None-Match`: weak tags match too. */
export function hasWeakMatch(tags: EntityTags, version: number): boolean {
  return tags === '*' || tags.some(({ opaque }) => opaque === String(version));
}
