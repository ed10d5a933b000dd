/** What is wrong with an archive. */
export type ZipFaultCode =
  | 'broken'
  | 'encrypted'
  | 'too-many-entries'
  | 'too-large'
  | 'overlap'
  /** Something stands before its first entry. */
  | 'prefixed';

/** An archive that nobody should unpack. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';

  constructor(readonly code: ZipFaultCode) {
    super(code);
  }
}
