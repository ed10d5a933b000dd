import { isInstant, isZone } from '../../engine/clock/civil-date.js';

/** What a setting may be: says what is expected, or nothing when the value is one. */
export type SettingRule = (value: unknown) => string | undefined;

const text =
  (expected: string, fits: (value: string) => boolean): SettingRule =>
  (value) =>
    typeof value === 'string' && fits(value) ? undefined : expected;

const oneOf = (...values: readonly string[]): SettingRule =>
  text(`one of ${values.join(', ')}`, (value) => values.includes(value));

const whole =
  (least: number, most: number): SettingRule =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `a whole number from ${least} to ${most}`;

const path = text('a path', (value) => value.length > 0 && !value.includes('\u0000'));

/** Every setting there is, by section. A section or key that is not here is refused. */
export const SETTING_RULES: Readonly<Record<string, Readonly<Record<string, SettingRule>>>> = {
  installation: {
    log: text('a name without spaces, such as example.gov.cn/approvals', (value) =>
      /^[^\s+]{1,200}$/.test(value),
    ),
    mode: oneOf('real', 'simulated'),
    zone: text('an IANA time zone, such as Asia/Shanghai', isZone),
    simulatedStart: text('a UTC instant like 2026-01-05T01:00:00.000Z', isInstant),
  },
  http: {
    host: text('an address or host name', (value) => /^[A-Za-z0-9.:_-]{1,253}$/.test(value)),
    port: whole(0, 65_535),
    bodyLimit: whole(1_024, 16_777_216),
  },
  database: {
    url: (value) =>
      value === null ||
      (typeof value === 'string' && /^postgres(ql)?:\/\//.test(value) && URL.canParse(value))
        ? undefined
        : 'null or postgres://user:password@host:5432/name',
    poolSize: whole(1, 100),
  },
  data: { directory: path },
  jobs: {
    sweepEvery: whole(1, 86_400),
    sweepBatch: whole(1, 10_000),
    deliverEvery: whole(1, 86_400),
    deliverBatch: whole(1, 10_000),
  },
  log: { level: oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent') },
  seed: { organisation: path, calendars: path, procedures: path, fragments: path },
};
