import { expect } from '@jest/globals';
import request, { type Response, type Test } from 'supertest';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import { codeOf, type Handle, HANDLES, nameOf, POWER_TOWN } from './power-town.js';
import { startTestService, tokenOf, type TestService } from './test-service.js';

/** The legal day on which the town's clock stands at first. */
export const TODAY = '2026-09-28' as CivilDate;

/** What a case of the town is about: nothing of it may show in a refusal. */
export const SUBJECT = '玉兰巷餐馆申请开办';
export const APPLICANT = '刘无痕本人';

/** A request as somebody makes it. */
export interface Wish {
  readonly who: Handle;
  readonly method?: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly body?: object;
  /** Instead of his own. */
  readonly token?: string;
}

/** What a refusal must say. */
export interface Refused {
  readonly code: string;
  readonly basis: string;
  readonly status?: number;
}

interface ProblemBody {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly legalBasis: readonly string[];
  readonly unmet: readonly {
    readonly code: string;
    readonly say: string;
    readonly basis: readonly string[];
  }[];
}

let keys = 0;

/** The town as its people use it: everything over HTTP, by their own tokens. */
export class PowerOffice {
  private constructor(readonly service: TestService) {}

  static async open(): Promise<PowerOffice> {
    return new PowerOffice(await startTestService({ town: POWER_TOWN }));
  }

  close(): Promise<void> {
    return this.service.close();
  }

  /** Sends a wish under a key of its own. */
  send({ who, method = 'post', path, body, token = tokenOf(codeOf(who)) }: Wish, language = 'zh'): Test {
    const test = request(this.service.app.getHttpServer())
      [method](path)
      .set({
        authorization: `Bearer ${token}`,
        'accept-language': language,
        'idempotency-key': `k-${keys++}`,
      });
    return method === 'post' ? test.send(body ?? {}) : test;
  }

  get(who: Handle, path: string): Test {
    return this.send({ who, method: 'get', path });
  }

  /** The wish as a window files an application. */
  filing(who: Handle, applicant: Handle = 'liu', more: object = {}): Wish {
    const body = {
      procedure: 'test-permit',
      subject: SUBJECT,
      applicant: { name: APPLICANT, person: codeOf(applicant) },
      input: { joint: false },
      ...more,
    };
    return { who, path: '/v1/cases', body };
  }

  /** A case that the law must allow to be opened; its id. */
  async opened(applicant: Handle = 'liu', more: object = {}, who: Handle = 'wang'): Promise<string> {
    const { caseId } = await this.allowed(this.filing(who, applicant, more));
    return caseId as string;
  }

  /** A case under review: opened and accepted by the window. */
  async accepted(applicant: Handle = 'liu'): Promise<string> {
    const id = await this.opened(applicant);
    await this.allowed(acting('wei', id, 'accept'));
    return id;
  }

  /** An evaluation of the cases. */
  async evaluation(...cases: readonly string[]): Promise<string> {
    const related = cases.length > 0 ? { evaluates: cases } : undefined;
    return this.opened(
      'liu',
      { procedure: 'test-evaluation', input: {}, ...(related && { related }) },
      'deng',
    );
  }

