import { isIP } from 'node:net';
import { isInstant, isZone } from '../../engine/clock/civil-date.js';
import { ADDRESS_PARAMETERS } from './database-rules.js';
import { ALLOWED_DEVIATIONS, FILE_KINDS } from './settings.js';
import { algorithmNames, authorityList, witnessList } from './voucher-rules.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Passwords, codes and cookies go there: encrypted, or not out of this machine. */
function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const safe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  return safe && username === '' && password === '' && search === '' && hash === '';
}

function isOwnOrigin(text: string): boolean {
  return isSafeAddress(text) && new URL(text).origin === text;
}

function isCallback(text: string): boolean {
  return isSafeAddress(text) && new URL(text).pathname === '/v1/sign-in/oidc/callback';
}

function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== '';
}

function isScanner(text: string): boolean {
  if (text === 'none' || text === 'elsewhere') return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, pathname, search, hash } = new URL(text);
  if (search !== '' || hash !== '') return false;
  if (protocol === 'unix:') return hostname === '' && pathname.startsWith('/');
  return protocol === 'tcp:' && hostname !== '' && port !== '' && pathname === '';
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (most < 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most);
}

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

const daysByWord: SettingRule = (value) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((days) => whole(0, 100_000)(days) === undefined)
    ? undefined
    : 'whole numbers of days by the word of a procedure';

const flag: SettingRule = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

const networkNames: SettingRule = (value) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && isNetwork(one))
    ? undefined
    : 'a list of IP addresses or networks, such as [10.20.0.0/16]';

const path = text('a path', (value) => value.length > 0 && !value.includes('\u0000'));

const timeOfDay = text("a time of day, such as '08:30'", (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value));

const orNull =
  (rule: SettingRule): SettingRule =>
  (value) =>
    value === null ? undefined : rule(value);

