import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import { declareRecusal } from '../../../src/usecases/organisation/recusals.js';
import { performAct } from '../../../src/usecases/cases/perform-act.js';
import { reviewVacancies } from '../../../src/usecases/vacancies/review-vacancies.js';
import { postgresOpenTasks } from '../../../src/store/queries/open-tasks.js';
import { procedureFrom } from '../../support/procedures.js';
import { askerOf, Office, recorded, refused } from '../../support/office.js';

const TODAY = '2026-09-28' as CivilDate;
const OPEN = { from: '2026-01-01' as CivilDate };

let ids = 0;

/** A substitution of one of the office for another. */
function substitution(
  principal: string,
  deputy: string,
  more: Readonly<Record<string, unknown>> = {},
): OrganisationChange {
  return {
    change: 'substitution.begun',
    id: `s-${ids++}`,
    substitution: { kind: 'leave', principal, deputy, basis: '离岗委托书', ...OPEN, ...more },
  };
}

describe('powers within the transaction of an act', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  it('every act records organisation, policies, post and unit that decided it', async () => {
    const id = await office.received();
    await office.done(id, 'window', 'accept');
    const [, accepted] = await office.records(id);
    const { digest } = await office.ports.directory.current();
    expect(accepted).toMatchObject({
      dir: digest,
      rules: office.ports.rules,
      actor: { person: 'o-101', post: 'window', unit: 'centre' },
      data: { power: { policies: ['act-in-own-post'] } },
    });
  });

  it('a withdrawal takes effect at the next act, in every process', async () => {
    const other = await office.another();
    const id = await office.received();
    await other.done(id, 'secondWindow', 'accept');
    await office.reorganised({ change: 'person.suspended', id: 'o-302', on: TODAY });
    for (const one of [office, other]) {
      expect(refused(await one.act(id, 'head', 'grant')).refusal).toMatchObject({
        code: 'account-not-active',
      });
    }
    await office.reorganised({ change: 'person.restored', id: 'o-302', on: TODAY });
    expect(await other.act(id, 'head', 'grant')).toMatchObject({ outcome: 'recorded' });
    await other.leave();
  });

  it('a withdrawal that comes while an act is being decided makes it decide again', async () => {
    const id = await office.received();
    const overtaken = office.through((ledger) => ({
      transact: (request, work) => {
        let overtook = false;
        return ledger.transact(request, async (head) => {
          const result = await work(head);
          if (!overtook) {
            overtook = true;
            await office.reorganised({ change: 'person.suspended', id: 'o-101', on: TODAY });
          }
          return result;
        });
      },
    }));
    const wish = { caseId: id, act: 'accept', input: {}, by: askerOf('window'), key: `overtaken ${id}` };
    expect(refused(await performAct(overtaken)(wish)).refusal.code).toBe('account-not-active');
    await office.reorganised({ change: 'person.restored', id: 'o-101', on: TODAY });
  });

  it('a deputy acts for his principal on record, within days and acts, and only while the principal has the post', async () => {
    const id = await office.received();
    await office.done(id, 'window', 'accept');
    expect(refused(await office.act(id, 'chair', 'extend', { input: { reason: '疑难' } })).refusal.code).toBe(
      'power-missing',
    );
    await office.reorganised(substitution('o-302', 'o-401', { acts: ['extend'] }));
    expect(
      recorded(await office.act(id, 'chair', 'extend', { input: { reason: '疑难' } })).state,
    ).toMatchObject({
      performers: { head: ['o-401', 'o-302'] },
    });
    expect((await office.records(id)).at(-1)).toMatchObject({
      actor: { person: 'o-401', post: 'head', onBehalfOf: 'o-302', delegation: `s-${ids - 1}` },
    });
    expect(refused(await office.act(id, 'chair', 'grant')).refusal.code).toBe('power-missing');
    await office.reorganised({ change: 'substitution.ended', id: `s-${ids - 1}`, on: TODAY });
  });

  it('tokens narrow what their person may do', async () => {
    const id = await office.received();
    const wish = { caseId: id, act: 'accept', input: {} };
    const by = { ...askerOf('window'), scopes: ['readCase', 'act:notifyCorrections'] };
    const answer = await performAct(office.ports)({ ...wish, by, key: `narrow ${id}` });
    expect(refused(answer).refusal).toMatchObject({ code: 'scope-missing' });
    const wide = { ...by, scopes: ['act:accept'] };
    expect(await performAct(office.ports)({ ...wish, by: wide, key: `wide ${id}` })).toMatchObject({
      outcome: 'recorded',
    });
  });

  it('nobody decides his own application, by himself or through a deputy', async () => {
    const own = await office.received({ applicant: { name: '吴建国', person: 'o-302' } });
    await office.done(own, 'window', 'accept');
    expect(refused(await office.act(own, 'head', 'grant')).refusal).toMatchObject({ code: 'own-matter' });
    await office.reorganised(substitution('o-302', 'o-401'));
    expect(refused(await office.act(own, 'chair', 'grant')).refusal).toMatchObject({ code: 'own-matter' });
    await office.reorganised({ change: 'substitution.ended', id: `s-${ids - 1}`, on: TODAY });
  });

  it('administrators never act in a case', async () => {
    const id = await office.received();
    expect(refused(await office.act(id, 'system', 'accept')).refusal.unmet.map(({ code }) => code)).toContain(
      'administrator-on-case',
    );
  });

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  });
});

