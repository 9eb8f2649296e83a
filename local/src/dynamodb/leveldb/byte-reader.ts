/** Reads LevelDB's encodings. Throws a RangeError at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Seven bits per byte, lowest first. Exact up to 2^53. */
  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes.readUInt8(this.#at);
      this.#at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  bytes(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError(`${length} bytes at ${this.#at} exceed the end.`);
    const read = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return read;
  }

  /** Bytes with their length in front. */
  slice(): Buffer {
    return this.bytes(this.varint());
  }
}
