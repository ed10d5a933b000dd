import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type Person, type TestService } from './support/test-service.js';

interface Offer {
  readonly act: string;
  readonly inState: boolean;
  readonly available: boolean;
  readonly capacity?: object;
  readonly preflight: {
    readonly consequence: object | null;
    readonly unmet: readonly {
      readonly code: string;
      readonly say: string;
      readonly basis: readonly string[];
    }[];
  };
}

describe('GET /v1/cases/{id}/acts?available', () => {
  let service: TestService;
  let id: string;

  const offers = async (person: Person, query = '?available'): Promise<Map<string, Offer>> => {
    const { body } = await service.get(`/v1/cases/${id}/acts${query}`, person).expect(200);
    return new Map((body as { items: Offer[] }).items.map((offer) => [offer.act, offer]));
  };

  beforeAll(async () => {
    service = await startTestService();
    id = await service.open('available');
  });
  afterAll(() => service.close());

  it('tells the holder of the post what he may do, and as what', async () => {
    const accept = (await offers('wang')).get('accept');
    expect(accept).toMatchObject({
      ...{ inState: true, available: true },
      capacity: { kind: 'own', post: 'window', title: '受理窗口', unit: 'hall' },
    });
    expect([...(await offers('wang', '')).keys()]).toEqual([...(await offers('wang')).keys()]);
  });

  it('tells everybody else who knows the case why he may not, with sentence and provision', async () => {
    for (const person of ['rui', 'du', 'liu'] as const) {
      const accept = (await offers(person)).get('accept');
      expect(accept).toMatchObject({ inState: true, available: false });
      expect(accept).not.toHaveProperty('capacity');
      expect(accept?.preflight.unmet).toContainEqual({
        code: 'power-missing',
        say: expect.stringContaining('受理窗口'),
        basis: ['许可法 32.1(5)'],
      });
    }
  });

  it('shows beforehand what an act would do: where it leads, which clocks start and stop, who is waited for', async () => {
    const { body } = await service
      .post(`/v1/cases/${id}/acts/accept/preflight`, 'wang')
      .set('accept-language', 'en')
      .send({ input: {} })
      .expect(200);
    expect(body).toMatchObject({
      possible: true,
      consequence: {
        on: '2026-09-28',
        enters: [{ state: 'deciding' }, { state: 'deciding.reviewing' }],
        clocks: expect.arrayContaining([
          expect.objectContaining({ clock: 'notice', does: 'stopped' }),
          expect.objectContaining({ clock: 'decision', does: 'started', dueOn: expect.any(String) }),
        ]),
        tasks: expect.arrayContaining([
          expect.objectContaining({ post: 'reviewer', title: expect.any(String) }),
        ]),
      },
    });
    const accept = (await offers('wang')).get('accept');
    expect(accept?.preflight.consequence).toMatchObject({ enters: [{ state: 'deciding' }, {}] });
    expect((await offers('rui')).get('accept')?.preflight.consequence).toBeNull();
    // Nothing of it has happened.
    expect((await service.get(`/v1/cases/${id}`, 'wang').expect(200)).body).toMatchObject({ version: 1 });
  });

  it('names, when all are asked for, the acts that the state does not allow too', async () => {
    const all = await offers('wang', '?available=all');
    expect(all.get('accept')).toMatchObject({ inState: true });
    expect(all.get('extend')).toMatchObject({
      ...{ inState: false, available: false },
      preflight: { unmet: [{ code: 'not-in-this-state', basis: ['许可法 42.1'] }] },
    });
    expect(all.has('receive')).toBe(false);
    expect([...(await offers('wang')).keys()].every((act) => all.has(act))).toBe(true);
  });

  it('shows a deputy for whom he acts', async () => {
    const post = (path: string, body: object) =>
      service.post(path, 'wang').set('idempotency-key', `deputy-${path}`.replaceAll('/', '')).send(body);
    const substitution = {
      ...{ kind: 'leave', deputy: 'rui', from: '2026-09-28', to: '2026-09-30', basis: '委托书〔2026〕1号' },
    };
    const made = await post('/v1/me/substitutions', substitution);
    expect(made.status).toBe(201);
    const accept = (await offers('rui')).get('accept');
    expect(accept).toMatchObject({
      available: true,
      capacity: {
        ...{ kind: 'deputy', post: 'window' },
        onBehalfOf: { person: 'wang', name: '王窗口', substitution: made.body.id },
      },
    });
    const tasks = await service.get('/v1/tasks', 'rui').expect(200);
    expect(tasks.body.items).toContainEqual(
      expect.objectContaining({
        ...{ caseId: id, post: 'window', heldAs: 'deputy' },
        onBehalfOf: { person: 'wang', name: '王窗口', substitution: made.body.id },
      }),
    );
  });

  it.each(['some', 'ALL', '1'])('refuses available=%s', async (value) => {
    const answer = await service.get(`/v1/cases/${id}/acts?available=${value}`, 'wang');
    expect(answer).toMatchObject({ status: 400, body: { unmet: [{ at: 'query:available' }] } });
  });
});
