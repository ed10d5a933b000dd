import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { passwordExpired, passwordFaults } from '../../../src/usecases/identity/password-policy.js';
import { isScope, SCOPE_ACTIONS } from '../../../src/usecases/identity/scopes.js';
import { isLogin, loginOf } from '../../../src/usecases/identity/login.js';
import type { Instant } from '../../../src/engine/clock/time.js';

const nist = (password: string, login = 'zhang.san') => passwordFaults('nist', password, { login });

describe('password rules', () => {
  it.each([
    'password1234',
    'P@ssw0rd2026!',
    'passwordpassword',
    'qwertyuiop12',
    'QwErTyUiOp!!',
    '123456789012',
    'abcdefghijkl',
    'aaaaaaaaaaaaaaaaaaaa',
    'abababababababab',
    'zhang.san2026',
    'zhangsan.san.zhang',
    'Admin@123456',
    'woaini1314520',
    'duecourse2026',
    '我爱你中国中国我爱你12',
    'iloveyou123456',
    'letmein-letmein-letmein',
    '111111222222333333',
  ])('refuse %s', (password) => {
    expect(nist(password)).toHaveLength(1);
  });

  it.each([
    'seven quiet herons at dusk',
    'slow brown mule rides',
    '春眠不觉晓处处闻啼鸟夜来',
    'vK3#tq9-Lw2p',
    'the password is a tall giraffe',
  ])('take %s', (password) => {
    expect(nist(password)).toEqual([]);
  });

  it('ask for twelve characters, not bytes, and take no more than 128', () => {
    expect(nist('vK3#tq9-Lw2')).toEqual([{ zh: '至少 12 个字符', en: 'at least 12 characters' }]);
    expect(nist('𠮷野家隔壁的猫')).toHaveLength(1);
    const long = 'seven quiet herons at dusk '.repeat(5);
    expect(nist(long.slice(0, 128))).toEqual([]);
    expect(nist(long.slice(0, 129))).toEqual([{ zh: '至多 128 个字符', en: 'at most 128 characters' }]);
  });

  it('ask for three kinds of characters under djcp3, and for a new one every 90 days', () => {
    const djcp3 = (password: string) => passwordFaults('djcp3', password, { login: 'zhang.san' });
    expect(djcp3('seven quiet herons')).toHaveLength(1);
    expect(djcp3('Seven quiet herons')).toEqual([]);
    const [set, day89, day90] = ['2026-01-01', '2026-03-31', '2026-04-01'].map(
      (day) => `${day}T00:00:00.000Z` as Instant,
    ) as [Instant, Instant, Instant];
    expect(passwordExpired('djcp3', set, day89)).toBe(false);
    expect(passwordExpired('djcp3', set, day90)).toBe(true);
    expect(passwordExpired('djcp3', null, set)).toBe(true);
    expect(passwordExpired('nist', set, day90)).toBe(false);
  });

  it('refuse the one in use, and never throw', () => {
    const known = { login: 'x', old: 'seven quiet herons' };
    expect(passwordFaults('nist', 'seven quiet herons', known)).toHaveLength(1);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (password, login) => {
        const faults = nist(password, login);
        if ([...password].length < 12) expect(faults.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('names and scopes', () => {
  it('have one normal form', () => {
    expect(loginOf(' Ｚhang.SAN ')).toBe('zhang.san');
    for (const name of ['张三', 'zhang_san', 'o-101', 'a@b']) expect(isLogin(name)).toBe(true);
    for (const name of ['', 'a b', 'A', 'a\u0000', 'x'.repeat(65), 'a/b', '<b>'])
      expect(isLogin(name)).toBe(false);
  });

  it('are the actions of powers and acts by name', () => {
    expect(SCOPE_ACTIONS).toContain('performAct');
    for (const scope of [...SCOPE_ACTIONS, 'act:accept', 'act:notify-corrections'])
      expect(isScope(scope)).toBe(true);
    for (const scope of ['', 'act:', 'act:a b', 'everything', '*', 'toString', '__proto__', 'Act:accept']) {
      expect(isScope(scope)).toBe(false);
    }
  });
});
