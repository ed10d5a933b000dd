import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evolveAccount } from '../../../src/usecases/identity/account-state.js';
import { attemptKeys } from '../../../src/usecases/identity/lock-out.js';
import { endCurrentSession, endOwnSessions, ownSessions } from '../../../src/usecases/identity/sessions.js';
import { later } from '../../../src/usecases/identity/wall-time.js';
import { IdentityDesk, type Local, RULES } from '../../support/identity-desk.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { people } from '../../support/office.js';

const ADDRESS = '192.0.2.7';

describe('signing in with a local account', () => {
  let desk: IdentityDesk;
  let local: Local;
  beforeAll(async () => {
    desk = await IdentityDesk.open();
    local = await desk.account('window');
  });
  afterAll(() => desk.close());

  it('needs name, password and code, and gives a session that is known by its digest alone', async () => {
    const session = await desk.signedIn(local);
    expect(session).toMatchObject({ person: people.window.person, kind: 'officer' });
    expect(session.expiresAt).toBe(later(desk.now, 10 * 3_600 - 60));
    const rows = await desk.office.database.owner.query<Record<string, unknown>[]>('select * from sessions');
    expect(JSON.stringify(rows)).not.toContain(session.token);
    expect(await desk.who(desk.ports.hash.sha256(session.token))).toBeUndefined();
    expect(await desk.who(session.token)).toMatchObject({ person: people.window.person, scopes: null });
    expect(await desk.who(session.token, 'header')).toBeUndefined();
  });

  it('takes the name in any case and width', async () => {
    await desk.signedIn({ ...local, account: ' ＷＩＮＤＯＷ ' });
  });

  it('counts a code once, also when it is sent twice at once', async () => {
    const totp = desk.code(local);
    const answers = await Promise.all([1, 2, 3].map(() => desk.try(local, { totp })));
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['signedIn', 'wrong', 'wrong']);
    desk.wait(60);
  });

  it('ends the oldest session when there would be more than three', async () => {
    await endOwnSessions(desk.ports)(await desk.me(await desk.signedIn(local)));
    const [first, second, third, fourth] = [
      await desk.signedIn(local),
      await desk.signedIn(local, { kind: 'command' }),
      await desk.signedIn(local),
      await desk.signedIn(local),
    ];
    expect(await desk.who(first.token)).toBeUndefined();
    expect(await desk.who(second.token, 'header')).toBeDefined();
    const me = await desk.me(fourth);
    expect(await desk.who(third.token)).toBeDefined();
    expect((await ownSessions(desk.ports)(me)).map(({ kind }) => kind)).toEqual([
      ...['command', 'browser', 'browser'],
    ]);
    expect(await endCurrentSession(desk.ports)(me)).toBe(true);
    expect(await desk.who(fourth.token)).toBeUndefined();
    expect(await endOwnSessions(desk.ports)(me)).toBe(2);
    expect(await desk.who(third.token)).toBeUndefined();
  });

  it('ends the session under which the browser came, and gives a new id each time', async () => {
    const before = await desk.signedIn(local);
    const after = await desk.signedIn(local, { previous: desk.ports.hash.sha256(before.token) });
    expect(after.token).not.toBe(before.token);
    expect(await desk.who(before.token)).toBeUndefined();
    expect(await desk.who(after.token)).toBeDefined();
  });

  it('ends a session after thirty minutes without use, and after ten hours of use', async () => {
    const idle = await desk.signedIn(local);
    desk.wait(29 * 60 - 1);
    expect(await desk.who(idle.token)).toBeDefined();
    desk.wait(30 * 60);
    expect(await desk.who(idle.token)).toBeUndefined();
    const used = await desk.signedIn(local);
    for (let minutes = 1; minutes < 600; minutes += 20) {
      expect(await desk.who(used.token)).toBeDefined();
      desk.wait(20 * 60);
    }
    expect(await desk.who(used.token)).toBeUndefined();
  });

  it('notes the use of a session at most once a minute', async () => {
    const { token } = await desk.signedIn(local);
    const seen = async (): Promise<string | undefined> =>
      (await desk.ports.sessions.find(desk.ports.hash.sha256(token)))?.lastSeenAt;
    await desk.who(token);
    const noted = await seen();
    desk.wait(59);
    await desk.who(token);
    expect(await seen()).toBe(noted);
    desk.wait(1);
    await desk.who(token);
    expect(await seen()).not.toBe(noted);
  });

  it('is over in every process at once when it is ended in one', async () => {
    const other = await desk.office.another();
    const there = { ...desk.ports, sessions: other.store.sessions };
    const session = await desk.signedIn(local);
    const me = await desk.me(session);
    expect(await there.sessions.find(me.session)).toBeDefined();
    await endCurrentSession(desk.ports)(me);
    expect(await there.sessions.find(me.session)).toBeUndefined();
    await other.leave();
  });

  it('is refused to a member of the public whose account is suspended, also between the check and the session', async () => {
    const person = await desk.account('applicant');
    await desk.signedIn(person);
    const { owner } = desk.office.database;
    const standing = (to: string) =>
      owner.query('update people set standing = $1 where person = $2', [to, people.applicant.person]);
    await standing('suspended');
    expect(await desk.try(person)).toEqual({ outcome: 'notActive' });
    await standing('active');
    desk.wait(60);
    const { directory } = desk.ports;
    let asked = 0;
    // Suspended after the account was seen active: the append must lose, and the second look refuses.
    const racing = {
      ...directory,
      current: () => directory.current(),
      at: (version: number) => directory.at(version),
      names: (of: readonly string[]) => directory.names(of),
      person: async (of: string) => {
        const found = await directory.person(of);
        if (asked++ === 1) await standing('suspended');
        return found;
      },
    };
    const ports = { ...desk.ports, directory: racing };
    const { signIn } = await import('../../../src/usecases/identity/sign-in.js');
    const { account, password } = person;
    const request = {
      account,
      password,
      totp: desk.code(person),
      kind: 'browser',
      address: ADDRESS,
    } as const;
    expect(await signIn(ports)(request)).toEqual({ outcome: 'notActive' });
    expect(asked).toBeGreaterThan(2);
    await standing('active');
  });
});

