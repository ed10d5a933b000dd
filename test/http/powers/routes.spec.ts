import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request, { type Response } from 'supertest';
import type { PersonFacts } from '../../../src/engine/organisation/standing.js';
import type { PowerAction } from '../../../src/engine/powers/power-question.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { factsOf } from '../../../src/usecases/powers/power-facts.js';
import { oracle } from '../../powers/oracle.js';
import { PowerOffice } from '../support/power-office.js';
import { codeOf, type Handle } from '../support/power-town.js';
import {
  runningRoutes,
  sampleBody,
  type InterfaceDocument,
  type RunningRoute,
} from '../support/running-routes.js';
import { tokenOf } from '../support/test-service.js';

/** A kind of person: who stands for it, and whether he may know of a case of the office. */
const KINDS = {
  'a member of the public': ['hu', false],
  'an officer of another organ': ['bian', false],
  'the applicant': ['liu', true],
  'the window': ['wang', true],
  'a reviewer': ['rui', true],
  'the head': ['he', true],
  'a supervisor': ['du', true],
  'an auditor without an assignment': ['ji', false],
  'an auditor with an assignment': ['jin', true],
  'an expert': ['zhuan', false],
  'the system administrator': ['xi', false],
  'the security administrator': ['anx', false],
  'the audit administrator': ['shen', false],
  'a suspended reviewer': ['ruo', false],
  'an officer who has left': ['chai', false],
} as const satisfies Readonly<Record<string, readonly [who: Handle, knows: boolean]>>;

/** Asked before the handler runs, of the person alone. */
const OF_THE_PERSON: readonly PowerAction[] = [
  ...(['readOrganisation', 'openAccount', 'unlockAccount'] as const),
  ...(['publishProcedure', 'adoptCalendar', 'advanceClock', 'manageWebhooks'] as const),
];
/** Asked of administrators and officers, with what the wish is about. */
const OF_THE_AUTHORITY: readonly PowerAction[] = [
  ...OF_THE_PERSON,
  ...(['changeStructure', 'proposeGrant', 'confirmGrant', 'withdrawPower', 'requestRedaction'] as const),
];

let office: PowerOffice;
let pairs = 0;
let routes: readonly RunningRoute[];
let document: InterfaceDocument;
let facts: Readonly<Record<string, PersonFacts>>;

const WITHOUT_BODY: ReadonlySet<string> = new Set(['get', 'head', 'options']);

/** Things within a case that the sample case has none of. */
const OF_SOMETHING_IN_IT = /:(did|sha256|name|export)\b|\/certificate$/;

/** Who may know of the case and audit it, too. */
const AUDITING: readonly Handle[] = ['du', 'jin'];

/** Sends what the interface document calls a good request. Signing out and the like ended the token, perhaps. */
async function ask(route: RunningRoute, caseId: string, who?: Handle): Promise<Response> {
  const { app, composition } = office.service;
  const path = addressOf(route, caseId);
  const test = request(app.getHttpServer())[route.method](path).redirects(0);
  void test.set({ 'idempotency-key': `route-${route.method}-${path}-${who ?? 'nobody'}` });
  if (route.path === '/v1/stream') void test.buffer(true).parse(begunOrWhole);
  if (who !== undefined) {
    await composition.store.sessions.issueToken(nodeHash.sha256(tokenOf(codeOf(who))), codeOf(who));
    void test.set({ authorization: `Bearer ${tokenOf(codeOf(who))}` });
  }
  return WITHOUT_BODY.has(route.method)
    ? test.query(ASKED_BY[route.path] ?? {})
    : test.send({ ...(sampleBody(document, route) as object), ...NEEDED[route.path] });
}

/** A stream stays open: that it has begun says everything. A problem is read whole. */
function begunOrWhole(response: object, done: (error: Error | null, body: unknown) => void): void {
  const answer = response as IncomingMessage;
  let text = '';
  if (/event-stream/.test(answer.headers['content-type'] ?? '')) {
    done(null, {});
    answer.destroy();
    return;
  }
  answer.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  answer.on('end', () => done(null, JSON.parse(text)));
}

