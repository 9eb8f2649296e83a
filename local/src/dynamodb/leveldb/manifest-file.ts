import { ByteReader } from './byte-reader.ts';

const tag = {
  comparator: 1,
  logNumber: 2,
  nextFileNumber: 3,
  lastSequence: 4,
  compactPointer: 5,
  deletedTable: 6,
  newTable: 7,
  previousLogNumber: 9,
};

/** The files that contain the data: the live tables with their sizes, and the logs from `logNumber` on. */
export interface LiveFiles {
  readonly tableSizes: ReadonlyMap<number, number>;
  readonly logNumber: number;
}

/** Replays the edits of a manifest. Throws a RangeError if one cannot be read. */
export function readLiveFiles(edits: readonly Buffer[]): LiveFiles {
  const tableSizes = new Map<number, number>();
  let logNumber = 0;
  for (const bytes of edits) {
    const edit = readEdit(new ByteReader(bytes));
    for (const number of edit.deleted) tableSizes.delete(number);
    for (const [number, size] of edit.added) tableSizes.set(number, size);
    logNumber = edit.logNumber ?? logNumber;
  }
  return { tableSizes, logNumber };
}

interface Edit {
  readonly logNumber: number | undefined;
  readonly deleted: readonly number[];
  readonly added: readonly (readonly [number: number, size: number])[];
}

function readEdit(reader: ByteReader): Edit {
  let logNumber: number | undefined;
  const deleted: number[] = [];
  const added: [number, number][] = [];
  while (!reader.isAtEnd) {
    const kind = reader.varint();
    if (kind === tag.logNumber) logNumber = reader.varint();
    else if (kind === tag.deletedTable) deleted.push(readDeletedTable(reader));
    else if (kind === tag.newTable) added.push(readNewTable(reader));
    else skip(reader, kind);
  }
  return { logNumber, deleted, added };
}

/** A level, then the file number. */
function readDeletedTable(reader: ByteReader): number {
  reader.varint();
  return reader.varint();
}

/** A level, the file number, its size, and its first and last key. */
function readNewTable(reader: ByteReader): [number, number] {
  reader.varint();
  const number = reader.varint();
  const size = reader.varint();
  reader.slice();
  reader.slice();
  return [number, size];
}

function skip(reader: ByteReader, kind: number): void {
  const numbers = [tag.nextFileNumber, tag.lastSequence, tag.previousLogNumber];
  if (numbers.includes(kind)) reader.varint();
  else if (kind === tag.comparator) reader.slice();
  else if (kind === tag.compactPointer) {
    reader.varint();
    reader.slice();
  } else throw new RangeError(`The manifest has an entry of unknown kind ${kind}.`);
}
