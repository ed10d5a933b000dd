import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { AccountEvent, AccountState } from '../../../src/usecases/identity/account-state.js';
import { evolveAccount } from '../../../src/usecases/identity/account-state.js';
import { beginActivation, confirmActivation } from '../../../src/usecases/identity/activation.js';
import {
  endSessionsOf,
  issueActivationCode,
  openAccount,
  unlockAccount,
} from '../../../src/usecases/identity/administer-accounts.js';
import { bindIdentity, unbindIdentity } from '../../../src/usecases/identity/bind-identity.js';
import { changePassword } from '../../../src/usecases/identity/change-password.js';
import { readAccount } from '../../../src/usecases/identity/read-account.js';
import { recoverAccess } from '../../../src/usecases/identity/recover-access.js';
import { seedAccount } from '../../../src/usecases/identity/seed-account.js';
import { setStanding } from '../../../src/usecases/identity/set-standing.js';
import { issueToken, ownTokens, revokeToken } from '../../../src/usecases/identity/tokens.js';
import { factsOf } from '../../../src/usecases/powers/power-facts.js';
import { IdentityDesk, type Local } from '../../support/identity-desk.js';
import { askerOf, people, type Who } from '../../support/office.js';

const address = '192.0.2.9';

describe('accounts', () => {
  let desk: IdentityDesk;
  beforeAll(async () => {
    desk = await IdentityDesk.open();
  });
  afterAll(() => desk.close());

  const open = (by: Who, who: Who, account?: string) =>
    openAccount(desk.ports)(askerOf(by), {
      ...{ person: people[who].person, activation: true },
      ...(account !== undefined && { account }),
    });

  it('are opened by the system administrator alone, one to a person, each name once', async () => {
    for (const by of ['security', 'window', 'head', 'applicant'] as const) {
      expect(await open(by, 'reviewer')).toMatchObject({
        outcome: 'refused',
        unmet: [{ code: 'power-missing' }],
      });
    }
    expect(await open('system', 'reviewer', 'Li.Si')).toMatchObject({ outcome: 'opened', account: 'li.si' });
    expect(await open('system', 'reviewer')).toEqual({ outcome: 'hasAccount' });
    expect(await open('system', 'secondReviewer', 'ＬＩ.si')).toEqual({ outcome: 'loginTaken' });
    expect(await open('system', 'secondReviewer', 'li si')).toEqual({ outcome: 'loginNotAllowed' });
    const nobody = { person: 'o-nobody', activation: true };
    expect(await openAccount(desk.ports)(askerOf('system'), nobody)).toEqual({ outcome: 'unknownPerson' });
    const [record] = await desk.records('reviewer');
    expect(record).toMatchObject({ type: 'account.opened', actor: { person: people.system.person } });
  });

  it('are opened once when two administrators’ requests meet', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => open('system', 'chair')));
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['hasAccount', 'hasAccount', 'opened']);
  });

  it('are activated in two steps, and nothing secret is in their records', async () => {
    const opened = await open('system', 'inspector', 'inspector');
    if (opened.outcome !== 'opened' || !opened.activation) throw new Error(opened.outcome);
    const { code } = opened.activation;
    expect(code).toMatch(/^([A-HJ-NP-Z2-9]{5}-){3}[A-HJ-NP-Z2-9]{5}$/);
    const password = 'seven quiet herons at dusk';
    const holder = { account: 'inspector', code: ` ${code.toLowerCase().replaceAll('-', ' ')}`, address };
    const begin = beginActivation(desk.ports);
    const first = await begin({ ...holder, password });
    const second = await begin({ ...holder, password });
    if (first.outcome !== 'begun' || second.outcome !== 'begun') throw new Error('not begun');
    expect(second.secret).not.toBe(first.secret);
    expect(second.uri).toMatch(/^otpauth:\/\/totp\/.*inspector.*secret=[A-Z2-7]{32}/);
    const local = (secret: string): Local => ({ account: 'inspector', password, secret });
    expect(await desk.try(local(second.secret))).toEqual({ outcome: 'wrong' });
    const confirm = confirmActivation(desk.ports);
    expect(await confirm({ ...holder, totp: desk.code(local(first.secret)) })).toEqual({ outcome: 'wrong' });
    const totp = desk.code(local(second.secret));
    expect(await confirm({ ...holder, totp })).toEqual({ outcome: 'activated', account: 'inspector' });
    expect(await confirm({ ...holder, totp })).toEqual({ outcome: 'wrong' });
    expect(await begin({ ...holder, password })).toEqual({ outcome: 'wrong' });
    expect(await desk.try(local(second.secret), { totp })).toEqual({ outcome: 'wrong' });
    desk.wait(3_700);
    await desk.signedIn(local(second.secret));
    const stream = JSON.stringify(await desk.records('inspector'));
    for (const secret of [code, password, first.secret, second.secret, address, 'argon2']) {
      expect(stream).not.toContain(secret);
    }
  });

  it('do not take an activation code that has expired, nor a weak password', async () => {
    const opened = await open('system', 'evaluator', 'evaluator');
    if (opened.outcome !== 'opened' || !opened.activation) throw new Error(opened.outcome);
    const holder = { account: 'evaluator', code: opened.activation.code, address };
    const weak = await beginActivation(desk.ports)({ ...holder, password: 'Password2026!' });
    expect(weak).toMatchObject({
      outcome: 'passwordRefused',
      faults: [{ zh: expect.stringContaining('常见词') }],
    });
    desk.wait(7 * 86_400);
    const late = await beginActivation(desk.ports)({ ...holder, password: 'seven quiet herons at dusk' });
    expect(late).toEqual({ outcome: 'wrong' });
  });

  it('get a new code from the security administrator, which voids everything before', async () => {
    const local = await desk.account('head');
    const session = await desk.signedIn(local);
    const me = await desk.me(session);
    await issueToken(desk.ports)(me, { name: 'archive', scopes: ['readCase'], expiresInDays: 30 });
    expect(await issueActivationCode(desk.ports)(askerOf('system'), me.person)).toMatchObject({
      outcome: 'refused',
    });
    const issued = await issueActivationCode(desk.ports)(askerOf('security'), me.person);
    if (issued.outcome !== 'issued') throw new Error(issued.outcome);
    expect(await desk.who(session.token)).toBeUndefined();
    expect(await ownTokens(desk.ports)(me)).toEqual([]);
    expect(await desk.try(local)).toEqual({ outcome: 'wrong' });
    const again = await desk.activate('head', issued.activation.code, 'an entirely different sentence');
    await desk.signedIn(again);
    expect(await desk.story('head')).toEqual([
      ...['opened', 'activationBegun', 'activated', 'signedIn', 'tokenIssued', 'sessionsEnded', 'codeIssued'],
      ...['signInFailed', 'activationBegun', 'activated', 'signedIn'],
    ]);
  });

  it('change their password with the old one and a code, and every other session ends', async () => {
    const local = await desk.account('decider');
    const here = await desk.signedIn(local);
    const there = await desk.signedIn(local);
    const me = await desk.me(here);
    const newPassword = 'nine copper kettles whistle';
    const change = (more: object) =>
      changePassword(desk.ports)(me, {
        ...{ password: local.password, totp: desk.code(local), newPassword, address },
        ...more,
      });
    expect(await change({ newPassword: local.password })).toMatchObject({ outcome: 'passwordRefused' });
    expect(await change({ password: 'wrong' })).toEqual({ outcome: 'wrong' });
    expect(await change({ totp: '000000' })).toEqual({ outcome: 'wrong' });
    expect(await change({})).toEqual({ outcome: 'changed', endedSessions: 1 });
    expect(await desk.who(there.token)).toBeUndefined();
    expect(await desk.who(here.token)).toBeDefined();
    desk.wait(60);
    expect(await desk.try(local)).toEqual({ outcome: 'wrong' });
    await desk.signedIn({ ...local, password: newPassword });
  });

  it('belong to identities of a provider: each to one person, bound and unbound by the security administrator', async () => {
    await desk.account('window');
    await desk.account('secondWindow');
    const identity = { issuer: 'https://id.example', subject: 'sub-1' };
    const bind = bindIdentity(desk.ports);
    const [one, two] = [people.window.person, people.secondWindow.person];
    expect(await bind(askerOf('system'), one, identity)).toMatchObject({ outcome: 'refused' });
    const bound = await bind(askerOf('security'), one, identity);
    expect(bound).toMatchObject({ outcome: 'bound' });
    expect(await bind(askerOf('security'), one, identity)).toEqual(bound);
    expect(await bind(askerOf('security'), two, identity)).toEqual({ outcome: 'taken' });
    expect(await bind(askerOf('security'), 'o-nobody', identity)).toEqual({ outcome: 'noAccount' });
    if (bound.outcome !== 'bound') throw new Error(bound.outcome);
    const unbind = unbindIdentity(desk.ports);
    expect(await unbind(askerOf('security'), two, bound.id)).toEqual({ outcome: 'unknownIdentity' });
    expect(await unbind(askerOf('security'), one, bound.id)).toEqual({ outcome: 'unbound' });
    expect(await bind(askerOf('security'), two, identity)).toMatchObject({ outcome: 'bound' });
    expect(JSON.stringify(await desk.records('window'))).not.toContain('sub-1');
  });

  it('of the public are suspended, ended and restored, and what they may do goes at once', async () => {
    const local = await desk.account('applicant');
    await desk.signedIn(local);
    const { person } = people.applicant;
    const set = setStanding(desk.ports);
    const standing = async () => {
      const { ports } = desk;
      return (await factsOf(ports, await ports.directory.current(), person, '2026-09-28' as CivilDate))
        .standing;
    };
    expect(await set(askerOf('head'), person, 'suspended')).toMatchObject({ outcome: 'refused' });
    expect(await set(askerOf('system'), people.window.person, 'suspended')).toEqual({
      outcome: 'ofTheOrganisation',
    });
    expect(await set(askerOf('system'), person, 'suspended')).toEqual({
      outcome: 'set',
      standing: 'suspended',
    });
    expect(await standing()).toBe('suspended');
    expect(await desk.ports.sessions.ofPerson(person)).toEqual([]);
    expect(await set(askerOf('system'), person, 'active')).toMatchObject({ outcome: 'refused' });
    expect(await set(askerOf('security'), person, 'active')).toEqual({ outcome: 'set', standing: 'active' });
    expect(await standing()).toBe('active');
    expect((await desk.records('applicant')).map(({ type }) => type)).toContain('account.standingSet');
  });

  it('are read by the two administrators who may do something about them', async () => {
    const local = await desk.account('governmentHead');
    await desk.signedIn(local);
    const person = people.governmentHead.person;
    for (const by of ['system', 'security'] as const) {
      expect(await readAccount(desk.ports)(askerOf(by), person)).toMatchObject({
        ...{ outcome: 'known', account: 'governmenthead', standing: 'active', sessions: 1, tokens: 0 },
        lockedUntil: null,
      });
    }
    expect(await readAccount(desk.ports)(askerOf('head'), person)).toMatchObject({ outcome: 'refused' });
    expect(await readAccount(desk.ports)(askerOf('head'), 'o-nobody')).toMatchObject({ outcome: 'refused' });
    expect(await endSessionsOf(desk.ports)(askerOf('head'), person)).toMatchObject({ outcome: 'refused' });
    expect(await endSessionsOf(desk.ports)(askerOf('security'), person)).toEqual({
      outcome: 'ended',
      count: 1,
    });
    expect(await endSessionsOf(desk.ports)(askerOf('system'), person)).toEqual({
      outcome: 'ended',
      count: 0,
    });
  });

  it('are unlocked by the security administrator', async () => {
    const local = await desk.account('registrar');
    for (let i = 0; i < 4; i++) await desk.try(local, { password: `wrong ${i}`, address: '192.0.2.44' });
    expect(await desk.try(local)).toMatchObject({ outcome: 'locked' });
    const { person } = people.registrar;
    expect(await unlockAccount(desk.ports)(askerOf('system'), person)).toMatchObject({ outcome: 'refused' });
    expect(await unlockAccount(desk.ports)(askerOf('security'), person)).toMatchObject({
      outcome: 'unlocked',
    });
    expect(await unlockAccount(desk.ports)(askerOf('security'), person)).toMatchObject({
      outcome: 'notLocked',
    });
    await desk.signedIn(local);
    expect((await desk.story('registrar')).slice(3)).toEqual([
      'signInFailed',
      'locked',
      'unlocked',
      'signedIn',
    ]);
  });

  it('of administrators are recovered at the console, and only theirs', async () => {
    const recover = recoverAccess(desk.ports);
    expect(await recover('o-nobody')).toEqual({ outcome: 'noAccount' });
    expect(await recover(people.window.person)).toEqual({ outcome: 'notAdministrator' });
    const local = await desk.account('security');
    const session = await desk.signedIn(local);
    const recovered = await recover(people.security.person);
    if (recovered.outcome !== 'issued') throw new Error(recovered.outcome);
    expect(await desk.who(session.token)).toBeUndefined();
    await desk.signedIn(await desk.activate('security', recovered.activation.code, local.password));
    const issued = (await desk.records('security')).find(({ type }) => type === 'account.codeIssued');
    expect(issued).toMatchObject({ data: { atConsole: true } });
    expect(issued?.actor).toBeUndefined();
  });

  it('issue tokens for machines, which narrow and are told once', async () => {
    const local = await desk.account('superior');
    const me = await desk.me(await desk.signedIn(local));
    const issue = issueToken(desk.ports);
    const wish = { name: '归档', scopes: ['readCase', 'act:accept'], expiresInDays: 1 };
    expect(await issue(me, { ...wish, scopes: ['readCase', 'everything'] })).toEqual({
      ...{ outcome: 'unknownScope', index: 1, scope: 'everything' },
    });
    const issued = await issue(me, wish);
    if (issued.outcome !== 'issued') throw new Error(issued.outcome);
    const machine = await desk.me(issued, 'header');
    expect(machine).toMatchObject({ person: me.person, scopes: wish.scopes, signIn: 'bearer' });
    expect(await desk.who(issued.token, 'cookie')).toBeUndefined();
    expect(await issue(machine, wish)).toEqual({ outcome: 'narrowed' });
    expect(await ownTokens(desk.ports)(me)).toMatchObject([{ id: issued.id, name: '归档' }]);
    expect(await revokeToken(desk.ports)(me, 'unknown')).toBe(false);
    expect(await revokeToken(desk.ports)(me, issued.id)).toBe(true);
    expect(await desk.who(issued.token, 'header')).toBeUndefined();
    const brief = await issue(me, wish);
    if (brief.outcome !== 'issued') throw new Error(brief.outcome);
    desk.wait(86_400);
    expect(await desk.who(brief.token, 'header')).toBeUndefined();
    for (let i = 0; i < 20; i++) expect(await issue(me, wish)).toMatchObject({ outcome: 'issued' });
    expect(await issue(me, wish)).toEqual({ outcome: 'tooMany' });
  });

  it('are seeded again and again without change, until the secrets are others', async () => {
    const seed = seedAccount(desk.ports);
    const passwordHash = await desk.ports.passwords.hash('thirteen blue buckets stand here');
    const totpSecret = desk.ports.codes.newSecret();
    const token = 'seeded-token-of-a-test';
    const seeded = {
      ...{ person: people.lowerOrgan.person, account: 'lower', passwordHash, totpSecret },
      tokenSha256: desk.ports.hash.sha256(token),
    };
    await seed(seeded);
    await seed(seeded);
    expect(await desk.story('lowerOrgan')).toEqual(['opened', 'tokenIssued']);
    expect(await desk.who(token, 'header')).toMatchObject({ person: seeded.person, scopes: null });
    await desk.signedIn({
      account: 'lower',
      password: 'thirteen blue buckets stand here',
      secret: totpSecret,
    });
    const other = { ...seeded, totpSecret: desk.ports.codes.newSecret() };
    await seed(other);
    await desk.signedIn({
      ...{ account: 'lower', password: 'thirteen blue buckets stand here', secret: other.totpSecret },
    });
    await seed({
      person: 'o-later',
      account: 'later',
      activationHash: desk.ports.hash.sha256('AAAAA-BBBBB-CCCCC-DDDDD'),
    });
    expect(await desk.ports.accounts.byLogin('later')).toMatchObject({
      person: 'o-later',
      passwordHash: null,
    });
  });

  it('fold from their records to the state that is stored', async () => {
    const found = await desk.office.database.owner.query<{ id: string; state: string; version: number }[]>(
      `select id, state, version from streams where kind = 'account'`,
    );
    expect(found.length).toBeGreaterThan(8);
    for (const { id, state } of found) {
      const folded = (await desk.recordsOf(id)).reduce<AccountState | null>(
        (before, { data }) => evolveAccount(before, data as unknown as AccountEvent),
        null,
      );
      expect(folded).toEqual(JSON.parse(state));
    }
    expect(await desk.office.findings()).toEqual([]);
  });
});
