import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../../src/engine/clock/time.js';
import { nextLapse } from '../../../../src/engine/case/lapse.js';
import { act, after, DIRECT, issued, letters, noticeIssued, serve, swept, worldOn } from './letters.js';

const NOTICE = {
  mode: 'service.publicNotice',
  input: { medium: '云岭日报第三版', ground: '受送达人下落不明', reason: '三次上门均无人，邻居称已搬离' },
};

function unmetOf(answer: ReturnType<typeof serve>): readonly unknown[] {
  if (!answer.refused) throw new Error(`allowed: ${answer.event.type}`);
  return answer.unmet;
}

describe('service of a document 送达', () => {
  it('starts the clock that counts from it on the day of service, not on the day of the act or of issue', () => {
    const state = after(serve(noticeIssued('2026-06-01'), '2026-06-04', {}));
    expect(state.value).toBe('told');
    expect(state.milestones['told']).toBe('2026-06-04');
    // 5 wd after 2026-06-04: 06-05 (1), 06-08..06-11 (5)
    expect(state.clocks['request']).toMatchObject({ from: '2026-06-04', dueOn: '2026-06-11' });
    expect(state.documents?.['d1']).toMatchObject({ servedOn: '2026-06-04' });
    expect(state.documents?.['d1']?.services).toEqual([
      { mode: 'service.direct', to: 'applicant', on: '2026-06-04', effectiveOn: '2026-06-04' },
    ]);
  });

  it('is recorded later for the day on which it was: a return receipt that comes in afterwards', () => {
    const input = { tracking: 'EX1', place: '住所', receiver: '刘申请', returned: true };
    const told = { mode: 'service.mail', input, on: '2026-06-03' as CivilDate };
    const state = after(serve(noticeIssued('2026-06-01'), '2026-06-09', told));
    expect(state.clocks['request']).toMatchObject({ from: '2026-06-03', dueOn: '2026-06-10' });
  });

  it('changes neither the day nor the performers of the case', () => {
    const before = noticeIssued('2026-06-01');
    const { lastOn, performers, performed } = after(serve(before, '2026-06-04', {}));
    expect({ lastOn, performers, performed }).toEqual({
      lastOn: before.lastOn,
      performers: before.performers,
      performed: before.performed,
    });
  });

  it('counts from the first service; a second one is recorded and moves nothing', () => {
    const first = after(serve(noticeIssued('2026-06-01'), '2026-06-04', {}));
    const again = after(serve(first, '2026-06-08', { to: 'p-applicant' }));
    expect(again.documents?.['d1']?.services).toHaveLength(2);
    expect(again.documents?.['d1']?.servedOn).toBe('2026-06-04');
    expect(again.clocks).toEqual(first.clocks);
  });

  it('leaves a failed attempt on record without any effect in law', () => {
    const state = after(serve(noticeIssued('2026-06-01'), '2026-06-02', { failed: true, input: {} }));
    expect(state.documents?.['d1']?.servedOn).toBeUndefined();
    expect(state.documents?.['d1']?.services).toEqual([
      { mode: 'service.direct', to: 'applicant', on: '2026-06-02' },
    ]);
    expect(state.value).toBe('telling');
  });

  it('refuses what was not issued, never ordered, or has no addressee', () => {
    const told = act(act(null, '2026-06-01', 'window', 'receive'), '2026-06-01', 'reviewer', 'tell');
    expect(serve(told, '2026-06-01', {})).toMatchObject({ refused: true, code: 'document-not-issued' });
    expect(serve(told, '2026-06-01', { id: 'd9' })).toMatchObject({ code: 'document-not-ordered' });
    expect(serve(told, '2026-06-01', { id: 'constructor' })).toMatchObject({ code: 'document-not-ordered' });
    const refused = act(act(null, '2026-06-01', 'window', 'receive'), '2026-06-01', 'reviewer', 'refuse', {
      reason: '不符合条件',
    });
    expect(serve(issued(refused, '2026-06-01', 'd2'), '2026-06-01', { id: 'd2' })).toMatchObject({
      code: 'document-not-for-service',
    });
  });

  it('refuses an unknown mode, a stranger, a future day, a day before the issue and an unknown addressee', () => {
    const state = noticeIssued('2026-06-02');
    expect(serve(state, '2026-06-04', { mode: 'service.pigeon' })).toMatchObject({
      code: 'service-mode-unknown',
    });
    expect(serve(state, '2026-06-04', { by: 'stranger' })).toMatchObject({ code: 'power-missing' });
    expect(serve(state, '2026-06-04', { by: 'applicant' })).toMatchObject({ code: 'power-missing' });
    expect(serve(state, '2026-06-04', { on: '2026-06-05' as CivilDate })).toMatchObject({
      code: 'day-not-allowed',
    });
    expect(serve(state, '2026-06-04', { on: '2026-06-01' as CivilDate })).toMatchObject({
      code: 'day-not-allowed',
    });
    expect(unmetOf(serve(state, '2026-06-04', { to: 'p-stranger' }))).toMatchObject([{ at: '/to' }]);
  });

  it('names everything that the mode wants told and does not find', () => {
    const unmet = unmetOf(serve(noticeIssued('2026-06-01'), '2026-06-04', { input: { place: '' } }));
    expect(unmet).toMatchObject([
      { code: 'invalid-input', at: '/input/receiver' },
      { code: 'invalid-input', at: '/input/relation' },
      { code: 'invalid-input', at: '/input/place' },
    ]);
  });
});

