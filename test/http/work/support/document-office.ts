import request, { type Test } from 'supertest';
import type { CivilDate } from '../../../../src/engine/clock/time.js';
import { startTestService, tokenOf, type TestService } from '../../support/test-service.js';
import type { Member } from '../../../support/office-organisation.js';

/** Who drafts, checks, countersigns and signs documents; each one's token is his name, padded. */
const PEOPLE = {
  ni: ['倪拟稿', 'section', 'drafter'],
  hua: ['华兼核', 'section', 'drafter', 'checker'],
  hong: ['洪核稿', 'section', 'checker'],
  heng: ['衡核稿', 'section', 'checker'],
  fang: ['方会签', 'finance', 'countersigner'],
  feng: ['冯会签', 'law', 'countersigner'],
  fu: ['傅会签', 'planning', 'countersigner'],
  fan: ['范会签', 'audit', 'countersigner'],
  fei: ['费会签', 'works', 'countersigner'],
  qin: ['秦签发', 'lead', 'head'],
  dai: ['戴代理', 'lead'],
  ban: ['班办公', 'office1', 'office'],
  gong: ['龚参谋', 'research', 'adviser'],
  du: ['杜督查', 'inspectorate', 'supervisor'],
  xi: ['奚系统', 'hall'],
} as const satisfies Readonly<Record<string, readonly [name: string, unit: string, ...posts: string[]]>>;

/** Somebody of the office. */
export type Clerk = keyof typeof PEOPLE;

const FROM = '2014-01-01' as CivilDate;

/** A service for 发文会签 in simulated time, with short words for what people do over HTTP. */
export interface DocumentOffice {
  readonly service: TestService;
  get(path: string, person: Clerk): Test;
  /** POST with a key of its own. */
  post(path: string, person: Clerk, body?: object): Test;
  remove(path: string, person: Clerk): Test;
  act(id: string, act: string, person: Clerk, body?: object): Test;
  /** A new document in drafting, its heading filled in. */
  draft(person?: Clerk): Promise<string>;
  /** One that has been submitted for checking. */
  submitted(person?: Clerk): Promise<string>;
  /** One that has been checked and stands where the mode leads. */
  checked(mode: Mode, signers?: readonly Clerk[]): Promise<string>;
  /** One that waits for the head, everybody having agreed. */
  atHead(): Promise<string>;
  state(id: string, person?: Clerk): Promise<CaseStateBody>;
  /** Moves the simulated clock. */
  advanceTo(instant: string): Promise<void>;
  close(): Promise<void>;
}

/** How a document is countersigned. */
export type Mode = 'all' | 'any' | 'turn' | 'votes' | 'counsel';

/** The state of a case as it is sent, as far as the tests look at it. */
export interface CaseStateBody {
  readonly status: string;
  readonly outcome?: string;
  readonly value: unknown;
  readonly tasks: Readonly<Record<string, { readonly came?: string; readonly holder?: HolderBody }>>;
  readonly clocks: Readonly<Record<string, { readonly state: string; readonly dueOn?: string }>>;
  readonly referrals?: Readonly<Record<string, ReferralBody>>;
  readonly signings?: Readonly<Record<string, SigningBody>>;
  readonly suspendedOn?: string;
}

interface HolderBody {
  readonly person: string;
  readonly as: string;
}

interface ReferralBody {
  readonly kind: string;
  readonly to: string;
  readonly blocks: boolean;
}

interface SigningBody {
  readonly result?: string;
  readonly signers: readonly { readonly person: string; readonly stance?: string }[];
}

/** Keys of the office's tasks. */
export const TASK = {
  drafting: 'working.drafting:drafter',
  checking: 'working.checking:checker',
  allSigning: 'working.allSigning:countersigner',
  issuing: 'working.issuing:head',
} as const;

/** Starts the office; `deputies` have stood in since long, each in all posts of his principal. */
export async function startDocumentOffice(
  deputies: readonly (readonly [principal: Clerk, deputy: Clerk])[] = [],
): Promise<DocumentOffice> {
  const members = Object.fromEntries(
    Object.entries(PEOPLE).map(([person, [, unit, ...posts]]): [string, Member] => [
      person,
      { person, unit, posts, ...(person === 'xi' && { administrator: 'system' }) },
    ]),
  );
  const service = await startTestService({
    town: {
      members,
      names: Object.fromEntries(Object.entries(PEOPLE).map(([person, [name]]) => [person, name])),
      procedures: ['test/http/work/fixtures/official-document.yaml'],
      changes: deputies.map(([principal, deputy]) => ({
        change: 'substitution.begun',
        id: `s-${principal}-${deputy}`,
        substitution: { kind: 'leave', principal, deputy, from: FROM, basis: '离岗委托' },
      })),
    },
  });
  return officeOver(service);
}

function officeOver(service: TestService): DocumentOffice {
  let keys = 0;
  const post: DocumentOffice['post'] = (path, person, body = {}) =>
    service
      .post(path, person as never)
      .set('idempotency-key', `k-${(keys += 1)}`)
      .send(body);
  const remove: DocumentOffice['remove'] = (path, person) =>
    request(service.app.getHttpServer())
      .delete(path)
      .set('authorization', `Bearer ${tokenOf(person)}`);
  const act: DocumentOffice['act'] = (id, name, person, body = {}) =>
    post(`/v1/cases/${id}/acts/${name}`, person, body);
  const get: DocumentOffice['get'] = (path, person) => service.get(path, person as never);
  const draft: DocumentOffice['draft'] = async (person = 'ni') => {
    const opened = await post('/v1/cases', person, OPENING).expect(201);
    const id = (opened.body as { caseId: string }).caseId;
    const values = { heading: '防汛通知', reserve: '八十万元' };
    await post(`/v1/cases/${id}/form`, person, { values }).expect(201);
    return id;
  };
  const submitted: DocumentOffice['submitted'] = async (person = 'ni') => {
    const id = await draft(person);
    await act(id, 'submit', person).expect(201);
    return id;
  };
  const checked: DocumentOffice['checked'] = async (mode, signers) => {
    const id = await submitted();
    const named = signers && { signers: { [mode]: signers } };
    const body = { input: { mode }, fields: { checkNumber: '核〔2026〕7号' }, ...named };
    await act(id, 'approveCheck', 'hong', body).expect(201);
    return id;
  };
  return {
    ...{ service, get, post, remove, act, draft, submitted, checked },
    atHead: async () => {
      const id = await checked('any');
      await act(id, 'signAny', 'fang', { input: { stance: 'agree' } }).expect(201);
      return id;
    },
    state: async (id, person = 'ban') =>
      ((await get(`/v1/cases/${id}`, person).expect(200)).body as { state: CaseStateBody }).state,
    advanceTo: async (to) => {
      await service.post('/v1/simulation/advances', 'xi').send({ to }).expect(201);
    },
    close: () => service.close(),
  };
}

const OPENING = {
  procedure: 'official-document',
  subject: '关于加强防汛工作的通知',
  applicant: { name: '办公室' },
  input: {},
};
