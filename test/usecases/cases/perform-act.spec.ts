import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import { textDigest } from '../../../src/engine/audit/digest.js';
import { Defect } from '../../../src/engine/defect.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { performAct } from '../../../src/usecases/cases/perform-act.js';
import { askerOf, Office, people, recorded, refused } from '../../support/office.js';

describe('performing an act', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  async function granted(): Promise<string> {
    const id = await office.received();
    await office.done(id, 'window', 'accept');
    await office.done(id, 'head', 'grant');
    return id;
  }

  it('writes event, state, tasks, clocks, outbox and answer together', async () => {
    const id = await office.received();
    await office.done(id, 'window', 'accept');
    const key = randomUUID();
    const answer = recorded(await office.act(id, 'head', 'grant', { key }));
    expect(answer).toMatchObject({ caseId: id, version: 3, documents: ['decisionLetter'], lapsed: [] });
    expect(await office.types(id)).toEqual(['case.received', 'case.accepted', 'licence.granted']);
    expect(await office.state(id)).toEqual(answer.state);
    const [task] = await office.rows('select post, acts, due_on::text as due from tasks where case_id = $1', [
      id,
    ]);
    expect(task).toEqual({ post: 'window', acts: '["deliver"]', due: '2026-10-16' });
    const clocks = await office.rows(
      'select clock, state, due_on::text as due from clocks where case_id = $1 order by clock',
      [id],
    );
    expect(clocks).toEqual([
      { clock: 'decision', state: 'stopped', due: '2026-10-30' },
      { clock: 'deliver', state: 'running', due: '2026-10-16' },
      { clock: 'notice', state: 'stopped', due: '2026-10-10' },
    ]);
    const outbox = await office.rows<{ payload: string }>(
      'select payload from outbox where stream = $1 and seq = 2 order by n',
      [id],
    );
    expect(outbox.map(({ payload }) => JSON.parse(payload))).toEqual([
      { type: 'document.serve', document: 'decisionLetter', on: '2026-09-28' },
      { type: 'result.publish', act: 'grant', on: '2026-09-28' },
    ]);
    const [stored] = await office.rows(
      'select body, stream, seq from idempotency where actor = $1 and key = $2',
      [people.head.person, key],
    );
    expect(stored).toEqual({ body: canonicalJson(answer), stream: id, seq: 2 });
  });

  it('names in the record who acted as what, under which law, definition, calendar and organisation', async () => {
    const id = await granted();
    const [, , record] = await office.records(id);
    expect(record).toMatchObject({
      log: 'test.example/office',
      seq: 2,
      type: 'licence.granted',
      actor: { person: 'o-302', post: 'head', unit: 'bureau', signIn: 'bearer' },
      basis: [{ law: '中华人民共和国行政许可法', article: '38.1' }],
      def: (await office.ports.catalogue.inForce('test-permit', '2026-09-28'))?.digest,
      cal: (await office.ports.calendars.knownAt(await office.ports.now.now())).digest,
      dir: (await office.ports.directory.current()).digest,
      after: textDigest(canonicalJson(await office.state(id)), nodeHash),
      occurredAt: '2026-09-28T04:00:00.000Z',
      recordedAt: '2026-09-28T04:00:00.000Z',
    });
    expect(record).not.toHaveProperty('simulated');
  });

  describe('a refusal', () => {
    it('is on record with its provisions, raises the sequence and leaves version and state alone', async () => {
      const id = await office.received();
      const before = await office.state(id);
      const answer = refused(await office.act(id, 'reviewer', 'accept'));
      expect(answer).toMatchObject({ version: 1, receipt: { seq: 1, type: 'act.refused' } });
      expect(answer.refusal.unmet).toMatchObject([{ code: 'power-missing', basis: ['许可法 32.1(5)'] }]);
      expect(await office.state(id)).toEqual(before);
      expect(await office.ports.ledger.head(id)).toMatchObject({ seq: 2, version: 1 });
      const [, record] = await office.records(id);
      expect(record?.data).toEqual({
        type: 'act.refused',
        cause: 'refusal',
        act: 'accept',
        on: '2026-09-28',
        refusal: { code: 'power-missing', unmet: [{ code: 'power-missing', basis: ['许可法 32.1(5)'] }] },
      });
      expect(record?.before).toEqual(record?.after);
    });

    it.each(['张三的电话是13800001111', 'constructor', 'toString', '__proto__'])(
      'of an act that no procedure knows (%s) keeps the word out of the record',
      async (act) => {
        const id = await office.received();
        refused(await office.act(id, 'window', act));
        const texts = (await office.ports.ledger.records(id, 0, 10)).map(({ text }) => text);
        expect(texts).toHaveLength(2);
        expect(texts.join()).not.toContain(act);
      },
    );

    it('in an ended case is on record too', async () => {
      const id = await granted();
      await office.done(id, 'window', 'deliver');
      const answer = refused(await office.act(id, 'window', 'deliver'));
      expect(answer.refusal.code).toBe('case-ended');
      expect((await office.types(id)).at(-1)).toBe('act.refused');
    });
  });

  describe('with If-Match', () => {
    it('records a stale attempt as refused for that reason, and decides nothing', async () => {
      const id = await office.received();
      await office.done(id, 'window', 'notifyCorrections', { items: ['补交身份证明'] });
      const answer = await office.act(id, 'window', 'accept', { expectedVersion: 1 });
      expect(answer).toMatchObject({ outcome: 'stale', expectedVersion: 1, version: 2, receipt: { seq: 2 } });
      const record = (await office.records(id)).at(-1);
      expect(record?.data).toMatchObject({
        type: 'act.refused',
        act: 'accept',
        refusal: { code: 'stale-version' },
      });
      expect((await office.state(id)).value).toBe('correcting');
    });

    it('is not made stale by a refused attempt of somebody else', async () => {
      const id = await office.received();
      refused(await office.act(id, 'reviewer', 'accept'));
      expect((await office.act(id, 'window', 'accept', { expectedVersion: 1 })).outcome).toBe('recorded');
    });

    it('lets one of several people win, in one process or in two, and has everybody on record', async () => {
      const other = await office.another();
      for (const offices of [
        [office, office, office, office],
        [office, other, office, other],
      ]) {
        const id = await office.received();
        const items = { input: { items: ['补交身份证明'] }, expectedVersion: 1 };
        const answers = await Promise.all(
          offices.map((one, n) =>
            one.act(id, n % 2 === 0 ? 'window' : 'secondWindow', 'notifyCorrections', items),
          ),
        );
        expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual([
          'recorded',
          'stale',
          'stale',
          'stale',
        ]);
        expect((await office.types(id)).toSorted()).toEqual([
          'act.refused',
          'act.refused',
          'act.refused',
          'case.received',
          'corrections.notified',
        ]);
        expect(await office.ports.ledger.head(id)).toMatchObject({ seq: 5, version: 2 });
      }
      await other.leave();
    });
  });

  describe('under a key that was used before', () => {
    it('gives a recorded, refused or stale answer again, byte for byte, and writes nothing', async () => {
      const id = await office.received();
      const wishes = [
        () => office.act(id, 'reviewer', 'accept', { key: 'again-refused' }),
        () => office.act(id, 'window', 'accept', { key: 'again-recorded' }),
        () => office.act(id, 'head', 'grant', { key: 'again-stale', expectedVersion: 7 }),
      ];
      for (const wish of wishes) {
        const first = await wish();
        const before = await office.everything();
        expect(canonicalJson(await wish())).toBe(canonicalJson(first));
        expect(await office.everything()).toBe(before);
      }
    });

    it('gives the first answer even when the case has long gone on', async () => {
      const id = await office.received();
      const first = await office.act(id, 'window', 'accept', { key: 'long-ago' });
      await office.done(id, 'head', 'grant');
      await office.done(id, 'window', 'deliver');
      expect(await office.act(id, 'window', 'accept', { key: 'long-ago' })).toEqual(first);
    });

    it.each([
      ['another act', (id: string) => office.act(id, 'window', 'notifyCorrections', { key: 'used' })],
      ['another input', (id: string) => office.act(id, 'window', 'accept', { key: 'used', input: { x: 1 } })],
      [
        'another version',
        (id: string) => office.act(id, 'window', 'accept', { key: 'used', expectedVersion: 1 }),
      ],
      ['another case', () => office.act(randomUUID(), 'window', 'accept', { key: 'used' })],
      ['a case to open', () => office.file({ key: 'used' })],
    ])('refuses it for %s and writes nothing', async (_what, wish) => {
      const id = await office.received();
      await office.act(id, 'window', 'accept', { key: 'used' });
      const before = await office.everything();
      expect(await wish(id)).toEqual({ outcome: 'keyReused', key: 'used' });
      expect(await office.everything()).toBe(before);
    });

    it('takes the same key of another person for another wish', async () => {
      const id = await office.received();
      recorded(await office.act(id, 'window', 'accept', { key: 'mine' }));
      recorded(await office.act(id, 'head', 'grant', { key: 'mine' }));
    });

    it('acts once when the same request comes many times at once through two processes', async () => {
      const other = await office.another();
      const id = await office.received();
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          (n % 2 === 0 ? office : other).act(id, 'window', 'accept', { key: 'burst' }),
        ),
      );
      await other.leave();
      expect(new Set(answers.map(canonicalJson)).size).toBe(1);
      expect(await office.types(id)).toEqual(['case.received', 'case.accepted']);
    });
  });

  it.each([
    ['an id that nobody has', randomUUID()],
    ['a stream that is no case', LIBRARY_STREAMS.calendar],
  ])('finds no case under %s, and writes nothing', async (_what, id) => {
    const before = await office.everything();
    expect(await office.act(id, 'window', 'accept')).toEqual({ outcome: 'unknown', what: 'case' });
    expect(await office.everything()).toBe(before);
  });

  it('keeps personal input in a part of its own, out of every record, state, row and stored answer', async () => {
    const phone = '13912345678';
    const id = await office.received({ input: { joint: true, phone } });
    const parts = await office.rows<{ name: string; value: string }>(
      'select name, value from record_parts where stream = $1 order by name',
      [id],
    );
    expect(parts).toEqual([
      { name: 'applicant.name', value: '"刘某某某"' },
      { name: 'input', value: '{"joint":true}' },
      { name: 'input.phone', value: `"${phone}"` },
      { name: 'subject', value: '"开办餐馆"' },
    ]);
    const rest = await office.rows<{ text: string }>(
      `select text from records where stream = $1 union all select state from streams where id = $1
        union all select body from idempotency where stream = $1 union all select payload from outbox where stream = $1`,
      [id],
    );
    const texts = rest.map(({ text }) => text).join();
    for (const secret of [phone, '刘某某某', '开办餐馆']) expect(texts).not.toContain(secret);
  });

  it('keeps a refused attempt in an erasable part alone, and none that is too long', async () => {
    const id = await office.received();
    const { receipt } = refused(
      await office.act(id, 'window', 'accept', { input: { phone: '13912340000' } }),
    );
    const { items } = await office.store.queries.records(id, { limit: 200 });
    expect(items.map(({ text }) => text).join()).not.toContain('13912340000');
    expect(items[receipt.seq]?.parts).toEqual({
      attempt: { act: 'accept', input: { phone: '13912340000' } },
    });
    refused(await office.act(id, 'window', 'accept', { input: { phone: '1'.repeat(70_000) } }));
    expect((await office.store.queries.records(id, { limit: 200 })).items.at(-1)?.parts).toEqual({});
  });

  describe('when the clock', () => {
    it('goes back by more than processes may differ: a defect, and nothing is written', async () => {
      const own = await Office.open();
      const id = await own.received();
      own.clock.put('2026-09-27');
      const before = await own.everything();
      await expect(own.act(id, 'window', 'accept')).rejects.toThrow(Defect);
      expect(await own.everything()).toBe(before);
      await own.close();
    });

    it('is a moment behind: the record is filed under the time of the one before', async () => {
      const own = await Office.open({ at: '2026-09-28T12:00:03' });
      const id = await own.received();
      own.clock.put('2026-09-28T12:00:00');
      const { receipt } = await own.done(id, 'window', 'accept');
      expect(receipt.recordedAt).toBe('2026-09-28T04:00:03.000Z');
      await own.close();
    });

    it('moves on while an act waits for its turn: the act is filed under the time at which it is written', async () => {
      const own = await Office.open();
      const id = await own.received();
      // Somebody else is faster by ten seconds of his own, after this act has begun.
      const overtaken = own.through((ledger) => ({
        transact: async (request, work) => {
          own.clock.put('2026-09-28T12:00:10');
          await own.done(id, 'secondWindow', 'notifyCorrections', { items: ['补交身份证明'] });
          return ledger.transact(request, work);
        },
      }));
      const wish = { caseId: id, act: 'accept', input: {}, by: askerOf('window'), key: 'overtaken' };
      const late = performAct(overtaken)(wish);
      expect(recorded(await late).receipt.recordedAt).toBe('2026-09-28T04:00:10.000Z');
      await own.close();
    });
  });

  it('first records what the law did in the meantime, in the order of its days', async () => {
    const own = await Office.open();
    const id = await own.received();
    own.clock.put('2026-12-01');
    const answer = recorded(await own.act(id, 'head', 'grant'));
    expect(answer.lapsed.map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
      // Five working days after 28 September: 29, 30, then 8, 9 and the make-up Saturday 10 October.
      ['clock.lapsed', '2026-10-10T16:00:00.000Z'],
      ['clock.promiseBroken', '2026-10-16T16:00:00.000Z'],
      ['clock.lapsed', '2026-10-30T16:00:00.000Z'],
    ]);
    expect(answer.version).toBe(5);
    expect(await own.types(id)).toEqual([
      'case.received',
      'clock.lapsed',
      'clock.promiseBroken',
      'clock.lapsed',
      'licence.granted',
    ]);
    expect(answer.state.milestones).toMatchObject({ accepted: '2026-09-28', decided: '2026-12-01' });
    const recordedAt = new Set((await own.records(id)).slice(1).map((record) => record.recordedAt));
    expect([...recordedAt]).toEqual(['2026-12-01T04:00:00.000Z']);
    await own.close();
  });

  it('records the lapses also when the act itself is refused or stale', async () => {
    const own = await Office.open();
    const [late, stale] = [await own.received(), await own.received()];
    own.clock.put('2026-10-11');
    const no = refused(await own.act(late, 'window', 'notifyCorrections', { input: { items: ['x'] } }));
    expect(no).toMatchObject({ version: 2, refusal: { code: 'not-in-this-state' } });
    expect(await own.types(late)).toEqual(['case.received', 'clock.lapsed', 'act.refused']);
    expect(await own.act(stale, 'window', 'accept', { expectedVersion: 9 })).toMatchObject({
      outcome: 'stale',
      version: 2,
    });
    expect(await own.types(stale)).toEqual(['case.received', 'clock.lapsed', 'act.refused']);
    expect(await own.findings()).toEqual([]);
    await own.close();
  });

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  });
});
