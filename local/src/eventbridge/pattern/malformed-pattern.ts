/** A pattern that EventBridge would refuse. The message is a sentence that names the place. */
export class MalformedPattern extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedPattern';
  }
}

/** Throws for `place`, a dotted path inside the pattern. */
export function malformed(place: string, what: string): never {
  throw new MalformedPattern(place === '' ? `The pattern ${what}.` : `The pattern at "${place}" ${what}.`);
}
