const endOfDirectorySignature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** The file names in a zip archive, read from its central directory. */
export function zipEntryNames(zip: Buffer): readonly string[] {
  const end = zip.lastIndexOf(endOfDirectorySignature);
  if (end === -1) throw new Error('This is not a zip archive.');
  const names: string[] = [];
  let entry = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(entry + offset));
    const nameEnd = entry + 46 + Number(nameLength);
    names.push(zip.toString('utf8', entry + 46, nameEnd));
    entry = nameEnd + Number(extraLength) + Number(commentLength);
  }
  return names;
}
