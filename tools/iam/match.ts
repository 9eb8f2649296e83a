// Wildcards of IAM policies.

export const matchesAction = (pattern: string, action: string): boolean =>
  matchesGlob(pattern.toLowerCase(), action.toLowerCase());

/** Compares segment by segment, so that a wildcard in the account cannot match part of the resource. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const patterns = arnSegments(pattern);
  const segments = arnSegments(arn);
  return (
    patterns.length === segments.length &&
    segments.every((segment, index) => matchesGlob(patterns[index] ?? '', segment))
  );
}

/** `arn:partition:service:region:account:resource`; the resource may contain colons. */
function arnSegments(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function matchesGlob(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
