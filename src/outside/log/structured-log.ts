import { destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../settings/settings.js';

/** Structured lines (JSON) on standard error, which leaves standard output to the first screen. */
export function structuredLog(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: { service: 'duecourse' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['token', 'authorization', 'headers'],
    },
    destination({ dest: 2, sync: true }),
  );
}