describe('the modes of service', () => {
  const state = noticeIssued('2026-06-01');
  const tried = (mode: string, input: Record<string, unknown>): unknown => {
    const answer = serve(state, '2026-06-04', { mode: `service.${mode}`, input });
    return answer.refused ? answer.unmet.map(({ basis }) => basis) : 'served';
  };

  it('留置: a witness or a recording (民诉法 89)', () => {
    const left = { place: '住所', refusal: '拒绝签收' };
    expect(tried('left', left)).toEqual([['民诉法 89']]);
    expect(tried('left', { ...left, witness: '居委会张三' })).toBe('served');
    expect(tried('left', { ...left, recording: '执法记录仪 20260604-01' })).toBe('served');
  });

  it('电子: only with the consent of the addressee (民诉法 90)', () => {
    const electronic = { consent: '2026-06-01申请书中勾选', system: '政务服务网站内信', arrivedAt: '10:21' };
    expect(tried('electronic', { ...electronic, consented: false })).toEqual([['民诉法 90']]);
    expect(tried('electronic', { ...electronic, consented: true })).toBe('served');
  });

  it('邮寄: when the return receipt is in (民诉法 91)', () => {
    const mail = { tracking: 'EX1', place: '住所', receiver: '刘申请' };
    expect(tried('mail', { ...mail, returned: false })).toEqual([['民诉法 91']]);
    expect(tried('mail', { ...mail, returned: true })).toBe('served');
  });

  it('委托 and 转交 (民诉法 91-94)', () => {
    const receiver = { receiver: '刘申请' };
    const entrusted = { agent: '邻县局', reason: '住所在邻县', place: '住所', relation: '本人', ...receiver };
    expect(tried('entrusted', entrusted)).toBe('served');
    expect(tried('forwarded', { agent: '某部政治机关', ground: '受送达人是军人', ...receiver })).toBe(
      'served',
    );
    expect(tried('forwarded', { agent: '某公司', ground: '受送达人出差', ...receiver })).not.toBe('served');
  });

  it('公告: only where he cannot be found or another mode has failed (民诉法 95)', () => {
    const input = { ...NOTICE.input, ground: '其他方式无法送达' };
    expect(tried('publicNotice', input)).toEqual([['民诉法 95']]);
    const failed = after(serve(state, '2026-06-03', { failed: true, input: {} }));
    expect(serve(failed, '2026-06-04', { ...NOTICE, input }).refused).toBe(false);
  });
});