describe('guessing', () => {
  let desk: IdentityDesk;
  let local: Local;
  beforeAll(async () => {
    desk = await IdentityDesk.open();
    local = await desk.account('window');
  });
  afterAll(() => desk.close());

  /** Guesses in batches over an hour; how many were looked at. */
  const flood = async (guess: (i: number) => { account: string; address: string }): Promise<number> => {
    const before = desk.evaluated;
    for (let batch = 0; batch < 100; batch++) {
      const guesses = Array.from({ length: 100 }, (_, i) => guess(batch * 100 + i));
      const answers = await Promise.all(
        guesses.map(({ account, address }) =>
          desk.try({ ...local, account }, { password: 'a wrong guess at it', address }),
        ),
      );
      expect(answers.some(({ outcome }) => outcome === 'signedIn')).toBe(false);
      desk.wait(36);
    }
    return desk.evaluated - before;
  };

  it('10,000 times at one account from one address in an hour gets at most 20 guesses looked at', async () => {
    expect(await flood(() => ({ account: local.account, address: ADDRESS }))).toBeLessThanOrEqual(20);
  }, 120_000);

  it('10,000 times at one account from 10,000 addresses gets at most 20 guesses looked at', async () => {
    desk.wait(7_200);
    const from = (i: number) => `2001:db8:${(i >> 8).toString(16)}:${(i & 255).toString(16)}::1`;
    expect(await flood((i) => ({ account: local.account, address: from(i) }))).toBeLessThanOrEqual(20);
  }, 120_000);

  it('10,000 times at an account that does not exist is slowed down in the same way', async () => {
    expect(await flood(() => ({ account: 'nobody', address: '192.0.2.50' }))).toBeLessThanOrEqual(20);
  }, 120_000);

  it('at 10,000 accounts from one address gets few guesses looked at, and leaves few rows', async () => {
    const looked = await flood((i) => ({ account: `name-${i}`, address: '198.51.100.3' }));
    expect(looked).toBeLessThanOrEqual(25);
    const rows = await desk.office.database.owner.query<object[]>('select key from sign_in_attempts');
    expect(rows.length).toBeLessThan(100);
  }, 120_000);

  it('records the first failure and the first lock of a series, not each guess', async () => {
    const story = await desk.story('window');
    expect(story.filter((one) => one === 'signInFailed').length).toBeLessThanOrEqual(4);
    expect(story.filter((one) => one === 'locked').length).toBeLessThanOrEqual(4);
    expect(story).toContain('locked');
  });

  it('does not keep out the owner longer than the longest lock', async () => {
    expect(await desk.try(local)).toMatchObject({ outcome: expect.stringMatching(/locked|signedIn/) });
    desk.wait(RULES.locks.longestSeconds + 60);
    await desk.signedIn(local);
  });

  it('waits 1, 2, 4, ... seconds after the free failures, up to fifteen minutes', async () => {
    desk.wait(7_200);
    const waits: number[] = [];
    for (let i = 0; i < 28; i++) {
      const answer = await desk.try(local, { password: 'a wrong guess at it', address: `203.0.113.${i}` });
      if (answer.outcome === 'wrong') continue;
      if (answer.outcome !== 'locked') throw new Error(answer.outcome);
      const seconds = (Date.parse(answer.until) - Date.parse(desk.now)) / 1_000;
      waits.push(seconds);
      desk.wait(seconds);
    }
    expect(waits.slice(0, 11)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
  });

  it('counts one customer of IPv6 by his network, and an IPv4 address in both spellings as one', () => {
    const key = (address: string) => attemptKeys(nodeHash, 'x', address).address;
    expect(key('2001:db8:1:2:3:4:5:6')).toBe(key('2001:0DB8:1:2::9'));
    expect(key('2001:db8:1:2::1')).not.toBe(key('2001:db8:1:3::1'));
    expect(key('::1')).toBe(key('0:0:0:0:0:0:0:1'));
    expect(key('::ffff:192.0.2.7')).toBe(key('192.0.2.7'));
    expect(key('fe80::1%eth0')).toBe(key('fe80::2'));
  });

  it('works as hard for an account that does not exist', async () => {
    const work = async (account: string): Promise<number> => {
      desk.wait(7_200);
      const before = desk.evaluated;
      await desk.try({ ...local, account }, { password: 'a wrong guess at it' });
      return desk.evaluated - before;
    };
    expect([await work(local.account), await work('unknown-1')]).toEqual([1, 1]);
    // `$argon2id$v=19$m=...,t=...,p=...$`: memory, passes and lanes are those of a hash that is made today.
    const costs = (hash: string): string => hash.split('$').slice(0, 4).join('$');
    const { passwords } = desk.ports;
    expect(costs(passwords.nobodys)).toBe(costs(await passwords.hash('a password of somebody')));
  });
});

describe('in a simulated installation', () => {
  it('real time goes on for codes, sessions and locks while the legal clock stands', async () => {
    const desk = await IdentityDesk.open({ mode: 'simulated' });
    const local = await desk.account('window');
    const session = await desk.signedIn(local);
    const legal = await desk.ports.now.now();
    const totp = desk.code(local);
    await desk.signedIn(local, { totp });
    expect(await desk.try(local, { totp })).toEqual({ outcome: 'wrong' });
    desk.wait(31 * 60);
    expect(await desk.who(session.token)).toBeUndefined();
    expect(await desk.ports.now.now()).toBe(legal);
    const records = await desk.records('window');
    expect(records.every(({ recordedAt, simulated }) => recordedAt === legal && simulated)).toBe(true);
    await desk.close();
  });
});

describe('passwords that must be changed', () => {
  it('are refused after 90 days under djcp3, use up the code, and are changed on the way in', async () => {
    const desk = await IdentityDesk.open({ rules: { passwords: 'djcp3' } });
    const local = await desk.account('window', 'Seven Quiet Herons 9');
    await desk.signedIn(local);
    desk.wait(90 * 86_400);
    const totp = desk.code(local);
    expect(await desk.try(local, { totp })).toEqual({ outcome: 'passwordExpired' });
    expect(await desk.try(local, { totp, newPassword: 'Nine Copper Kettles 5' })).toEqual({
      outcome: 'wrong',
    });
    desk.wait(60);
    expect(await desk.try(local, { newPassword: 'nine copper kettles' })).toMatchObject({
      outcome: 'passwordRefused',
    });
    expect(await desk.try(local, { newPassword: local.password })).toMatchObject({
      outcome: 'passwordRefused',
    });
    await desk.signedIn(local, { newPassword: 'Nine Copper Kettles 5' });
    await desk.signedIn({ ...local, password: 'Nine Copper Kettles 5' });
    expect((await desk.story('window')).slice(-6)).toEqual([
      ...['passwordExpired', 'signInFailed', 'passwordChanged', 'signedIn', 'sessionsEnded', 'signedIn'],
    ]);
    await desk.close();
  });
});

describe('the story of an account', () => {
  it('begins once, and nothing comes before it', () => {
    const opened = { type: 'account.opened', person: 'o-1' } as const;
    expect(() => evolveAccount(evolveAccount(null, opened), opened)).toThrow('once');
    expect(() => evolveAccount(null, { type: 'account.activated' })).toThrow('before');
  });

  it('keeps exactly the tokens and identities that were not taken back', () => {
    const words = fc.constantFrom('a', 'b', 'c', 'd');
    const events = fc.array(
      fc.oneof(
        fc.record({
          type: fc.constant('account.tokenIssued' as const),
          token: words,
          scopes: fc.constant(null),
          expiresAt: fc.constant(null),
        }),
        fc.record({ type: fc.constant('account.tokenRevoked' as const), token: words }),
        fc.record({
          type: fc.constant('account.sessionsEnded' as const),
          sessions: fc.array(words),
          why: fc.constant('administrator' as const),
        }),
      ),
    );
    fc.assert(
      fc.property(events, (story) => {
        const begun = evolveAccount(null, { type: 'account.opened', person: 'o-1' });
        const { tokens } = story.reduce(evolveAccount, begun);
        for (const token of ['a', 'b', 'c', 'd'] as const) {
          const last = story.findLastIndex((event) =>
            event.type === 'account.sessionsEnded' ? event.sessions.includes(token) : event.token === token,
          );
          expect(tokens.includes(token)).toBe(story[last]?.type === 'account.tokenIssued');
        }
      }),
    );
  });
});
