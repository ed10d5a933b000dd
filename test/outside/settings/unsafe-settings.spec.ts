import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { ALLOWED_DEVIATIONS, SettingsError } from '../../../src/outside/settings/settings.js';
import { refuseUnsafeSettings, unsafeSettings } from '../../../src/outside/settings/unsafe-settings.js';
import { DEVIATIONS } from '../../../src/store/preflight/finding.js';

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A setting that is changed from the good ones, and the key or file that must be named. */
type Bad = readonly [what: string, place: string, change: Sections];

describe('the settings of a real installation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-unsafe-'));
  const file = (name: string, content: string, mode = 0o600): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let good: Sections;
  beforeAll(() => {
    mkdirSync(join(folder, 'data'));
    mkdirSync(join(folder, 'policies'));
    file('policies/permits.cedar', '// none');
    good = {
      installation: { log: 'example.gov.cn/approvals', mode: 'real' },
      http: {
        host: '10.1.2.3',
        port: 8080,
        publicUrl: 'https://approvals.example.gov.cn',
        trustedProxies: ['10.1.2.4'],
      },
      database: {
        url: `postgres://svc:pw1@db.example.gov.cn/d?sslmode=verify-full&sslrootcert=${file('ca.pem', 'x', 0o644)}`,
        migrationUrl: 'postgres://owner:pw2@db.example.gov.cn/d?sslmode=verify-full',
        poolSize: 8,
      },
      data: { directory: join(folder, 'data') },
      powers: { policies: join(folder, 'policies') },
      identity: { keyFile: file('own.key', 'k') },
      materials: { scanner: 'unix:///run/clamav/clamd.ctl' },
      oidc: {
        issuer: 'https://login.example.gov.cn',
        clientId: 'duecourse',
        clientSecretFile: file('client.secret', 's'),
        redirectUri: 'https://approvals.example.gov.cn/v1/sign-in/oidc/callback',
        requiredAcr: 'mfa',
      },
      seed: { organisation: file('organisation.yaml', 'authority: 某市人民政府', 0o644) },
    };
  });

  /** Loads them as the service does: from a file over the defaults that ship. */
  function findings(change: Sections): readonly string[] {
    const merged = Object.fromEntries(
      [...new Set([...Object.keys(good), ...Object.keys(change)])].map((section) => [
        section,
        { ...good[section], ...change[section] },
      ]),
    );
    const own = file('settings.yaml', stringify(merged), (change['own']?.['mode'] as number) ?? 0o600);
    const { own: _own, ...sections } = merged;
    writeFileSync(own, stringify(sections));
    const settings = loadSettings({ DUECOURSE_CONFIG: own });
    return unsafeSettings(settings, own).map(({ place, zh, en }) => {
      expect([zh, en]).not.toContain('');
      return place.replace(`${folder}/`, '');
    });
  }

  const plain = 'postgres://svc:pw@db.example.gov.cn/d';
  const bad: readonly Bad[] = [
    [
      'with working hours that end before they begin',
      'workingHours.to',
      { workingHours: { from: '08:30', to: '08:30' } },
    ],
    ['reached from the network without TLS', 'http.publicUrl', { http: { publicUrl: null } }],
    [
      'using a provider without saying where it comes back to',
      'http.publicUrl',
      { http: { host: '127.0.0.1', publicUrl: null } },
    ],
    [
      'reached from the network under an address of this machine',
      'http.publicUrl',
      {
        http: { publicUrl: 'http://127.0.0.1:8080' },
        oidc: { redirectUri: 'http://127.0.0.1:8080/v1/sign-in/oidc/callback' },
      },
    ],
    ['behind a proxy that looks for it at any port', 'http.port', { http: { port: 0 } }],
    ['behind a proxy that is not named', 'http.trustedProxies', { http: { trustedProxies: [] } }],
    ['believing half the internet', 'http.trustedProxies', { http: { trustedProxies: ['0.0.0.0/1'] } }],
    ['believing too many addresses', 'http.trustedProxies', { http: { trustedProxies: ['2000::/3'] } }],
    ['silent', 'log.level', { log: { level: 'silent' } }],
    [
      'locking an address before an account',
      'identity.freeFailuresOfAddress',
      { identity: { freeFailures: 5, freeFailuresOfAddress: 2 } },
    ],
    ['with a provider without a client', 'oidc.clientId', { oidc: { clientId: null } }],
    ['with a provider that sends people nowhere', 'oidc.redirectUri', { oidc: { redirectUri: null } }],
    ['with a client without a provider', 'oidc.issuer', { oidc: { issuer: null } }],
    [
      'sending people back to another host',
      'oidc.redirectUri',
      { oidc: { redirectUri: 'https://elsewhere.example.cn/v1/sign-in/oidc/callback' } },
    ],
    ['with a provider without TLS', 'oidc.issuer', { oidc: { issuer: 'http://127.0.0.1:9000' } }],
    ['with a provider that need not prove two factors', 'oidc.requiredAcr', { oidc: { requiredAcr: null } }],
    [
      'without the client’s secret',
      'oidc.clientSecretFile',
      { oidc: { clientSecretFile: '/nowhere/secret' } },
    ],
    ['with a migrating login but no database', 'database.migrationUrl', { database: { url: null } }],
    [
      'migrating another database',
      'database.migrationUrl',
      { database: { migrationUrl: 'postgres://owner:pw2@db.example.gov.cn/other?sslmode=verify-full' } },
    ],
    ['sending the database’s password in the clear', 'database.url', { database: { url: plain } }],
    [
      'talking to whatever database answers',
      'database.url',
      { database: { url: `${plain}?sslmode=require` } },
    ],
    [
      'migrating in the clear',
      'database.migrationUrl',
      { database: { migrationUrl: 'postgres://owner:pw2@db.example.gov.cn/d' } },
    ],
    [
      'with the login’s name for a password',
      'database.url',
      { database: { url: 'postgres://svc:svc@127.0.0.1/d' } },
    ],
    [
      'trusting a certificate that is not there',
      'database.url',
      { database: { url: `${plain}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem` } },
    ],
    ['with a pool that the jobs use up', 'database.poolSize', { database: { poolSize: 3 } }],
    [
      'writing the example’s name into every record',
      'installation.log',
      { installation: { log: 'duecourse.local/yunling' } },
    ],
  ];

  it('start when they are in order', () => {
    expect(findings({})).toEqual([]);
  });

  it.each(bad)('do not start %s: %s', (_what, place, change) => {
    expect(findings(change)).toEqual([place]);
  });

  it('are refused all at once, each in Chinese and in English', () => {
    const settings = loadSettings({ DUECOURSE_HOST: '0.0.0.0', DATABASE_URL: plain });
    const refuse = () => refuseUnsafeSettings(settings);
    expect(refuse).toThrow(SettingsError);
    expect(refuse).toThrow(
      /6 处不安全.*\n.*http\.publicUrl: .*[^]*trustedProxies[^]*database\.url[^]*installation\.log[^]*materials\.scanner[^]*seed/,
    );
  });

  it('accept a plain connection where that is allowed by name', () => {
    expect(findings({ database: { url: plain, allow: ['plain-connection'] } })).toEqual([]);
  });

  it('are let alone on this machine, and in a simulated installation', () => {
    expect(() => refuseUnsafeSettings(loadSettings({}))).not.toThrow();
    const simulated = loadSettings({ DUECOURSE_MODE: 'simulated', DUECOURSE_HOST: '0.0.0.0' });
    expect(() => refuseUnsafeSettings(simulated)).not.toThrow();
    expect(findings({ installation: { mode: 'simulated' }, oidc: { clientId: null } })).toEqual([
      'oidc.clientId',
    ]);
  });

  it('name the same deviations as the preflight of the database, and those of the connection', () => {
    expect([...ALLOWED_DEVIATIONS].sort()).toEqual([...DEVIATIONS, 'plain-connection'].sort());
  });

  // Windows has no file modes.
  (process.platform === 'linux' ? describe : describe.skip)('and the files they name', () => {
    const exposed: readonly (readonly [what: string, path: string, mode: number])[] = [
      ['the key is read by the group', 'own.key', 0o640],
      ['the key is read by everybody', 'own.key', 0o604],
      ['the client’s secret is read by everybody', 'client.secret', 0o644],
      ['the people’s passwords are read by everybody', 'data/accounts.json', 0o644],
      ['the embedded database’s password is read by everybody', 'data/postgres.password', 0o644],
      ['everybody may change the data folder', 'data', 0o777],
      ['everybody may change the policies', 'policies', 0o757],
      ['everybody may change one policy', 'policies/permits.cedar', 0o646],
    ];

    it.each(exposed)('do not start when %s', (_what, path, mode) => {
      const before = path === 'data' || path === 'policies' ? 0o755 : 0o600;
      if (path.includes('.')) writeFileSync(join(folder, path), 'x', { flag: 'a' });
      chmodSync(join(folder, path), before);
      expect(findings({})).toEqual([]);
      chmodSync(join(folder, path), mode);
      try {
        expect(findings({})).toEqual([path]);
      } finally {
        chmodSync(join(folder, path), before);
      }
    });

    it('do not start when the settings with the database’s password are read by everybody', () => {
      expect(findings({ own: { mode: 0o644 } })).toEqual(['settings.yaml']);
    });

    it('do not start with an empty secret or with invented people', () => {
      const empty = file('empty.secret', ' \n');
      expect(findings({ oidc: { clientSecretFile: empty } })).toEqual(['oidc.clientSecretFile']);
      const invented = file('invented.yaml', 'invented: true', 0o644);
      expect(findings({ seed: { organisation: invented } })).toEqual(['seed.organisation']);
      const here = {
        http: { host: '127.0.0.1', publicUrl: null, trustedProxies: [] },
        oidc: { issuer: null, clientId: null, clientSecretFile: null, redirectUri: null, requiredAcr: null },
      };
      expect(findings({ ...here, seed: { organisation: invented } })).toEqual([]);
    });
  });
});
