import type { Brand } from './brand.ts';
import { customerIdLengthMax, customerIdLengthMin, customerIdPattern } from './limits.generated.ts';
import { fail, type Result, succeed } from './result.ts';

/** The canonical form, in upper case: the only one that is stored, compared and shown. */
export type CustomerId = Brand<string, 'CustomerId'>;

export type CustomerIdFault =
  | { readonly kind: 'wrong-character'; readonly character: string; readonly position: number }
  | { readonly kind: 'too-short'; readonly length: number }
  | { readonly kind: 'too-long'; readonly length: number }
  | { readonly kind: 'wrong-ends' };

/** Checks first and folds afterwards: ten letters outside ASCII would turn into ASCII under `toUpperCase`. */
export function parseCustomerId(text: string): Result<CustomerId, CustomerIdFault> {
  return customerIdPattern.test(text) ? succeed(text.toUpperCase() as CustomerId) : fail(faultOf(text));
}

/** A character that is not allowed comes first: it is what a person can see and mend. */
function faultOf(text: string): CustomerIdFault {
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
      return `${nameOf(fault.character)} is not allowed (character ${fault.position}). Use letters, digits, - and _.`;
    case 'too-short':
      return `Too short: ${fault.length} of at least ${customerIdLengthMin} characters.`;
    case 'too-long':
      return `Too long: ${fault.length} of at most ${customerIdLengthMax} characters.`;
    case 'wrong-ends':
      return 'The first and last character must be a letter or a digit.';
  }
}

/** What has no picture of its own is named by its code point, so that the sentence stays readable and harmless. */
function nameOf(character: string): string {
  if (character === ' ') return 'A space';
  if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return `"${character}"`;
  const code = character.codePointAt(0) ?? 0;
  return `The character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
