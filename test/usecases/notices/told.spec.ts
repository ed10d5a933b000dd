import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerRecord } from '../../../src/engine/audit/record.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { Effect } from '../../../src/engine/case/effect.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import { StoredHappenings } from '../../../src/store/notices/stored-happenings.js';
import { StoredNotices } from '../../../src/store/notices/stored-notices.js';
import { PostgresOutbox } from '../../../src/store/outbox.js';
import { deliverOutbox } from '../../../src/usecases/deliver-outbox.js';
import { caseAudience, type CaseAudience } from '../../../src/usecases/notices/case-audience.js';
import { tellOfEffect, tellOfHappenings, type TellPorts } from '../../../src/usecases/notices/tell.js';
import { toldOfEffect } from '../../../src/usecases/notices/told-of-effect.js';
import { toldOfEvent } from '../../../src/usecases/notices/told-of-event.js';
import { Office, people } from '../../support/office.js';

const ON = '2026-09-28' as CivilDate;
const rules = {
  yellowDays: 3,
  mostHolders: 5,
  titles: false,
  digestHour: 8,
  quietFromHour: 21,
  quietToHour: 7,
};

describe('who is told', () => {
  let office: Office;
  let caseId: string;
  let audience: CaseAudience;
  beforeAll(async () => {
    office = await Office.open();
    caseId = await office.received();
    audience = (await caseAudience(office.ports, caseId)) as CaseAudience;
  });
  afterAll(() => office.close());

  const record = (event: Partial<CaseEvent>, actor?: string) =>
    ({
      ...{ stream: caseId, seq: 7, data: { type: 'x', cause: 'desk', on: ON, ...event } },
      ...(actor !== undefined && { actor: { person: actor } }),
    }) as unknown as LedgerRecord;
  const ofEffect = (effect: Effect, event: Partial<CaseEvent> = {}, actor?: string) =>
    toldOfEffect(effect, record(event, actor), audience, rules, 'cause');
  const holder = { person: 'o-102', as: 'assigned', on: ON } as const;

  it('the new holder of a task that was handed on; who had it, that it is gone', () => {
    const desk = { did: 'transferred', task: 'received:window', holder } as const;
    const told = ofEffect(
      { type: 'desk.notify', did: 'transferred', to: ['o-102', 'o-101'], on: ON },
      { desk },
    );
    expect(told).toEqual([
      { kind: 'task.assigned', to: ['o-102'], about: { task: 'received:window' }, cause: 'cause' },
      { kind: 'task.released', to: ['o-101'], about: { task: 'received:window' }, cause: 'cause' },
    ]);
  });

  it('each who is asked, by what he is asked for', () => {
    const ask = (kind: 'delegation' | 'consultation' | 'circulation', to: string) => ({
      ...{ kind, to, from: 'o-101', on: ON },
    });
    const referrals = {
      r1: ask('delegation', 'o-201'),
      r2: ask('consultation', 'o-202'),
      r3: ask('circulation', 'o-301'),
    };
    const to = ['o-201', 'o-202', 'o-301'];
    const told = ofEffect(
      { type: 'desk.notify', did: 'referred', to, on: ON },
      { desk: { did: 'referred', referrals } },
    );
    expect(told.map(({ kind, to: [person] }) => [person, kind])).toEqual([
      ['o-201', 'task.delegated'],
      ['o-202', 'task.consulted'],
      ['o-301', 'task.circulated'],
    ]);
  });

  it.each([
    ['answered', 'task.answered'],
    ['recalled', 'task.recalled'],
    ['copied', 'case.copied'],
    ['suspended', 'case.changed'],
    ['released', 'task.released'],
  ] as const)('%s: those whom the effect names', (did, kind) => {
    expect(ofEffect({ type: 'desk.notify', did, to: ['o-301'], on: ON })).toMatchObject([
      { kind, to: ['o-301'] },
    ]);
  });

  it('supervisors of a breach and of a vacancy; those who work on the case of a broken promise too', () => {
    const breach = { type: 'breach.report', clock: 'notice', dueOn: ON } as const;
    const supervisors = [people.registrar.person];
    expect(ofEffect({ ...breach, kind: 'statutory' })).toMatchObject([
      { kind: 'clock.breach', to: supervisors },
    ]);
    const [promise] = ofEffect({ ...breach, kind: 'promised' });
    expect(promise?.to).toEqual([...supervisors, 'o-101', 'o-102']);
    const vacancy = ofEffect({ type: 'incident.report', incident: 'vacancy', on: ON });
    expect(vacancy).toMatchObject([{ kind: 'incident.vacancy', to: supervisors }]);
  });

  it('those who work on the case of a document to be issued and a result to be published', () => {
    const document = ofEffect({ type: 'document.serve', document: 'decisionLetter', on: ON });
    expect(document).toMatchObject([
      { to: ['o-101', 'o-102'], about: { it: { zh: '准予行政许可决定书' }, day: ON } },
    ]);
    const published = ofEffect({ type: 'result.publish', act: 'grant', on: ON });
    expect(published).toMatchObject([{ kind: 'result.publish', to: ['o-101', 'o-102'] }]);
  });

  it('the parties of an outcome, and of a document that is for them', () => {
    expect(toldOfEvent(record({ outcome: 'granted' }), audience, rules)).toMatchObject([
      { kind: 'case.decided', to: ['p-0001'] },
    ]);
    const issued = { on: ON, sha256: '', sm3: '' };
    const papers = [{ did: 'issued', id: 'd1', issued } as const];
    const withDocument = (to?: string): CaseAudience => ({
      ...audience,
      state: { ...audience.state, documents: { d1: { document: 'letter', orderedOn: ON } } },
      procedure: {
        ...audience.procedure,
        definition: {
          ...audience.procedure.definition,
          documents: { letter: { title: '决定书', basis: '许可法 38.1', ...(to !== undefined && { to }) } },
        },
      },
    });
    expect(toldOfEvent(record({ papers }), withDocument('applicant'), rules)).toMatchObject([
      { kind: 'document.issued', to: ['p-0001'], about: { it: { zh: '决定书' } } },
    ]);
    expect(toldOfEvent(record({ papers }), withDocument(), rules)).toEqual([]);
  });

  it('nobody of a task for a post with very many holders, nor of one that is done already', () => {
    const [task] = Object.keys(audience.state.tasks) as [string];
    const opened = { [task]: audience.state.tasks[task], gone: audience.state.tasks[task] } as never;
    expect(toldOfEvent(record({ tasksOpened: opened }), audience, rules)).toMatchObject([
      { kind: 'task.came', to: ['o-101', 'o-102'] },
    ]);
    expect(toldOfEvent(record({ tasksOpened: opened }), audience, { mostHolders: 1 })).toMatchObject([
      { to: [] },
    ]);
  });

  it('nobody of a case that he may not know of, and nobody twice, whichever process tells', async () => {
    const notices = new StoredNotices(office.store.dataSource);
    const tell: TellPorts = {
      ...{ ports: office.ports, notices, rules },
      happenings: new StoredHappenings(office.store.dataSource),
      wallClock: () => '2026-09-28T04:00:00.000Z' as Instant,
    };
    await office.database.owner.query(
      `insert into outbox (stream, seq, n, topic, payload, recorded_at) values ($1, 0, 7, 'task.remind', $2, now())`,
      [
        caseId,
        JSON.stringify({
          ...{ type: 'task.remind', task: 'received:window', to: ['o-102', 'o-201', 'p-0002'], on: ON },
          notBefore: '2026-09-29T00:30:00.000Z',
        }),
      ],
    );
    const deliver = deliverOutbox({
      outbox: new PostgresOutbox(office.store.dataSource),
      deliver: tellOfEffect(tell),
    });
    await Promise.all([deliver(100), deliver(100), tellOfHappenings(tell)(), tellOfHappenings(tell)()]);
    while ((await tellOfHappenings(tell)()) > 0);
    const rows = await office.database.owner.query<{ person: string; kind: string }[]>(
      'select person, kind from notices order by person, kind',
    );
    expect(rows).toEqual([
      { person: 'o-102', kind: 'task.came' },
      { person: 'o-102', kind: 'task.urged' },
      // The reviewer may know of the case by his post; the neighbour has no part in it.
      { person: 'o-201', kind: 'task.urged' },
    ]);
    const now = await office.ports.now.now();
    expect(await notices.unread('o-201', now)).toBe(0);
    expect(await notices.unread('o-201', '2026-09-29T00:30:00.000Z' as Instant)).toBe(1);
  });
});
