import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import type { AuditThresholds } from '../../engine/audit-questions/population/thresholds.js';

/** Thresholds that cannot be used: the service does not start with them. */
export class AuditThresholdsError extends Error {
  override readonly name = 'AuditThresholdsError';
}

const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum }) as const;

/** Fewer than ten cases say who somebody is rather than how he works: nobody is compared by less. */
const BOUNDS = {
  fewestCases: whole(10, 1_000),
  suspendedNearWorkingDays: whole(0, 30),
  lateAfterDays: whole(0, 90),
  lastDayShare: { type: 'number', minimum: 0.1, maximum: 1 },
  readOutsideHours: whole(1, 1_000),
  casesAfterChangeDays: whole(1, 90),
} as const satisfies Record<keyof AuditThresholds, unknown>;

const validate = new Ajv2020({ allErrors: true }).compile<AuditThresholds>({
  ...{ type: 'object', additionalProperties: false, required: Object.keys(BOUNDS) },
  properties: BOUNDS,
});

/** The thresholds of a file. @throws AuditThresholdsError naming everything that is wrong in it */
export function readAuditThresholds(path: string): AuditThresholds {
  const content: unknown = parse(readFileSync(path, 'utf8'));
  if (validate(content)) return content;
  const wrong = (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
  );
  throw new AuditThresholdsError(`${path}: ${wrong.join('; ')}`);
}
