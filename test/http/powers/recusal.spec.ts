import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acting,
  declaring,
  deciding,
  PowerOffice,
  requesting,
  sealing,
  unsealing,
} from '../support/power-office.js';
import { type Handle, substitution } from '../support/power-town.js';

const OWN = { code: 'own-matter', basis: '公务员法 76(1)' };
const RECUSED = { code: 'recused', basis: '公务员法 76' };
const SEALED = { code: 'case-sealed', basis: '正程 封存' };
const MISSING = { code: 'power-missing', basis: '正程 未授权即禁止' };

let office: PowerOffice;

const review = (who: Handle, id: string) => acting(who, id, 'beginTest', { ground: '检验' });
const extend = (who: Handle, id: string) => acting(who, id, 'extend', { reason: '案情疑难' });

beforeAll(async () => {
  office = await PowerOffice.open();
}, 60_000);
afterAll(() => office.close());

describe('nobody handles his own matter', () => {
  it('not himself, not through his deputy; a colleague does', async () => {
    const id = await office.accepted('ren');
    await office.refused(review('ren', id), OWN);
    await office.refused(review('dai', id), OWN);
    await office.allowed(review('rui', id));
  }, 30_000);

  it('not as the deputy of another; that other does', async () => {
    const id = await office.opened('dong', {}, 'wei');
    await office.refused(acting('dong', id, 'accept'), OWN);
    await office.allowed(acting('wang', id, 'accept'));
  }, 30_000);

  it('he may open it as a party, never in his post; nor does his deputy open it in his', async () => {
    const { caseId } = await office.allowed(office.filing('wang', 'wang'));
    const { items } = (await office.get('wang', `/v1/cases/${String(caseId)}/records`)).body as {
      items: { record: { actor: object } }[];
    };
    expect(items[0]?.record.actor).toMatchObject({ person: 'o-wang', post: 'applicant' });
    await office.refused(office.filing('dong', 'wang'), OWN);
    await office.allowed(office.filing('wei', 'wang'));
  }, 30_000);

  it('a head neither seals his own matter nor decides a recusal in it; the government head does', async () => {
    const id = await office.accepted('he');
    await office.refused(sealing('he', id), OWN);
    const recusal = await office.recusal(declaring('rui', id));
    await office.refused(deciding('he', id, recusal, false), OWN);
    await office.allowed(deciding('zheng', id, recusal, false));
    await office.allowed(review('rui', id));
  }, 30_000);
});

describe('回避', () => {
  it('declared: bars at once, in that case alone; a colleague acts', async () => {
    const [id, other] = [await office.accepted(), await office.accepted()];
    await office.allowed(declaring('rui', id));
    for (const act of ['beginTest', 'holdHearing', 'nonsense']) {
      await office.barred(acting('rui', id, act), RECUSED);
    }
    await office.unknown({ who: 'rui', method: 'get', path: `/v1/cases/${id}` }, id);
    await office.unlisted('rui', id);
    await office.allowed(review('rui', other));
    await office.allowed(review('ruo', id));
  }, 30_000);

  it('of the principal bars his deputy, of the deputy bars him as deputy alone', async () => {
    const [principal, deputy] = [await office.accepted(), await office.accepted()];
    await office.allowed(declaring('ren', principal));
    await office.refused(review('ren', principal), RECUSED);
    await office.barred(review('dai', principal), RECUSED);
    await office.allowed(review('rui', principal));
    await office.allowed(declaring('dai', deputy));
    await office.refused(review('dai', deputy), RECUSED);
    await office.allowed(review('ren', deputy));
  }, 30_000);

  it('is declared by whoever serves the case, and by nobody else', async () => {
    const id = await office.accepted();
    await office.unknown(declaring('bian', id), id);
    await office.refused(declaring('liu', id), MISSING);
    await office.allowed(declaring('chai', id));
  }, 30_000);

  it('requested by a party bars while it is pending; by nobody else', async () => {
    const id = await office.accepted();
    await office.unknown(requesting('hu', id, 'rui'), id);
    await office.refused(requesting('ren', id, 'rui'), MISSING);
    const recusal = await office.recusal(requesting('liu', id, 'rui'));
    await office.refused(review('rui', id), RECUSED);
    await office.refused(deciding('ren', id, recusal, false), MISSING);
    await office.refused(deciding('liu', id, recusal, true), MISSING);
    await office.allowed(deciding('he', id, recusal, true));
    await office.refused(review('rui', id), RECUSED);
    await office.allowed(review('ruo', id));
  }, 30_000);

  it('rejected: the officer acts again', async () => {
    const id = await office.accepted();
    const recusal = await office.recusal(requesting('liu', id, 'rui'));
    await office.refused(review('rui', id), RECUSED);
    await office.allowed(deciding('he', id, recusal, false));
    await office.allowed(review('rui', id));
  }, 30_000);

  it('of the head is decided by the head of government, not by himself or his deputy', async () => {
    const id = await office.accepted();
    await office.granted(substitution('he', 'deng', { acts: ['grant', 'extend'] }));
    const recusal = await office.recusal(requesting('liu', id, 'he'));
    for (const who of ['he', 'deng'] as const) {
      await office.refused(deciding(who, id, recusal, false), RECUSED);
      await office.refused(deciding(who, id, recusal, false), OWN, 'also');
    }
    await office.refused(extend('he', id), RECUSED);
    await office.allowed(deciding('zheng', id, recusal, false));
    await office.allowed(extend('deng', id));
  }, 30_000);

  it('does not bar the officer from being party to his own case', async () => {
    const id = await office.accepted('ren');
    await office.allowed(declaring('ren', id));
    expect((await office.get('ren', `/v1/cases/${id}`)).status).toBe(200);
    await office.refused(review('ren', id), RECUSED);
  }, 30_000);
});

describe('封存', () => {
  it('refuses everything but unsealing, to everybody; afterwards the case goes on', async () => {
    const id = await office.accepted();
    const recusal = await office.recusal(requesting('liu', id, 'ruo'));
    await office.refused(sealing('rui', id), MISSING);
    await office.refused(sealing('dai', id), MISSING);
    await office.allowed(sealing('he', id));
    for (const who of ['rui', 'he', 'liu', 'wei'] as const) await office.barred(extend(who, id), SEALED);
    // What its state does not allow either is refused in the same words.
    for (const act of ['deliver', 'nonsense']) await office.barred(acting('wei', id, act), SEALED);
    await office.refused(declaring('rui', id), SEALED);
    await office.refused(requesting('liu', id, 'rui'), SEALED);
    await office.refused(deciding('he', id, recusal, false), SEALED);
    for (const who of ['rui', 'he', 'liu', 'wei', 'du', 'jin', 'zheng'] as const) {
      for (const part of ['', '/acts', '/blocking', '/forecast', '/clocks', '/records', '/recusals']) {
        await office.unknown({ who, method: 'get', path: `/v1/cases/${id}${part}` }, id);
      }
    }
    for (const who of ['rui', 'he', 'liu', 'wei', 'du'] as const) await office.unlisted(who, id);
    await office.refused(unsealing('rui', id), MISSING);
    await office.refused(unsealing('liu', id), MISSING);
    await office.allowed(unsealing('he', id));
    await office.allowed(deciding('he', id, recusal, false));
    await office.allowed(review('rui', id));
  }, 60_000);
});
