import type { CivilDate } from '../../../src/engine/clock/time.js';
import { MEMBERS, startTestService, type Person, type TestService } from '../support/test-service.js';

const NAMES: Readonly<Record<string, string>> = {
  ...{ wang: '王窗口', wei: '魏窗口', ren: '任审查', rui: '芮审查', chai: '柴主持', he: '何负责' },
  ...{ zheng: '郑市长', du: '杜督查', ji: '季审计', xi: '奚系统', an: '安安全', shen: '申审计' },
  ...{ liu: '刘申请', hu: '胡旁人' },
};

/** What the documents of the test organ say of it. */
export const PARTICULARS = {
  codeWord: '测审',
  address: '测试路1号',
  phone: '0999-66000001',
  reconsideration: '测试市人民政府',
  court: '测试市城东区人民法院',
} as const;

/** A service on the procedure of letters alone. */
export function startLetterService(mode: 'real' | 'simulated' = 'simulated'): Promise<TestService> {
  const unit = {
    title: '测试机关',
    organ: true,
    procedures: ['test-letter'],
    from: '2014-01-01' as CivilDate,
  };
  return startTestService({
    mode,
    town: {
      members: MEMBERS,
      names: NAMES,
      procedures: ['test/engine/case/documents/fixtures/letter.yaml'],
      changes: [{ change: 'unit.put', id: 'office', unit: { ...unit, particulars: PARTICULARS } }],
    },
  });
}

let keys = 0;

/** People at work on one case of letters. */
export class LetterCase {
  private constructor(
    readonly service: TestService,
    readonly id: string,
  ) {}

  static async open(service: TestService, subject = '食品经营许可'): Promise<LetterCase> {
    const body = { procedure: 'test-letter', subject, applicant: { name: '刘申请', person: 'liu' } };
    const answer = await service
      .post('/v1/cases', 'wang')
      .set('idempotency-key', `letter-${keys++}`)
      .send({ ...body, input: {} })
      .expect(201);
    return new LetterCase(service, (answer.body as { caseId: string }).caseId);
  }

  act(person: Person, act: string, input: object = {}) {
    return this.post(person, `acts/${act}`, { input });
  }

  issue(person: Person, did: string, answers: object = {}, key?: string) {
    return this.post(person, `documents/${did}/issuances`, { answers }, key);
  }

  serve(person: Person, did: string, body: object, key?: string) {
    return this.post(person, `documents/${did}/services`, body, key);
  }

  post(person: Person, path: string, body: object, key = `letter-${keys++}`) {
    return this.service.post(`/v1/cases/${this.id}/${path}`, person).set('idempotency-key', key).send(body);
  }

  get(person: Person, path: string) {
    return this.service.get(`/v1/cases/${this.id}/${path}`, person);
  }

  /** The notice, ordered and issued by ren. */
  async noticeIssued(): Promise<this> {
    await this.act('ren', 'tell').expect(201);
    await this.issue('ren', 'd1', { 拟作决定: '不予许可' }).expect(201);
    return this;
  }
}

/** What personal service wants told. */
export const DIRECT = {
  mode: 'service.direct',
  input: { place: '政务服务中心', receiver: '刘申请', relation: '本人' },
};
