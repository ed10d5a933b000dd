import type { LogSuite } from './log-ports.js';

/** The log's tiles do not hold a hash that its size says is there: rows were lost or the size is not its own. */
export class LogTilesMissing extends Error {
  override readonly name = 'LogTilesMissing';

  constructor(suite: LogSuite, level: number, index: number) {
    super(`tile ${index} of level ${level} (${suite}) lacks hashes that the size of the log needs`);
  }
}
