import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import type { OrganisationAnswer } from '../../../src/usecases/organisation/organisation-answer.js';
import {
  decideRecusal,
  declareRecusal,
  listRecusals,
  requestRecusal,
} from '../../../src/usecases/organisation/recusals.js';
import { sealCase, unsealCase } from '../../../src/usecases/organisation/seal-case.js';
import { askerOf, Office, people, recorded, type Who } from '../../support/office.js';

describe('recusals and seals', () => {
  let office: Office;
  let id: string;
  let keys = 0;
  beforeAll(async () => {
    office = await Office.open();
    id = await office.received();
  });
  afterAll(() => office.close());

  const base = (who: Who, reason?: string) => ({
    by: askerOf(who),
    caseId: id,
    key: `recusal-${keys++}`,
    ...(reason && { reason }),
  });
  const idOf = (answer: OrganisationAnswer): string => {
    if (answer.outcome !== 'changed' || !answer.id) throw new Error(JSON.stringify(answer));
    return answer.id;
  };
  const why = (answer: OrganisationAnswer): readonly string[] =>
    answer.outcome === 'refused'
      ? answer.reasons.map(({ code }) => code)
      : answer.outcome === 'conflicts'
        ? answer.conflicts.map(({ code }) => code)
        : [answer.outcome];
  const decide = (who: Who, recusal: string, ordered: boolean) =>
    decideRecusal(office.ports)({ ...base(who), recusal, ordered });

  it('declared: bars at once, the reason in no record, and is lifted when the head does not order it', async () => {
    const recusal = idOf(await declareRecusal(office.ports)(base('window', '申请人系本人亲属')));
    const last = (await office.records(LIBRARY_STREAMS.organisation)).at(-1);
    expect(last).toMatchObject({
      type: 'recusal.declared',
      actor: { person: people.window.person, post: 'window', unit: 'centre' },
      data: { power: { policies: ['declare-recusal'] } },
    });
    expect(JSON.stringify(last)).not.toContain('亲属');
    expect(await office.act(id, 'window', 'accept')).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'recused' },
    });
    expect(why(await declareRecusal(office.ports)(base('window')))).toEqual(['recusal-pending']);
    for (const who of ['window', 'secondWindow', 'reviewer', 'applicant'] as const) {
      expect(await decide(who, recusal, false)).toMatchObject({ outcome: 'refused' });
    }
    expect(await decide('head', recusal, false)).toMatchObject({ outcome: 'changed' });
    expect(why(await decide('head', recusal, true))).toEqual(['already-ended']);
    expect(await listRecusals(office.ports, id, askerOf('head'))).toMatchObject([
      { id: recusal, person: 'o-101', status: 'rejected', decidedBy: 'o-302' },
    ]);
  });

  it('requested by a party: bars while it waits here; ordered, it bars for good', async () => {
    const request = (who: Who, person: string) =>
      requestRecusal(office.ports)({ ...base(who, '有利害关系'), person });
    expect(why(await request('neighbour', 'o-102'))).toEqual(['unknown']);
    expect(why(await request('secondWindow', 'o-101'))).toContain('power-missing');
    expect(why(await request('applicant', 'o-999'))).toEqual(['unknown-person']);
    const recusal = idOf(await request('applicant', 'o-102'));
    const attempt = () => office.act(id, 'secondWindow', 'accept');
    expect(await attempt()).toMatchObject({ refusal: { code: 'recused' } });
    expect(await decide('head', recusal, true)).toMatchObject({ outcome: 'changed' });
    expect(await attempt()).toMatchObject({ refusal: { code: 'recused' } });
    recorded(await office.act(id, 'window', 'accept'));
  });

  it('the head decides on others, and the head of the government on the head', async () => {
    const recusal = idOf(await requestRecusal(office.ports)({ ...base('applicant'), person: 'o-302' }));
    expect(why(await decide('head', recusal, false))).toContain('own-matter');
    expect(await decide('governmentHead', recusal, false)).toMatchObject({ outcome: 'changed' });
    expect(await decide('head', 'no-such', false)).toMatchObject({
      outcome: 'unknown',
      what: 'recusal',
    });
  });

  it('who may not know of the case is told that there is none', async () => {
    expect(await declareRecusal(office.ports)(base('neighbour'))).toEqual({
      outcome: 'unknown',
      what: 'case',
    });
    expect(await declareRecusal(office.ports)(base('system'))).toEqual({ outcome: 'unknown', what: 'case' });
    expect(await listRecusals(office.ports, id, askerOf('neighbour'))).toBeUndefined();
    const nowhere = { ...base('window'), caseId: LIBRARY_STREAMS.organisation };
    expect(await declareRecusal(office.ports)(nowhere)).toEqual({ outcome: 'unknown', what: 'case' });
  });

  it('a sealed case stands still until the seal is lifted', async () => {
    const seal = (who: Who) => sealCase(office.ports)({ ...base(who), basis: '封存决定〔2026〕1号' });
    expect(why(await seal('reviewer'))).toContain('power-missing');
    expect(await seal('head')).toMatchObject({ outcome: 'changed' });
    expect(why(await seal('head'))).toEqual(['already-sealed']);
    expect(await office.act(id, 'head', 'grant')).toMatchObject({ refusal: { code: 'case-sealed' } });
    expect(await listRecusals(office.ports, id, askerOf('applicant'))).toBeUndefined();
    expect(await unsealCase(office.ports)(base('head'))).toMatchObject({ outcome: 'changed' });
    expect(why(await unsealCase(office.ports)(base('head')))).toEqual(['not-sealed']);
  });

  it('the same key gives the same answer', async () => {
    const request = { ...base('chair'), key: 'same' };
    const first = await declareRecusal(office.ports)(request);
    expect(await declareRecusal(office.ports)(request)).toEqual(first);
    expect(await unsealCase(office.ports)(request)).toMatchObject({ outcome: 'keyReused' });
  });

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  });
});
