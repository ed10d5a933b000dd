const LOCAL = 0x04034b50;
const DIRECTORY = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;

/** 1980-01-01 00:00, the first day that a zip archive knows. */
const FIRST_DATE = 0x00210000;

/**
 * The archive with the same date on every entry, so that what was written at another time has the same bytes. For
 * archives that we have just written ourselves: without a comment, and with sizes below 4 GB.
 */
export function withFixedDates(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive);
  const end = bytes.length - END_LENGTH;
  if (bytes.readUInt32LE(end) !== END) throw new Error('an archive without its directory at the end');
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.readUInt32LE(at) === DIRECTORY) {
    bytes.writeUInt32LE(FIRST_DATE, at + 12);
    const local = bytes.readUInt32LE(at + 42);
    if (bytes.readUInt32LE(local) !== LOCAL) throw new Error('an archive whose directory names no entry');
    bytes.writeUInt32LE(FIRST_DATE, local + 10);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return bytes;
}