describe('the unit of a case', () => {
  it('is the only competent one, or the one that is named', async () => {
    const own = await Office.open();
    const second: OrganisationChange = {
      change: 'unit.put',
      id: 'second',
      unit: { title: '第二机关', organ: true, procedures: ['test-permit'], from: OPEN.from },
    };
    expect((await own.state(await own.received())).unit).toBe('office');
    await own.reorganised(second);
    const units = [
      { unit: 'office', title: '测试机关' },
      { unit: 'second', title: '第二机关' },
    ];
    expect(await own.file()).toEqual({ outcome: 'unitNeeded', units });
    expect(await own.file({ unit: 'nowhere' })).toEqual({ outcome: 'unitNeeded', units });
    // The window serves the first office only.
    expect(await own.file({ unit: 'second' })).toMatchObject({
      outcome: 'notOpened',
      refusal: { code: 'power-missing' },
    });
    const id = recorded(await own.file({ unit: 'second', by: 'applicant' })).caseId;
    expect(refused(await own.act(id, 'window', 'accept')).refusal.code).toBe('power-missing');
    await own.close();
  });
});

describe('duties across cases', () => {
  it('keep who reviewed a case from evaluating it, and only declared, known cases are related', async () => {
    const permit = procedureFrom('test/engine/case/fixtures/permit.yaml');
    const evaluation = procedureFrom('test/engine/case/fixtures/evaluation.yaml');
    const own = await Office.open({ procedures: [permit, evaluation] });
    const appointment = { person: 'o-201', post: 'bureau-evaluator', basis: '任职通知', ...OPEN };
    await own.reorganised({ change: 'appointment.begun', id: 'reviewer-evaluates', appointment });
    const earlier = await own.received();
    await own.done(earlier, 'window', 'accept');
    await own.done(earlier, 'reviewer', 'beginTest', { ground: '检验' });
    const filing = { procedure: 'test-evaluation', input: {}, by: 'registrar' as const };
    const file = (related: Readonly<Record<string, readonly string[]>>) => own.file({ ...filing, related });
    expect(await file({ amends: [earlier] })).toMatchObject({ outcome: 'unknown', what: 'relation' });
    expect(await file({ evaluates: ['6c1a7a5e-0000-4000-8000-000000000000'] })).toMatchObject({
      outcome: 'unknown',
      what: 'relation',
    });
    const id = recorded(await file({ evaluates: [earlier] })).caseId;
    expect(refused(await own.act(id, 'reviewer', 'propose')).refusal).toMatchObject({
      code: 'separation-of-duties',
    });
    expect(await own.act(id, 'evaluator', 'propose')).toMatchObject({ outcome: 'recorded' });
    expect(await own.findings()).toEqual([]);
    await own.close();
  });
});

describe('vacancies', () => {
  it('are recorded when the last lawful holder goes, reported once, and filled again', async () => {
    const own = await Office.open();
    const id = await own.received();
    const review = reviewVacancies(own.ports, postgresOpenTasks(own.store.dataSource));
    expect(await review()).toBe(0);
    await own.reorganised({ change: 'person.suspended', id: 'o-101', on: TODAY });
    expect(await review()).toBe(0);
    await own.reorganised({ change: 'person.suspended', id: 'o-102', on: TODAY });
    expect(await review()).toBe(1);
    expect(await review()).toBe(0);
    expect(await own.types(id)).toEqual(['case.received', 'vacancy.found']);
    expect(await own.rows('select task, post from vacancies')).toHaveLength(1);
    expect(await own.rows(`select payload from outbox where topic = 'incident.report'`)).toHaveLength(1);
    // Nothing passes because nobody is there.
    expect((await own.state(id)).status).toBe('open');
    await own.reorganised({ change: 'person.restored', id: 'o-102', on: TODAY });
    expect(await review()).toBe(1);
    expect((await own.types(id)).at(-1)).toBe('vacancy.filled');
    expect(await own.rows('select * from vacancies')).toEqual([]);
    expect(await own.findings()).toEqual([]);
    await own.close();
  });

  it('are found when all holders are barred from the one case', async () => {
    const own = await Office.open();
    const [id, other] = [await own.received(), await own.received()];
    const review = reviewVacancies(own.ports, postgresOpenTasks(own.store.dataSource));
    for (const who of ['window', 'secondWindow'] as const) {
      const answer = await declareRecusal(own.ports)({ by: askerOf(who), caseId: id, key: `recusal ${who}` });
      expect(answer).toMatchObject({ outcome: 'changed' });
    }
    expect(await review()).toBe(1);
    expect(await own.types(id)).toEqual(['case.received', 'vacancy.found']);
    expect(await own.types(other)).toEqual(['case.received']);
    await own.close();
  });
});
