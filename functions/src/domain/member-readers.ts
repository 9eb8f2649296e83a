import { type ClientName, parseClientName } from './client.ts';
import type { Timestamp } from './instant.ts';
import { timestampPattern } from './limits.generated.ts';

/** Returns undefined if the value is not an object. */
export function getMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Readers of typed members of a stored or received value. They throw `toError(name)` for a missing or malformed member. */
export function memberReaders(toError: (name: string) => Error) {
  const reader =
    <Member>(accepts: (member: unknown) => member is Member) =>
    (value: unknown, name: string): Member => {
      const member = getMember(value, name);
      if (!accepts(member)) throw toError(name);
      return member;
    };
  return {
    readString: reader((member): member is string => typeof member === 'string'),
    readNumber: reader((member): member is number => typeof member === 'number'),
    readArray: reader((member): member is readonly unknown[] => Array.isArray(member)),
    readClientName: reader((member): member is ClientName => typeof member === 'string' && parseClientName(member).ok),
    readTimestamp: reader((member): member is Timestamp => typeof member === 'string' && timestampPattern.test(member)),
  };
}
