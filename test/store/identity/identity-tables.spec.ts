import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Instant } from '../../../src/engine/clock/time.js';
import { StoredAttempts } from '../../../src/store/identity/stored-attempts.js';
import { StoredFlows } from '../../../src/store/identity/stored-flows.js';
import { StoredSessions } from '../../../src/store/identity/stored-sessions.js';
import { onAccount } from '../../../src/usecases/identity/account-records.js';
import type { AccountChange } from '../../../src/usecases/identity/account-change.js';
import { IdentityDesk, RULES } from '../../support/identity-desk.js';
import { people } from '../../support/office.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

const at = (second: number): Instant =>
  new Date(Date.UTC(2026, 8, 28) + second * 1_000).toISOString() as Instant;

describe('an append on an account', () => {
  let desk: IdentityDesk;
  beforeAll(async () => {
    desk = await IdentityDesk.open();
  });
  afterAll(() => desk.close());

  const change = (id: string, what: Omit<AccountChange, 'account'>): Promise<void> =>
    onAccount(desk.ports, id, async (state) => ({
      events: [state ? { type: 'account.activated' } : { type: 'account.opened', person: id }],
      change: what,
      result: undefined,
    }));

  it('writes record and secrets together or not at all', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await change(one, { opened: { person: one, login: 'one' } });
    const taken = change(two, { opened: { person: two, login: 'one' } });
    await expect(taken).rejects.toMatchObject({ name: 'StaleHead' });
    expect(await desk.ports.ledger.head(two)).toBeUndefined();
    expect(await desk.ports.accounts.byPerson(two)).toBeUndefined();
  });

  it('loses when the code’s step is not later than the last one', async () => {
    const id = randomUUID();
    await change(id, { opened: { person: id, login: id } });
    await change(id, { usedStep: 7 });
    for (const usedStep of [7, 6]) {
      await expect(change(id, { usedStep, set: { passwordHash: 'x' } })).rejects.toMatchObject({
        name: 'StaleHead',
      });
    }
    expect(await desk.ports.accounts.byId(id)).toMatchObject({ lastStep: 7, passwordHash: null });
    expect((await desk.ports.ledger.head(id))?.seq).toBe(2);
    await change(id, { usedStep: 8 });
  });

  it('sets the columns that it names, empties those that it names as null, and leaves the others', async () => {
    const id = randomUUID();
    await change(id, { opened: { person: id, login: id } });
    await change(id, { set: { passwordHash: 'h', passwordSetAt: at(1), totpSecret: 's' } });
    await change(id, { set: { totpSecret: null, activationSha256: 'a', activationExpiresAt: at(2) } });
    expect(await desk.ports.accounts.byId(id)).toMatchObject({
      ...{ passwordHash: 'h', passwordSetAt: at(1), totpSecret: null },
      ...{ activationSha256: 'a', activationExpiresAt: at(2), pendingTotpSecret: null },
    });
  });

  it('begins and ends sessions, and keeps their scopes', async () => {
    const id = randomUUID();
    const { person } = people.window;
    const session = {
      ...{ tokenSha256: 'f'.repeat(64), id: randomUUID(), person, account: id, kind: 'token' as const },
      ...{
        signIn: 'bearer' as const,
        scopes: ['readCase', 'act:a'],
        name: 'n',
        authenticatedAt: at(0),
        expiresAt: at(9),
      },
    };
    await change(id, { opened: { person: id, login: id }, begun: session });
    expect(await desk.ports.sessions.find(session.tokenSha256)).toMatchObject({
      ...session,
      lastSeenAt: at(0),
    });
    await desk.ports.sessions.seen(session.tokenSha256, at(5));
    await desk.ports.sessions.seen(session.tokenSha256, at(3));
    expect(await desk.ports.sessions.find(session.tokenSha256)).toMatchObject({ lastSeenAt: at(5) });
    await change(id, { ended: [session.tokenSha256, 'unknown'] });
    expect(await desk.ports.sessions.find(session.tokenSha256)).toBeUndefined();
  });
});

describe('what is beside the ledger', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('a flow is taken once, by one of many', async () => {
    const flows = new StoredFlows(database.dataSource);
    const flow = { stateSha256: 's', browserSha256: 'b', now: at(0), expiresAt: at(600) };
    await flows.begin(flow);
    const taken = await Promise.all(Array.from({ length: 8 }, () => flows.take('s')));
    expect(taken.filter(Boolean)).toEqual([{ browserSha256: 'b', expiresAt: at(600) }]);
    await flows.begin(flow);
    await flows.begin({ ...flow, stateSha256: 't', now: at(601), expiresAt: at(1_201) });
    const left = await database.owner.query<object[]>('select state_sha256 from sign_in_flows');
    expect(left).toEqual([{ state_sha256: 't' }]);
  });

  it('of guesses that come at once, the free ones are evaluated and then one', async () => {
    const attempts = new StoredAttempts(database.dataSource);
    const keys = { account: 'a', address: 'b' };
    const turns = await Promise.all(
      Array.from({ length: 50 }, () => attempts.take(keys, at(0), RULES.locks)),
    );
    expect(turns.filter(({ granted }) => granted)).toHaveLength(4);
    expect(await attempts.lockedUntil('a', at(0))).toBe(at(1));
    await attempts.succeeded(keys, at(1));
    expect(await attempts.lockedUntil('a', at(1))).toBeUndefined();
    expect(await attempts.take(keys, at(1), RULES.locks)).toEqual({ granted: true, failures: 1 });
  });

  it('a success of one’s own does not clear what an address has tried at others', async () => {
    const attempts = new StoredAttempts(database.dataSource);
    const evaluated: boolean[] = [];
    for (let i = 0; i < 40; i++) {
      const other = await attempts.take({ account: `other-${i}`, address: 'office' }, at(10), RULES.locks);
      evaluated.push(other.granted);
      const own = { account: 'own', address: 'office' };
      const mine = await attempts.take(own, at(10), RULES.locks);
      if (mine.granted) await attempts.succeeded(own, at(10));
    }
    expect(evaluated.filter(Boolean)).toHaveLength(11);
  });

  it('a token put in place for a seed is found with its person, and may be put in place again', async () => {
    const sessions = new StoredSessions(database.dataSource);
    await sessions.issueToken('e'.repeat(64), 'o-1');
    await sessions.issueToken('e'.repeat(64), 'o-1');
    expect(await sessions.ofPerson('o-1')).toMatchObject([{ kind: 'token', scopes: null, expiresAt: null }]);
    // Nobody of that name is known yet.
    expect(await sessions.find('e'.repeat(64))).toBeUndefined();
  });
});
