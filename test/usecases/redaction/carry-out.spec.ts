import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresConsultations } from '../../../src/store/queries/consultations/postgres-consultations.js';
import { postgresRedactions } from '../../../src/store/redaction/redaction-reads.js';
import { carryOutRedactions } from '../../../src/usecases/redaction/carry-out-redaction.js';
import type { RedactionPorts, RedactionRules } from '../../../src/usecases/redaction/redaction-ports.js';
import { requestRedaction } from '../../../src/usecases/redaction/request-redaction.js';
import { approveRedaction } from '../../../src/usecases/redaction/settle-redaction.js';
import type { GroundCode } from '../../../src/usecases/redaction/grounds.js';
import { startTestService, type TestService } from '../../http/support/test-service.js';

const RULES: RedactionRules = {
  ...{ approvals: 2, caseDays: 0, procedureDays: {}, commentDays: 0, accountDays: 0, answerDays: 15 },
};
const person = (who: string) => ({ person: who, scopes: null, signIn: 'bearer' as const });

describe('erasing', () => {
  let service: TestService;
  let keys = 0;
  const key = (): string => `k-${keys++}`;

  const ports = (
    rules: Partial<RedactionRules> = {},
    change: Partial<RedactionPorts> = {},
  ): RedactionPorts => {
    const { ports: all, materials, store } = service.composition;
    return {
      ...{ ...all, contents: materials, redactionRules: { ...RULES, ...rules } },
      redactions: postgresRedactions(store.dataSource),
      comments: postgresConsultations(store.dataSource),
      ...change,
    };
  };
  const asked = (stream: string, rules: Partial<RedactionRules> = {}, ground: GroundCode = 'unlawful') =>
    requestRedaction(ports(rules))({
      ...{ by: person('an'), stream, parts: [{ seq: 0, name: 'subject' }], files: [] },
      ...{ ground, reason: '依法删除', key: key() },
    });

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('that was interrupted after its approval is ended later, once', async () => {
    const id = await service.open('interrupted');
    const request = await asked(id);
    if (request.outcome !== 'recorded') throw new Error(request.outcome);
    const approve = (who: string, through: RedactionPorts) =>
      approveRedaction(through)({ by: person(who), id: request.id, reason: '同意', key: key() });
    await approve('shen', ports());
    const broken = ports(
      {},
      { redactions: { ...ports().redactions, contentRecords: () => Promise.reject(new Error('gone')) } },
    );
    await expect(approve('he', broken)).rejects.toThrow('gone');
    const { ledger } = service.composition.ports;
    expect(JSON.parse((await ledger.head(request.id))?.stateText ?? '')).toMatchObject({
      status: 'approved',
    });
    expect(await ledger.head(id)).toMatchObject({ seq: 1 });
    expect(await carryOutRedactions(ports())(10)).toBe(1);
    expect(await carryOutRedactions(ports())(10)).toBe(0);
    expect(JSON.parse((await ledger.head(request.id))?.stateText ?? '')).toMatchObject({
      ...{ status: 'carriedOut', record: 1 },
    });
    expect(await ledger.head(id)).toMatchObject({ seq: 2, version: 1 });
  });

  it('waits for the end of the retention period, unless it is ordered', async () => {
    const id = await service.open('retention');
    const rules = { caseDays: 3_650 };
    expect(await asked(id, rules)).toMatchObject({
      outcome: 'refused',
      unmet: [{ code: 'requirement-unmet', basis: ['个人信息保护法 47.2'] }],
    });
    expect(await asked(id, rules, 'ordered')).toMatchObject({ outcome: 'recorded' });
    expect(await asked(id, { caseDays: 3_650, procedureDays: { 'test-permit': 0 } })).toMatchObject({
      outcome: 'recorded',
    });
  });

  it('is not approved of what another request erased meanwhile', async () => {
    const id = await service.open('twice');
    const [one, two] = [await asked(id), await asked(id)];
    if (one.outcome !== 'recorded' || two.outcome !== 'recorded') throw new Error('not asked for');
    const settle = async (request: string) => {
      const approve = (who: string) =>
        approveRedaction(ports())({ by: person(who), id: request, reason: '同意', key: key() });
      const first = await approve('shen');
      return first.outcome === 'recorded' ? approve('he') : first;
    };
    expect(await settle(one.id)).toMatchObject({ state: { status: 'carriedOut', record: 1 } });
    expect(await settle(two.id)).toMatchObject({ outcome: 'refused', unmet: [{ at: '/parts/0' }] });
  });
});
