import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { SETTING_RULES } from '../../../src/outside/settings/setting-rules.js';

describe('loadSettings', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-settings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (text: string): string => {
    const path = join(folder, 'own.yaml');
    writeFileSync(path, text);
    return path;
  };
  const withFile = (text: string) => () => loadSettings({ DUECOURSE_CONFIG: file(text) });

  it('reads the shipped defaults, which hold every key', () => {
    const settings = loadSettings({}) as unknown as Record<string, Record<string, unknown>>;
    for (const [section, keys] of Object.entries(SETTING_RULES)) {
      expect(Object.keys(settings[section] ?? {}).toSorted()).toEqual(Object.keys(keys).toSorted());
    }
    expect(settings).toMatchObject({ http: { host: '127.0.0.1', port: 3000 }, database: { url: null } });
  });

  it('lays an installation’s file over them, and the environment over both', () => {
    const own = file('http: { port: 4000, host: 0.0.0.0 }\ninstallation: { mode: simulated }\n');
    const settings = loadSettings({
      DUECOURSE_CONFIG: own,
      DUECOURSE_PORT: '5000',
      DATABASE_URL: 'postgres://h/d',
    });
    expect(settings.http).toMatchObject({ host: '0.0.0.0', port: 5000, bodyLimit: 1_048_576 });
    expect(settings.installation.mode).toBe('simulated');
    expect(settings.database.url).toBe('postgres://h/d');
  });

  it.each([
    ['htp: { port: 1 }', /no such setting htp; did you mean http\?/],
    ['http: { prot: 1 }', /no such setting http\.prot; did you mean http\.port\?/],
    ['http: { port: "80" }', /http\.port: expected a whole number from 0 to 65535, not "80"/],
    ['http: 80', /http must hold keys/],
    ['installation: { mode: fake }', /expected one of real, simulated/],
    ['installation: { zone: Mars/Olympus }', /expected an IANA time zone/],
    ['installation: { simulatedStart: 2026-01-05 }', /expected a UTC instant/],
    ['database: { url: "postgres://h/d?options=-c%20role=postgres" }', /database\.url: .*only sslmode/],
    ['database: { url: "postgres://h/d?statement_timeout=0" }', /database\.url: .*only sslmode/],
    ['database: { migrationUrl: "mysql://h/d" }', /database\.migrationUrl: expected postgres:/],
    ['database: { allow: [fsync] }', /database\.allow: expected a list of weak-roles, .*not \["fsync"\]/],
    ['database: { allow: weak-roles }', /database\.allow: expected a list/],
    ['http: { publicUrl: "http://approvals.example.gov.cn" }', /http\.publicUrl: expected null or an origin/],
    ['http: { trustedProxies: [everybody] }', /http\.trustedProxies: expected a list/],
    ['oidc: { issuer: "http://login.example.gov.cn" }', /oidc\.issuer: expected null or https/],
    ['identity: { longestLock: 5 }', /identity\.longestLock: expected a whole number from 60/],
    ['http: { publicUrl: https://x/y }', /http\.publicUrl: expected null or an origin without a path/],
    ['http: { publicUrl: "http://x.example" }', /http\.publicUrl: expected null or an origin/],
    ['http: { trustedProxies: 10.0.0.1 }', /http\.trustedProxies: expected a list of IP addresses/],
    ['http: { trustedProxies: [10.0.0.0/33] }', /http\.trustedProxies/],
    ['http: { trustedProxies: [proxy.example] }', /http\.trustedProxies/],
    ['identity: { passwords: none }', /identity\.passwords: expected one of nist, djcp3/],
    ['identity: { idleMinutes: 0 }', /identity\.idleMinutes: expected a whole number/],
    ['identity: { longestLock: 1 }', /identity\.longestLock: expected a whole number from 60/],
    ['identity: { keyfile: x }', /no such setting identity\.keyfile; did you mean identity\.keyFile\?/],
    ['oidc: { issuer: "http://id.example" }', /oidc\.issuer: expected null or https/],
    ['oidc: { issuer: "https://user:pass@id.example" }', /oidc\.issuer/],
    ['oidc: { redirectUri: "https://x.example/elsewhere" }', /oidc\.redirectUri: expected null or https/],
    ['oidc: { clientId: "a b" }', /oidc\.clientId/],
    ['a: [1', /own\.yaml/],
    ['[]', /must hold sections/],
  ])('refuses %j in words', (text, sentence) => {
    expect(withFile(text)).toThrow(sentence);
  });

  it('refuses a wrong value or a misspelt name in the environment, and shows no password', () => {
    expect(() => loadSettings({ DUECOURSE_MODE: 'fake' })).toThrow(/DUECOURSE_MODE: expected one of/);
    expect(() => loadSettings({ DUECOURSE_MOED: 'real' })).toThrow(/did you mean DUECOURSE_MODE\?/);
    expect(() => loadSettings({ DUECOURSE_DATABASE_URL: 'x' })).toThrow(/did you mean DATABASE_URL\?/);
    expect(() => loadSettings({ DUECOURSE_PORT: '80a' })).toThrow(/DUECOURSE_PORT/);
    expect(() => loadSettings({ DATABASE_URL: 'mysql://u:secret@h/d' })).toThrow(
      /^(?!.*secret).*DATABASE_URL/,
    );
    expect(() => loadSettings({ DATABASE_MIGRATION_URL: 'postgres://u:secret@h/d?options=x' })).toThrow(
      /^(?!.*secret).*DATABASE_MIGRATION_URL/,
    );
    expect(() => loadSettings({ DUECOURSE_CONFIG: '/nowhere.yaml' })).toThrow(/nowhere\.yaml/);
  });

  it('leaves variables alone that are not its own', () => {
    expect(loadSettings({ DUECOURSE_TEST_SERVER: 'x', DUECOURSE_TALLY: '1', HOME: '/' })).toEqual(
      loadSettings({}),
    );
  });
});
