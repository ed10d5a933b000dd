import request, { type Test } from 'supertest';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { readCase } from '../../../src/usecases/cases/read-case.js';
import { startTestService, tokenOf, type TestService, type Town } from '../../http/support/test-service.js';

/** Who holds which post of a major decision. */
const HOLDERS = {
  office: 'wang',
  chief: 'zhao',
  drafter: 'li',
  leadUnit: 'luo',
  assisting: 'qian',
  hearingHost: 'guo',
  riskAssessor: 'feng',
  fairCompetition: 'he',
  legalOffice: 'zheng',
  legalHead: 'tang',
  counsel: 'lu',
  secretary: 'wu',
  member: 'sun',
  partySecretary: 'dang',
  publisher: 'jia',
  archivist: 'kong',
  executor: 'yan',
  evaluator: 'ping',
} as const;

export type Post = keyof typeof HOLDERS;

const RANKS: Partial<Record<Post, string>> = { chief: 'government-head', legalHead: 'unit-head' };

const FROM = '2014-01-01' as never;

const TOWN: Town = {
  members: {
    ...Object.fromEntries(
      Object.entries(HOLDERS).map(([post, person]) => [
        person,
        { person, unit: 'government', posts: [post] },
      ]),
    ),
    dai: { person: 'dai', unit: 'government', posts: [] },
    xi: { person: 'xi', unit: 'government', posts: [], administrator: 'system' },
  },
  names: {},
  procedures: ['workflows/national/major-decision/procedure.yaml'],
  changes: Object.entries(RANKS).map(([post, rank]) => ({
    change: 'post.put' as const,
    id: `government-${post.toLowerCase()}`,
    post: { title: `${post}岗`, unit: 'government', fills: post, rank, from: FROM },
  })),
};

let keys = 0;

/** A government that decides, over HTTP alone. */
export class DecisionTown {
  private constructor(readonly service: TestService) {}

  static async open(): Promise<DecisionTown> {
    return new DecisionTown(await startTestService({ town: TOWN }));
  }

  close(): Promise<void> {
    return this.service.close();
  }

  /** POST by somebody, with a key of its own unless one is given. */
  post(person: string, path: string, body: object = {}, key = `gate-${keys++}`): Test {
    return request(this.service.app.getHttpServer())
      .post(path)
      .set({ authorization: `Bearer ${tokenOf(person)}`, 'idempotency-key': key })
      .send(body);
  }

  get(person: string, path: string): Test {
    return request(this.service.app.getHttpServer())
      .get(path)
      .set('authorization', `Bearer ${tokenOf(person)}`);
  }

  /** What must be recorded. */
  async done(person: string, path: string, body: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.post(person, path, body);
    if (answer.status !== 200 && answer.status !== 201)
      throw new Error(`${person} ${path}: ${answer.status} ${answer.text}`);
    return answer.body as Readonly<Record<string, unknown>>;
  }

  /** The case as it is stored. */
  async state(id: string): Promise<CaseState> {
    const found = await readCase(this.service.composition.ports, id);
    if (!found) throw new Error(`there is no case ${id}`);
    return found.state;
  }

  async advance(to: string): Promise<void> {
    await this.done('xi', '/v1/simulation/advances', { to });
  }
}

/** Who holds the post. */
export function holderOf(post: Post): string {
  return HOLDERS[post];
}