describe('公告送达', () => {
  it('takes effect when thirty days have passed, and only then moves the case', () => {
    const state = after(serve(noticeIssued('2026-06-01'), '2026-06-01', NOTICE));
    // 30 cd after 2026-06-01 is 2026-07-01, a Wednesday.
    expect(state.documents?.['d1']).toMatchObject({ servedOn: '2026-07-01', pending: true });
    expect(state.value).toBe('telling');
    expect(swept(state, '2026-07-01')).toEqual(state);
    const then = swept(state, '2026-07-02');
    expect(then.value).toBe('told');
    expect(then.milestones['told']).toBe('2026-07-01');
    expect(then.documents?.['d1']).not.toHaveProperty('pending');
    expect(then.clocks['request']).toMatchObject({ from: '2026-07-01', dueOn: '2026-07-08' });
  });

  it('swept late gives the same: the day of effect stays, the clock has run meanwhile', () => {
    const state = after(serve(noticeIssued('2026-06-01'), '2026-06-01', NOTICE));
    const late = swept(state, '2026-08-03');
    expect(late.milestones['told']).toBe('2026-07-01');
    expect(late.value).toBe('received');
    expect(late.clocks['request']).toMatchObject({ state: 'lapsed', lapsedOn: '2026-07-09' });
  });

  it('ends on the next working day when its last day is a rest day (民诉法 85)', () => {
    // 30 cd after 2026-09-03 is 2026-10-03, in the national holiday that ends on 10-07.
    const state = after(serve(noticeIssued('2026-09-03'), '2026-09-03', NOTICE));
    expect(state.documents?.['d1']?.servedOn).toBe('2026-10-08');
  });

  it('recorded after its day has passed, it takes effect at once', () => {
    const told = { ...NOTICE, on: '2026-06-01' as CivilDate };
    const state = after(serve(noticeIssued('2026-06-01'), '2026-07-10', told));
    expect(state.documents?.['d1']).toMatchObject({ servedOn: '2026-07-01' });
    expect(state.documents?.['d1']).not.toHaveProperty('pending');
    expect(state.value).toBe('told');
  });

  it('gives way to a service in hand that comes before its day', () => {
    const notice = after(serve(noticeIssued('2026-06-01'), '2026-06-01', NOTICE));
    const state = after(serve(notice, '2026-06-10', { input: DIRECT }));
    expect(state.documents?.['d1']).toMatchObject({ servedOn: '2026-06-10' });
    expect(state.documents?.['d1']).not.toHaveProperty('pending');
    expect(state.milestones['told']).toBe('2026-06-10');
    expect(nextLapse(letters, state, worldOn('2026-06-11'))).toBeUndefined();
  });

  it('serves what ended the case, too', () => {
    const ended = act(act(null, '2026-06-01', 'window', 'receive'), '2026-06-01', 'reviewer', 'refuse', {
      reason: '不符合条件',
    });
    expect(ended.status).toBe('ended');
    const notice = after(serve(issued(ended, '2026-06-01', 'd1'), '2026-06-01', NOTICE));
    const then = swept(notice, '2026-07-02');
    expect(then).toMatchObject({ status: 'ended', milestones: { served: '2026-07-01' } });
  });
});

describe('送达回证', () => {
  it('is ordered and issued by the service that it proves', () => {
    const proof = {
      document: 'proof',
      issued: { on: '2026-06-04' as CivilDate, sha256: 'c'.repeat(64), sm3: 'd'.repeat(64) },
    };
    const answer = serve(noticeIssued('2026-06-01'), '2026-06-04', { proof });
    if (answer.refused) throw new Error('refused');
    expect(answer.event.papers?.map(({ did, id }) => [did, id])).toEqual([
      ['served', 'd1'],
      ['ordered', 'd2'],
      ['issued', 'd2'],
    ]);
    expect(answer.state.documents?.['d2']).toMatchObject({ document: 'proof', issued: proof.issued });
  });

  it('is not made of a failed attempt', () => {
    const issuedProof = { on: '2026-06-04' as CivilDate, sha256: 'c'.repeat(64), sm3: 'd'.repeat(64) };
    const proof = { document: 'proof', issued: issuedProof };
    const state = after(serve(noticeIssued('2026-06-01'), '2026-06-04', { failed: true, input: {}, proof }));
    expect(Object.keys(state.documents ?? {})).toEqual(['d1']);
  });
});
