import type { Test } from 'supertest';
import { MEMBERS, startTestService, type Person, type TestService } from '../support/test-service.js';

/** Seven people of whom experts are made. */
export const EXPERTS = ['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7'] as const;

const FORUM = { zhao: 'chief', qian: 'member', sun: 'member', wu: 'secretary', zhi: 'drafter' } as const;

/** Whoever takes part: the office, experts, and those who meet. */
export type Townsman = Person | (typeof EXPERTS)[number] | keyof typeof FORUM;

const PROCEDURES = [
  'test/engine/panel/fixtures/with-panel.yaml',
  'test/http/fixtures/solicitation.yaml',
  'test/http/meetings/fixtures/decision.yaml',
];

const NOTICE = {
  ...{ title: '公开征求意见的公告', explanation: '说明' },
  ...{ opensOn: '2026-09-28', closesOn: '2026-10-28', modes: ['public'] },
};

let keys = 0;

/** A town in which every kind of stream goes on beside some case. */
export class StreamTown {
  private constructor(readonly service: TestService) {}

  static async open(): Promise<StreamTown> {
    const experts = EXPERTS.map((person) => [person, { person, unit: 'pool', posts: ['expert'] }]);
    const forum = Object.entries(FORUM).map(([person, post]) => [
      person,
      { person, unit: post === 'drafter' ? 'bureau' : 'government', posts: [post] },
    ]);
    const members = { ...MEMBERS, ...Object.fromEntries([...experts, ...forum]) };
    const names = Object.fromEntries(Object.keys(members).map((person) => [person, `${person}某某`]));
    const town = { members, names, procedures: PROCEDURES, changes: [] };
    return new StreamTown(await startTestService({ town }));
  }

  close(): Promise<void> {
    return this.service.close();
  }

  get(who: Townsman, path: string): Test {
    return this.service.get(path, who as Person);
  }

  post(who: Townsman | undefined, path: string, body: object = {}): Test {
    return this.service
      .post(path, who as Person | undefined)
      .set('idempotency-key', `town-${keys++}`)
      .send(body);
  }

  /** Does it; the address that it is said to have. */
  async done(who: Townsman, path: string, body: object = {}): Promise<string> {
    const { status, text, headers } = await this.post(who, path, body);
    const { location } = headers as { location?: string };
    if (status !== 201 || location === undefined) throw new Error(`${path}: ${status} ${text}`);
    return location;
  }

  caseOf(who: Townsman, procedure: string): Promise<string> {
    return this.done(who, '/v1/cases', {
      procedure,
      subject: '一事',
      applicant: { name: '某局' },
      input: {},
    });
  }

  /** A case with a draft of one version; its address. */
  async drafted(): Promise<string> {
    const path = await this.caseOf('ren', 'with-panel');
    await this.done('ren', `${path}/drafts/draft/versions`, { text: '第一条 改造老城区。' });
    return path;
  }

  /** The draft as panels name it. */
  async draft(path: string): Promise<{ readonly version: number; readonly sha256: string }> {
    const { body } = await this.get('ren', `${path}/drafts/draft/versions`).expect(200);
    const { version, digest } = body.items.at(-1) as { version: number; digest: { sha256: string } };
    return { version, sha256: digest.sha256 };
  }

  /** A case on which the public is asked; its address, and that of the notice. */
  async asked(): Promise<{ readonly path: string; readonly opened: string }> {
    const path = await this.caseOf('ren', 'solicitation-case');
    await this.done('ren', `${path}/acts/announce`, { input: {} });
    return { path, opened: await this.done('ren', `${path}/consultations/solicitation`, NOTICE) };
  }

  /** One of the public says something. */
  async says(stream: string, text: string, more: object = {}): Promise<void> {
    const path = `/v1/public/consultations/${stream}/comments`;
    await this.post(undefined, path, { text, consentToPublish: true, ...more }).expect(201);
  }

  /** A meeting that is called; its address. */
  meeting(day: string): Promise<string> {
    return this.done('wu', '/v1/meetings', { forum: 'executive', unit: 'office', day, time: '09:00' });
  }
}

/** The stream of which an address is a record. */
export function streamOf(location: string): string {
  return location.split('/')[3] as string;
}
