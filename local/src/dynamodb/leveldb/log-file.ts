import { crc32c, unmaskChecksum } from './crc32c.ts';

const blockSize = 32 * 1024;
const headerSize = 7;
const recordType = { full: 1, first: 2, middle: 3, last: 4 };

export interface LogContent {
  /** The intact records before the first damaged byte. */
  readonly records: readonly Buffer[];
  readonly isIntact: boolean;
  /** Records follow the damage: it is not the torn end that a kill or a power failure leaves behind. */
  readonly hasRecordsAfterDamage: boolean;
}

/** Reads a log or manifest of LevelDB (https://github.com/google/leveldb/blob/main/doc/log_format.md). */
export function readLogFile(bytes: Buffer): LogContent {
  const { records, brokenAt } = readRecords(bytes, 0);
  return {
    records,
    isIntact: brokenAt === undefined,
    hasRecordsAfterDamage: brokenAt !== undefined && findRecordAfter(bytes, brokenAt),
  };
}

interface Records {
  readonly records: readonly Buffer[];
  readonly brokenAt: number | undefined;
}

function readRecords(bytes: Buffer, start: number): Records {
  const records: Buffer[] = [];
  let fragments: Buffer[] = [];
  let recordStart = start;
  for (let at = skipTrailer(start); at < bytes.length; at = skipTrailer(at)) {
    if (fragments.length === 0) recordStart = at;
    const fragment = readFragment(bytes, at);
    if (!fragment || startsRecord(fragment.type) !== (fragments.length === 0))
      return { records, brokenAt: recordStart };
    fragments.push(fragment.payload);
    at += headerSize + fragment.payload.length;
    if (!endsRecord(fragment.type)) continue;
    records.push(Buffer.concat(fragments));
    fragments = [];
  }
  return { records, brokenAt: fragments.length > 0 ? recordStart : undefined };
}

/** A header never spans two blocks. */
function skipTrailer(at: number): number {
  const leftInBlock = blockSize - (at % blockSize);
  return leftInBlock < headerSize ? at + leftInBlock : at;
}

function readFragment(bytes: Buffer, at: number): { readonly type: number; readonly payload: Buffer } | undefined {
  if (at + headerSize > bytes.length) return undefined;
  const length = bytes.readUInt16LE(at + 4);
  const end = at + headerSize + length;
  const type = bytes.readUInt8(at + 6);
  const isInBlock = end <= bytes.length && length <= blockSize - (at % blockSize) - headerSize;
  if (!isInBlock || type < recordType.full || type > recordType.last) return undefined;
  if (unmaskChecksum(bytes.readUInt32LE(at)) !== crc32c(bytes.subarray(at + 6, end))) return undefined;
  return { type, payload: bytes.subarray(at + headerSize, end) };
}

const startsRecord = (type: number): boolean => type === recordType.full || type === recordType.first;

const endsRecord = (type: number): boolean => type === recordType.full || type === recordType.last;

/** The damaged record's length is unreliable, so the search continues behind it, at every byte. */
function findRecordAfter(bytes: Buffer, brokenAt: number): boolean {
  for (let at = brokenAt + 1; at + headerSize <= bytes.length; at += 1) {
    const fragment = readFragment(bytes, at);
    if (fragment && startsRecord(fragment.type) && readRecords(bytes, at).records.length > 0) return true;
  }
  return false;
}
