/** A pattern that EventBridge would reject. */
export class MalformedPattern extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedPattern';
  }
}

/** `place` is a dotted path in the pattern. */
export function malformed(place: string, what: string): never {
  throw new MalformedPattern(place === '' ? `The pattern ${what}.` : `The pattern at "${place}" ${what}.`);
}
