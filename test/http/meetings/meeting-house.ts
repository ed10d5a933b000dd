import request, { type Test } from 'supertest';
import { startTestService, tokenOf, type TestService, type Town } from '../support/test-service.js';

/** The government of the tests: a chief, four members, a secretary, a drafter, and somebody who has no part in it. */
const PEOPLE = {
  zhao: ['赵市长', 'chief'],
  qian: ['钱副市长', 'member'],
  sun: ['孙副市长', 'member'],
  li: ['李副市长', 'member'],
  zhou: ['周秘书长', 'member'],
  wu: ['吴秘书', 'secretary'],
  zheng: ['郑起草', 'drafter'],
  feng: ['冯科长', 'drafter'],
  chen: ['陈督查', 'supervisor'],
  wang: ['王旁人', 'window'],
} as const;

export type Handle = keyof typeof PEOPLE;

const TOWN: Town = {
  members: {
    ...Object.fromEntries(
      Object.entries(PEOPLE).map(([person, [, post]]) => [
        person,
        { person, unit: post === 'drafter' ? 'bureau' : 'government', posts: [post] },
      ]),
    ),
    xi: { person: 'xi', unit: 'government', posts: [], administrator: 'system' },
    liu: { person: 'liu', posts: [] },
  },
  names: {
    ...Object.fromEntries(Object.entries(PEOPLE).map(([person, [name]]) => [person, name])),
    xi: '奚系统',
  },
  procedures: ['test/http/meetings/fixtures/decision.yaml'],
  changes: [],
};

let keys = 0;

/** Meetings as people hold them: everything over HTTP. */
export class MeetingHouse {
  private constructor(readonly service: TestService) {}

  static async open(): Promise<MeetingHouse> {
    return new MeetingHouse(await startTestService({ town: TOWN }));
  }

  close(): Promise<void> {
    return this.service.close();
  }

  get(who: Handle, path: string): Test {
    return request(this.service.app.getHttpServer())
      .get(path)
      .set('authorization', `Bearer ${tokenOf(who)}`);
  }

  post(who: Handle | 'xi', path: string, body: object = {}, key = `m-${keys++}`): Test {
    return request(this.service.app.getHttpServer())
      .post(path)
      .set({ authorization: `Bearer ${tokenOf(who)}`, 'idempotency-key': key })
      .send(body);
  }

  /** What must be recorded; the answer's body. */
  async done(
    who: Handle | 'xi',
    path: string,
    body: object = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.post(who, path, body);
    if (answer.status !== 201 && answer.status !== 200)
      throw new Error(`${who} ${path}: ${answer.status} ${answer.text}`);
    return answer.body as Readonly<Record<string, unknown>>;
  }

  /** What must be refused: the codes and provisions of everything that stands against it. */
  async refused(who: Handle, path: string, body: object = {}): Promise<readonly string[]> {
    const { status, body: said } = await this.post(who, path, body);
    if (status < 400) throw new Error(`${who} ${path} was not refused`);
    const { unmet = [] } = said as { unmet?: readonly { code: string; basis: readonly string[] }[] };
    return unmet.map(({ code, basis }) => `${code} ${basis[0]}`);
  }

  /** A case of the drafter's; reviewed, where it is to be ready. */
  async caseOf(subject: string, ready = true): Promise<string> {
    const body = { procedure: 'test-decision', subject, applicant: { name: '市水务局' }, input: {} };
    const { caseId } = await this.done('zheng', '/v1/cases', body);
    if (ready) await this.done('zheng', `/v1/cases/${String(caseId)}/acts/review`, { input: {} });
    return caseId as string;
  }

  async advance(to: string): Promise<void> {
    await this.done('xi', '/v1/simulation/advances', { to });
  }

  /** A meeting that has passed its only item, on Monday, 12 October; its address. */
  async decided(caseId: string): Promise<string> {
    const day = '2026-10-12';
    const meeting = await this.convened(day);
    await this.done('wu', `${meeting}/items`, { caseId, name: 'meeting' });
    await this.done('wu', `${meeting}/papers`);
    await this.advance(`${day}T01:00:00.000Z`);
    await this.done('wu', `${meeting}/openings`, { present: ['zhao', 'qian', 'sun'] });
    await this.done('wu', `${meeting}/items/1/beginnings`);
    for (const person of ['qian', 'sun', 'zhao']) {
      await this.done('wu', `${meeting}/items/1/speeches`, { person, stance: 'agree', text: '同意' });
    }
    await this.done('wu', `${meeting}/items/1/decisions`, { result: 'passed' });
    return meeting;
  }

  /** An executive meeting of the government; its address. */
  async convened(day: string): Promise<string> {
    const body = { forum: 'executive', unit: 'office', day, time: '09:00', place: '市政府一号会议室' };
    const { meeting } = await this.done('wu', '/v1/meetings', body);
    return `/v1/meetings/${String(meeting)}`;
  }
}
