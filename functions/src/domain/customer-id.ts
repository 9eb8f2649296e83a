import type { Brand } from './brand.ts';
import { customerIdLengthMax, customerIdLengthMin, customerIdPattern } from './limits.generated.ts';
import { fail, type Result, succeed } from './result.ts';

/** Canonical, in upper case. */
export type CustomerId = Brand<string, 'CustomerId'>;

export type CustomerIdFault =
  | { readonly kind: 'wrong-character'; readonly character: string; readonly position: number }
  | { readonly kind: 'too-short'; readonly length: number }
  | { readonly kind: 'too-long'; readonly length: number }
  | { readonly kind: 'wrong-ends' };

/** Validates before upper-casing, because `toUpperCase` maps some non-ASCII letters to ASCII. */
export function parseCustomerId(text: string): Result<CustomerId, CustomerIdFault> {
  return customerIdPattern.test(text) ? succeed(text.toUpperCase() as CustomerId) : fail(findFault(text));
}

/** Reports an invalid character before a wrong length: it is what the user can see and fix. */
function findFault(text: string): CustomerIdFault {
  const characters = Array.from(text);
  const length = characters.length;
  const index = characters.findIndex((character) => !/^[A-Za-z0-9_-]$/.test(character));
  const character = characters[index];
  if (character !== undefined) return { kind: 'wrong-character', character, position: index + 1 };
  if (length < customerIdLengthMin) return { kind: 'too-short', length };
  if (length > customerIdLengthMax) return { kind: 'too-long', length };
  return { kind: 'wrong-ends' };
}

export function describeCustomerIdFault(fault: CustomerIdFault): string {
  switch (fault.kind) {
    case 'wrong-character':
      return `${describeCharacter(fault.character)} is not allowed (character ${fault.position}). Use letters, digits, hyphens and underscores.`;
    case 'too-short':
      return `Too short: ${countCharacters(fault.length)} (minimum ${customerIdLengthMin}).`;
    case 'too-long':
      return `Too long: ${countCharacters(fault.length)} (maximum ${customerIdLengthMax}).`;
    case 'wrong-ends':
      return 'The first and last character must be a letter or a digit.';
  }
}

const countCharacters = (count: number): string => `${count} character${count === 1 ? '' : 's'}`;

function describeCharacter(character: string): string {
  if (character === ' ') return 'A space';
  const code = toInvisibleCodePoint(character);
  return code === undefined ? `"${character}"` : `The character ${code}`;
}

/** Names a character without a glyph, so that a message about it is readable and safe to print. */
export function toInvisibleCodePoint(character: string): string | undefined {
  if (character === ' ' || /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return undefined;
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