/** What the interface document cannot say: a field that is needed because of another one. */
const NEEDED: Readonly<Record<string, object>> = {
  '/v1/cases/:id/materials': { upload: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
  '/v1/cases/:id/drafts/:name/versions': { text: '第一条　为了规范决策，制定本规定。' },
};

/** Queries that a good request has. */
const ASKED_BY: Readonly<Record<string, object>> = {
  '/v1/cases/:id/drafts/:name/comparison': { from: 1, to: 2 },
  '/v1/cases/:id/replay/differential': { calendarKnownOn: '2026-09-28' },
};

const PARAMETERS: Readonly<Record<string, string>> = {
  act: 'accept',
  clock: 'notice',
  sequence: '0',
  n: '1',
  key: 'received:window',
  proposal: 'proposal-999',
};

function addressOf({ path }: RunningRoute, caseId: string): string {
  const ofCases = isOfACase(path);
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    if (name === 'id' && ofCases) return caseId;
    return PARAMETERS[name] ?? '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  });
}

function isOfACase(path: string): boolean {
  return /^\/v1\/(cases|streams)\/:id(\/|$)/.test(path);
}

function mayBy(action: PowerAction, person: PersonFacts): boolean {
  return oracle({ action, person, scopes: null, concerned: {} }).allowed;
}

beforeAll(async () => {
  office = await PowerOffice.open();
  const { app, composition } = office.service;
  // What is read first stands as it was opened.
  routes = runningRoutes(app).toSorted((a, b) => Number(b.method === 'get') - Number(a.method === 'get'));
  document = (await request(app.getHttpServer()).get('/openapi.json')).body as InterfaceDocument;
  await office.suspend('ruo');
  await office.changed({ change: 'person.ended', id: codeOf('chai'), on: office.today });
  const snapshot = await composition.ports.directory.current();
  const known = Object.values(KINDS).map(
    async ([who]) => [who, await factsOf(composition.ports, snapshot, codeOf(who), office.today)] as const,
  );
  facts = Object.fromEntries(await Promise.all(known));
}, 60_000);
afterAll(async () => {
  process.stdout.write(`powers over HTTP: ${pairs} pairs of a closed route and a kind of person\n`);
  await office.close();
});

describe('every route of the running application', () => {
  it('is found, declares what it requires, and is in the interface document if it is of the interface', () => {
    expect(routes.length).toBeGreaterThan(50);
    for (const { method, path, requires } of routes) {
      expect({ path, requires }).toEqual({ path, requires: expect.any(String) });
      if (!path.startsWith('/v1/')) continue;
      const documented = document.paths[path.replaceAll(/:(\w+)/g, '{$1}').replace('*', '{path}')] ?? {};
      expect({ path, methods: Object.keys(documented) }).toEqual({
        path,
        methods: expect.arrayContaining([method]),
      });
    }
  });

  it('is closed to nobody in particular, unless it is public', async () => {
    const id = await office.opened();
    for (const route of routes) {
      const { status, body } = await ask(route, id);
      const code = (body as { code?: string } | undefined)?.code;
      const at = `${route.method} ${route.path}`;
      if (route.requires === 'public') {
        expect({ at, code }).not.toEqual({ at, code: 'unauthenticated' });
        expect({ at, broken: status >= 500 && status !== 503 }).toEqual({ at, broken: false });
      } else {
        // The answer to HEAD has no body.
        const said = route.method === 'head' ? {} : { code };
        expect({ code: 'unauthenticated', ...said, at, status }).toEqual({
          at,
          status: 401,
          code: 'unauthenticated',
        });
      }
    }
  }, 60_000);

  it.each(Object.entries(KINDS))(
    'answers %s as its declared power says',
    async (_, [who, knows]) => {
      const person = facts[who] as PersonFacts;
      const id = await office.opened();
      let asked = 0;
      for (const route of routes) {
        if (route.requires === 'public') continue;
        const action = route.requires as PowerAction;
        const { status, text } = await ask(route, id, who);
        const at = { who, route: `${route.method} ${route.path}`, status, text };
        expect(status).not.toBe(401);
        if (status >= 500) throw new Error(JSON.stringify(at));
        if (isOfACase(route.path) && !knows) expect(at).toEqual({ ...at, status: 404 });
        if (isOfACase(route.path) && knows && route.method === 'get') {
          const forbidden = action === 'auditCase' && !AUDITING.includes(who);
          const known = OF_SOMETHING_IN_IT.test(route.path) ? 404 : 200;
          expect(at).toEqual({ ...at, status: forbidden ? 403 : known });
        }
        if (OF_THE_PERSON.includes(action) && !mayBy(action, person))
          expect(at).toEqual({ ...at, status: 403 });
        if (OF_THE_AUTHORITY.includes(action) && !mayBy(action, person)) {
          expect({ ...at, done: status < 300 }).toEqual({ ...at, done: false });
        }
        asked += 1;
      }
      expect(asked).toBeGreaterThan(40);
      pairs += asked;
    },
    60_000,
  );
});
