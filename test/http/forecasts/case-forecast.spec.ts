import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/test-service.js';

const LICENCE = {
  procedure: 'administrative-licence',
  subject: '许可',
  applicant: { name: '刘申请', person: 'liu' },
  input: {
    ...{ kind: 'general', guideVersion: '2026-01', channel: 'counter', truthful: true },
    materials: [{ name: '申请书', form: 'original', state: 'ok' }],
  },
};

const DECISION = {
  procedure: 'major-decision',
  subject: '决策',
  act: 'propose',
  applicant: { name: '市人民政府' },
  input: { source: 'leader' },
};

/** Duties that are supposed not to apply. */
const NONE = {
  ...{ touchesUnits: false, openToPublic: false, specialGroups: false, hearingNeeded: false },
  ...{ technical: false, adverseEffect: false, market: false, exploratory: false },
};

describe('the forecast of a case', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({
      town: {
        members: {
          wang: { person: 'wang', unit: 'hall', posts: ['window', 'office'] },
          liu: { person: 'liu', posts: [] },
          hu: { person: 'hu', posts: [] },
        },
        names: {},
        procedures: [
          'workflows/national/administrative-licence/procedure.yaml',
          'workflows/national/major-decision/procedure.yaml',
        ],
        changes: [],
      },
    });
  }, 60_000);
  afterAll(() => service.close());

  async function open(key: string, body: object): Promise<string> {
    const answer = await service.post('/v1/cases', 'wang').set('idempotency-key', key).send(body).expect(201);
    return (answer.body as { caseId: string }).caseId;
  }

  it('of a licence: at once where nothing takes time, and until when at the latest', async () => {
    const id = await open('licence', LICENCE);
    const { body } = await service.get(`/v1/cases/${id}/forecast`, 'wang').expect(200);
    expect(body).toMatchObject({
      from: '2026-09-28',
      earliest: '2026-09-28',
      incomplete: false,
      critical: [],
    });
    expect((body.steps as { name: string }[]).map(({ name }) => name)).toEqual([
      'accept',
      'concludeReview',
      'grant',
    ]);
    // Nobody acts: deemed accepted on 28 September; 29, 30 September, 8-10 (Saturday, worked), 12-16, 19-23, 26-30 October.
    expect(body).toMatchObject({ latest: '2026-10-30', by: 'decision' });
  });

  it('of a licence with a hearing: its seven clear working days are on the critical path', async () => {
    const id = await open('hearing', { ...LICENCE, input: { ...LICENCE.input, hearingRequired: true } });
    const { body } = await service.get(`/v1/cases/${id}/forecast`, 'wang').expect(200);
    // 29, 30 September, 8-10, 12 and 13 October are clear: heard on the 14th.
    expect(body).toMatchObject({ earliest: '2026-10-14', incomplete: false, latest: '2026-10-30' });
    const steps = body.steps as { name: string; on: string; critical: boolean }[];
    expect(steps.find(({ name }) => name === 'hearing.hold')).toMatchObject({
      on: '2026-10-14',
      critical: true,
    });
  });

  it('of a major decision: the review, or the solicitation too, with everything that is supposed', async () => {
    const id = await open('decision', DECISION);
    const { body } = await service.get(`/v1/cases/${id}/forecast`, 'wang').expect(200);
    // Sent today; 29, 30 September, 8-10, 12, 13 October are seven working days: the 14th.
    expect(body).toMatchObject({ earliest: '2026-10-14', incomplete: false });
    expect(body.critical).toMatchObject([{ kind: 'floor', name: 'legalityReview', until: '2026-10-14' }]);
    expect(body.assumed.length).toBeGreaterThan(2);
    const assumptions = { facts: { ...NONE, openToPublic: true }, without: ['recordMode'] };
    const other = await service.post(`/v1/cases/${id}/forecasts`, 'wang').send({ assumptions }).expect(200);
    // 29 September to 28 October; sent on the 29th; 30 October, 2-6 and 9 November: the 10th.
    expect(other.body).toMatchObject({ earliest: '2026-11-10', incomplete: false });
  });

  it('gives other requests their turn while it looks', async () => {
    const id = await open('turn', DECISION);
    const finished: string[] = [];
    const noting = (name: string) => (): void => void finished.push(name);
    const long = service.get(`/v1/cases/${id}/forecast`, 'wang').expect(200).then(noting('forecast'));
    const short = service.get(`/v1/cases/${id}/blocking`, 'wang').expect(200).then(noting('blocking'));
    await Promise.all([long, short]);
    expect(finished).toEqual(['blocking', 'forecast']);
  });

  it('of a case that somebody may not know of is none', async () => {
    const id = await open('secret', LICENCE);
    await service.get(`/v1/cases/${id}/forecast`, 'hu').expect(404);
    await service.get(`/v1/cases/${id}/forecast`).expect(401);
    await service.get(`/v1/cases/${id}/forecast`, 'liu').expect(200);
  });
});