// Anything else in an address would overwrite what the service asks for on each connection.
const address = orNull(
  text(
    'postgres://user:password@host:5432/name, or null; after ? only sslmode, sslrootcert, sslcert, sslkey, host',
    (value) =>
      /^postgres(ql)?:\/\//.test(value) &&
      URL.canParse(value) &&
      [...new URL(value).searchParams.keys()].every((name) => ADDRESS_PARAMETERS.includes(name)),
  ),
);

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
    publicUrl: orNull(
      text('null or an origin without a path, https://... (http:// on this machine only)', isOwnOrigin),
    ),
    trustedProxies: (value) =>
      Array.isArray(value) && value.every((one) => typeof one === 'string' && isNetwork(one))
        ? undefined
        : 'a list of IP addresses or networks, such as [10.0.0.7, 10.1.0.0/16]',
  },
  database: {
    url: address,
    migrationUrl: address,
    sealerUrl: address,
    poolSize: whole(1, 100),
    allow: (value) =>
      Array.isArray(value) && value.every((one) => (ALLOWED_DEVIATIONS as readonly unknown[]).includes(one))
        ? undefined
        : `a list of ${ALLOWED_DEVIATIONS.join(', ')}`,
  },
  data: { directory: path },
  jobs: {
    sweepEvery: whole(1, 86_400),
    sweepBatch: whole(1, 10_000),
    deliverEvery: whole(1, 86_400),
    deliverBatch: whole(1, 10_000),
    certifyEvery: whole(1, 86_400),
    certifyBatch: whole(1, 10_000),
  },
  workingHours: { from: timeOfDay, to: timeOfDay },
  inbox: { dueSoonDays: whole(0, 60) },
  redaction: {
    approvals: whole(2, 9),
    caseDays: whole(0, 100_000),
    procedureDays: daysByWord,
    commentDays: whole(0, 100_000),
    accountDays: whole(0, 100_000),
    answerDays: whole(1, 250),
  },
  consultations: { commentsPerMinute: whole(1, 1_000_000), workBits: whole(0, 26) },
  powers: { policies: path, recusalRequestBars: flag },
  identity: {
    idleMinutes: whole(1, 1_440),
    absoluteHours: whole(1, 24),
    sessionsAtOnce: whole(1, 20),
    activationDays: whole(1, 30),
    passwords: oneOf('nist', 'djcp3'),
    freeFailures: whole(0, 10),
    freeFailuresOfAddress: whole(0, 1_000),
    longestLock: whole(60, 86_400),
    keyFile: orNull(path),
  },
  evidence: {
    folder: orNull(path),
    profiles: path,
    fileBytes: whole(0, 4_000_000_000),
    wholeBytes: whole(0, 4_000_000_000),
    atOnce: whole(1, 100),
  },
  materials: {
    store: oneOf('disk', 's3'),
    folder: orNull(path),
    bucket: orNull(text('null or the name of a bucket', (value) => /^[a-z0-9][a-z0-9.-]{1,62}$/.test(value))),
    region: text('a region, such as cn-north-1', (value) => /^[a-z0-9-]{1,40}$/.test(value)),
    endpoint: orNull(text('null or https://... (http:// on this machine only)', isSafeAddress)),
    uploads: orNull(path),
    kinds: (value) =>
      Array.isArray(value) && value.every((one) => (FILE_KINDS as readonly unknown[]).includes(one))
        ? undefined
        : `a list of ${FILE_KINDS.join(', ')}`,
    fileBytes: whole(1, 5_497_558_138_880),
    caseBytes: whole(1, 5_497_558_138_880),
    caseFiles: whole(1, 10_000),
    uploadHours: whole(1, 720),
    expireEvery: whole(1, 86_400),
    scanner: text('none, elsewhere, tcp://host:port or unix:///path', isScanner),
  },
  oidc: {
    issuer: orNull(text('null or https://... (http:// on this machine only)', isSafeAddress)),
    clientId: orNull(text('null or the client’s id', (value) => /^[\x21-\x7e]{1,255}$/.test(value))),
    clientSecretFile: orNull(path),
    redirectUri: orNull(
      text('null or https://.../v1/sign-in/oidc/callback (http:// on this machine only)', isCallback),
    ),
    requiredAcr: orNull(
      text('null or class references separated by blanks', (value) => /^\S+( \S+){0,9}$/.test(value)),
    ),
  },
  notices: {
    yellowDays: whole(0, 30),
    mostHolders: whole(0, 100),
    titles: flag,
    digestHour: whole(0, 23),
    quietFromHour: whole(0, 23),
    quietToHour: whole(0, 23),
  },
  mail: {
    url: orNull(text('null or smtp://user:password@host:587 or smtps://...', isMailServer)),
    from: orNull(
      text('null or a sender such as name@example.gov.cn', (value) =>
        /^[^\r\n]{1,200}@[^\s@]{1,200}$/.test(value),
      ),
    ),
  },
  webhooks: {
    networks: networkNames,
    timeout: whole(1, 60),
    atOnce: whole(1, 100),
    attempts: whole(1, 30),
    retryFirst: whole(1, 3_600),
    retryLongest: whole(1, 86_400),
    failuresInARow: whole(1, 1_000),
    leaveAlone: whole(1, 3_600),
    keepDays: whole(1, 365),
  },
  log: {
    level: oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    sequencer: oneOf('child', 'none'),
    every: whole(1, 3_600),
    trustedFile: orNull(path),
    keys: orNull(path),
    stampAuthorities: authorityList,
    stampRoots: orNull(path),
    stampImprint: oneOf('sha256', 'sm3'),
    stampEvery: whole(1, 10_080),
    stampRenewBefore: whole(1, 3_650),
    stampWeak: algorithmNames,
    witnesses: witnessList,
    witnessEvery: whole(1, 86_400),
    witnessAhead: oneOf('refuse', 'alarm'),
    networks: networkNames,
  },
  seed: { organisation: path, calendars: path, procedures: path, fragments: path },
};