  /** What must be allowed; the answer's body. */
  async allowed(wish: Wish): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.send(wish);
    if (answer.status !== 201 && answer.status !== 200) {
      throw new Error(`${wish.who} ${wish.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body as Readonly<Record<string, unknown>>;
  }

  /**
   * What must be refused with that code and provision, in both languages, without a word of the case. `also`: the code
   * is one of several.
   */
  async refused(
    wish: Wish,
    { code, basis, status = 403 }: Refused,
    rank: 'first' | 'also' = 'first',
  ): Promise<void> {
    for (const language of ['zh', 'en'] as const) {
      const answer = await this.send(wish, language);
      const body = answer.body as ProblemBody;
      const first = rank === 'also' ? code : body.code;
      expect({ status: answer.status, code: first, at: wish }).toEqual({ status, code, at: wish });
      expect(body.legalBasis).toContain(basis);
      const said = body.unmet.find((one) => one.code === code && one.basis.includes(basis));
      const inWords = [body.title, said?.say ?? ''];
      for (const sentence of inWords) {
        expect(sentence).toMatch(language === 'zh' ? /\p{Script=Han}/u : /^[^\p{Script=Han}]+$/u);
      }
      expect(body.detail).toContain(said?.say);
      this.tellsNothing(answer, wish.who);
    }
  }

  /** To him there is no such case: the same answer as for one that does not exist, apart from address and trace. */
  async unknown(wish: Wish, caseId: string): Promise<void> {
    const nowhere = '0b6f2d3a-5a53-4a0c-9d3e-8f3a1c5b7d90';
    const [there, none] = [
      await this.send(wish),
      await this.send({ ...wish, path: wish.path.replace(caseId, nowhere) }),
    ];
    expect({ at: wish, status: there.status }).toEqual({ at: wish, status: 404 });
    expect(wordsOf(there).replaceAll(caseId, nowhere)).toBe(wordsOf(none));
  }

  /** As `refused`; nor does he learn how the case stands. */
  async barred(wish: Wish, expected: Refused): Promise<void> {
    await this.refused(wish, expected);
    const { body, headers } = await this.send(wish);
    expect(Object.keys(body as object)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(permittedActs|version|earliestPossible)$/)]),
    );
    expect((body as ProblemBody).unmet.map(({ code }) => code)).toEqual([expected.code]);
    expect(headers).not.toHaveProperty('etag');
  }

  /** To him there is no such case, whatever he tries, and none of his lists has it. */
  async knowsNothing(who: Handle, id: string): Promise<void> {
    for (const wish of everyWish(who, id)) await this.unknown(wish, id);
    await this.unlisted(who, id);
  }

  /** None of his lists has the case. */
  async unlisted(who: Handle, id: string): Promise<void> {
    for (const list of ['/v1/cases', '/v1/tasks', '/v1/incidents']) {
      expect((await this.get(who, `${list}?limit=200`)).text).not.toContain(id);
    }
  }

  /** Neither the case's own words nor anybody's name or code but the asker's. */
  tellsNothing(answer: Response, asker: Handle): void {
    const said = `${answer.text} ${JSON.stringify(answer.headers)}`;
    expect(said).not.toContain(SUBJECT);
    expect(said).not.toContain(APPLICANT);
    const others = HANDLES.filter((handle) => handle !== asker);
    for (const handle of others) {
      expect(said).not.toContain(nameOf(handle));
      expect(said).not.toContain(`"${codeOf(handle)}"`);
    }
  }

  /** The system administrator changes something that gives nobody power. */
  async changed(...changes: readonly OrganisationChange[]): Promise<void> {
    const done = await this.allowed(changing('xi', ...changes));
    expect(done['outcome'] ?? 'changed').toBe('changed');
  }

  /** The system administrator proposes, the security administrator confirms. */
  async granted(...changes: readonly OrganisationChange[]): Promise<void> {
    const proposal = (await this.allowed(changing('xi', ...changes)))['proposal'] as string;
    await this.allowed(confirming('anx', proposal));
  }

  suspend(who: Handle): Promise<void> {
    return this.changed({ change: 'person.suspended', id: codeOf(who), on: this.today });
  }

  restore(who: Handle): Promise<void> {
    return this.granted({ change: 'person.restored', id: codeOf(who), on: this.today });
  }

  /** The recusal's id. */
  async recusal(wish: Wish): Promise<string> {
    const body = await this.allowed(wish);
    return body['id'] as string;
  }

  /** Moves the town's clock to nine o'clock of a day. */
  async advance(day: string, who: Handle = 'xi'): Promise<void> {
    await this.allowed({ who, path: '/v1/simulation/advances', body: { to: `${day}T01:00:00.000Z` } });
    this.today = day as CivilDate;
  }

  today: CivilDate = TODAY;
}

/** An act in a case. */
export function acting(who: Handle, caseId: string, act: string, input: object = {}): Wish {
  return { who, path: `/v1/cases/${caseId}/acts/${act}`, body: { input } };
}

/** Changes of the organisation. */
export function changing(who: Handle, ...changes: readonly OrganisationChange[]): Wish {
  return { who, path: '/v1/organisation/changes', body: { changes } };
}

/** The second administrator's word. */
export function confirming(who: Handle, proposal: string): Wish {
  return { who, path: `/v1/organisation/proposals/${proposal}/confirmation` };
}

const REASON = '与申请人有利害关系';

/** 自行回避. */
export function declaring(who: Handle, caseId: string): Wish {
  return { who, path: `/v1/cases/${caseId}/recusals`, body: { reason: REASON } };
}

/** 申请回避: a party wants somebody off his case. */
export function requesting(who: Handle, caseId: string, officer: Handle): Wish {
  return { who, path: `/v1/cases/${caseId}/recusals`, body: { person: codeOf(officer), reason: REASON } };
}

/** The head's word on a recusal. */
export function deciding(who: Handle, caseId: string, recusal: string, ordered: boolean): Wish {
  return { who, path: `/v1/cases/${caseId}/recusals/${recusal}/decision`, body: { ordered, reason: REASON } };
}

/** 封存. */
export function sealing(who: Handle, caseId: string): Wish {
  return { who, path: `/v1/cases/${caseId}/seal`, body: { basis: '封存决定书' } };
}

/** 解封. */
export function unsealing(who: Handle, caseId: string): Wish {
  return { who, path: `/v1/cases/${caseId}/unseal`, body: { reason: '调查已经结束' } };
}

/** Everything that somebody may try with a case that he knows the id of. */
export function everyWish(who: Handle, id: string): readonly Wish[] {
  const get = (path: string): Wish => ({ who, method: 'get', path });
  const none = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const parts = ['', '/acts', '/blocking', '/forecast', '/clocks', '/clocks/notice', '/records', '/recusals'];
  const unmasking = { fields: ['applicantName'], reason: '电话联系申请人补正材料' };
  return [
    ...parts.map((part) => get(`/v1/cases/${id}${part}`)),
    get(`/v1/streams/${id}/records`),
    get(`/v1/streams/${id}/records/0`),
    acting(who, id, 'accept'),
    acting(who, id, 'accept/preflight'),
    { who, path: `/v1/cases/${id}/unmaskings`, body: unmasking },
    declaring(who, id),
    requesting(who, id, 'rui'),
    deciding(who, id, none, true),
    sealing(who, id),
    unsealing(who, id),
  ];
}

function wordsOf({ status, body, headers }: Response): string {
  const { traceId: _, instance: __, ...said } = body as Record<string, unknown>;
  const { date: ___, 'x-trace-id': ____, ...sent } = headers as Record<string, string>;
  const ofTrace = Object.entries(sent).filter(([name]) => !/trace|request-id/i.test(name));
  return JSON.stringify({ status, said, sent: Object.fromEntries(ofTrace) });
}
