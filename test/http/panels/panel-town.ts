import { drawCommitment } from '../../../src/engine/panel/draw.js';
import type { DrawFile } from '../../../src/engine/panel/draw-file.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { MEMBERS, startTestService, type Person, type TestService } from '../support/test-service.js';

const EXPERTS = ['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7'] as const;

/** Whoever takes part: the office, and seven people of whom experts are made. */
export type Participant = Person | (typeof EXPERTS)[number];

/** A service on the decision that wants a panel. */
export function startPanelService(): Promise<TestService> {
  const experts = Object.fromEntries(
    EXPERTS.map((person) => [person, { person, unit: 'pool', posts: ['expert'] }]),
  );
  const people = [...Object.keys(MEMBERS), ...EXPERTS];
  return startTestService({
    town: {
      members: { ...MEMBERS, ...experts },
      names: Object.fromEntries(people.map((person) => [person, `姓名${person}`])),
      procedures: ['test/engine/panel/fixtures/with-panel.yaml'],
      changes: [],
    },
  });
}

/** The pool of the tests: two from the department in charge, one who must stay out. */
export const POOL = [
  { expert: 'e1', fields: ['法学'] },
  { expert: 'e2', fields: ['法学', '城乡规划'] },
  { expert: 'e3', fields: ['城乡规划'], sector: true },
  { expert: 'e4', fields: ['城乡规划'], sector: true },
  { expert: 'e5', fields: ['生态环境'] },
  { expert: 'e6', fields: ['生态环境'] },
  { expert: 'e7', fields: ['法学'], out: { because: 'interest' } },
];

export const RULE = {
  ...{ on: '2026-09-28', count: 3, odd: true, least: 3, sector: { parts: 1, of: 3 } },
  seats: { 城乡规划: 1 },
};

export const NONCES = { keeper: '1'.repeat(64), witness: '2'.repeat(64) };

let keys = 0;

/** People at work on the panel of one case. */
export class PanelCase {
  private constructor(
    readonly service: TestService,
    readonly id: string,
  ) {}

  static async open(service: TestService): Promise<PanelCase> {
    const body = { procedure: 'with-panel', subject: '老城区改造', applicant: { name: '规划局' }, input: {} };
    const answer = await service
      .post('/v1/cases', 'ren')
      .set('idempotency-key', `panel-${keys++}`)
      .send(body)
      .expect(201);
    const panel = new PanelCase(service, (answer.body as { caseId: string }).caseId);
    await panel.submit('第一条 改造老城区。');
    return panel;
  }

  async submit(text: string): Promise<void> {
    await this.post('ren', 'drafts/draft/versions', { text }).expect(201);
  }

  post(who: Participant, path: string, body: object, key = `panel-${keys++}`) {
    const to = `/v1/cases/${this.id}/${path}`;
    return this.service
      .post(to, who as Person)
      .set('idempotency-key', key)
      .send(body);
  }

  /** Does something in the panel. */
  do(who: Participant, what: string, body: object, key?: string) {
    return this.post(who, `panels/panel/${what}`, body, key);
  }

  get(who: Participant, path = 'panels/panel') {
    return this.service.get(`/v1/cases/${this.id}/${path}`, who as Person);
  }

  /** The draft as it stands. */
  async draft(): Promise<{ readonly version: number; readonly sha256: string }> {
    const { body } = await this.get('ren', 'drafts/draft/versions').expect(200);
    const { version, digest } = body.items.at(-1) as { version: number; digest: { sha256: string } };
    return { version, sha256: digest.sha256 };
  }

  async opened(more: object = {}): Promise<this> {
    const draft = await this.draft();
    await this.do('ren', 'openings', { draft, rule: RULE, pool: POOL, ...more }).expect(201);
    return this;
  }

  /** What everybody may read of the draw. */
  async file(): Promise<DrawFile> {
    const { body } = await this.get('ren').expect(200);
    const stream = (body as { stream: string }).stream;
    return (await this.service.get(`/v1/public/draws/${stream}`).expect(200)).body as DrawFile;
  }

  async commitment(role: keyof typeof NONCES): Promise<string> {
    return drawCommitment(await this.file(), role, NONCES[role], nodeHash);
  }

  async promised(): Promise<this> {
    await this.do('ren', 'commitments', { commitment: await this.commitment('keeper') }).expect(201);
    await this.do('he', 'commitments', { commitment: await this.commitment('witness') }).expect(201);
    return this;
  }

  /** The members, drawn. */
  async drawn(): Promise<readonly Participant[]> {
    await this.promised();
    await this.do('ren', 'reveals', { nonce: NONCES.keeper }).expect(201);
    await this.do('he', 'reveals', { nonce: NONCES.witness }).expect(201);
    return (await this.file()).members as readonly Participant[];
  }

  /** A member declares that nothing stands against him, and signs. */
  async signed(who: Participant, stance: 'agree' | 'differ' = 'agree', text = '同意。'): Promise<void> {
    await this.opinion(who, stance, text).expect(201);
  }

  opinion(who: Participant, stance: 'agree' | 'differ', text: string, draft: object = this.#draft) {
    const heads = { necessity: 'agree', feasibility: stance, soundness: 'agree' };
    return this.do(who, 'opinions', { draft, stance, ...heads, text });
  }

  #draft: object = {};

  /** From now on opinions are on the draft as it stands. */
  async look(): Promise<void> {
    this.#draft = await this.draft();
  }
}
