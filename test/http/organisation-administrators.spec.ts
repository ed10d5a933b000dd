import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';
import { startTestService, type TestService } from './support/test-service.js';

const FROM = '2026-09-28';
type Role = 'xi' | 'an' | 'shen';
const ROLES: readonly Role[] = ['xi', 'an', 'shen'];

let service: TestService;
let keys = 0;
const key = () => `table-${keys++}`;
const post = (path: string, who: Role, body: object = {}): Test =>
  service.post(path, who).set('idempotency-key', key()).send(body);
const change = (who: Role, ...changes: object[]): Test => post('/v1/organisation/changes', who, { changes });

const unit = (id: string) => ({ change: 'unit.put', id, unit: { title: id, parent: 'office', from: FROM } });
const appointment = (id: string, person = 'rui') => ({
  change: 'appointment.begun',
  id,
  appointment: { person, post: 'bureau-head', basis: '文件', from: '2027-01-01', to: '2027-01-02' },
});
const unique = (word: string) => `${word}-${keys++}`;

/** A proposal by the system administrator. */
async function proposal(): Promise<string> {
  const assignment = { person: 'ren', units: ['bureau'], basis: '文件', from: '2027-01-01' };
  const answer = await change('xi', { change: 'assignment.begun', id: unique('p'), assignment });
  return (answer.body as { proposal: string }).proposal;
}

/** A case in which everybody but administrators has something to do. */
const caseOf = () => service.open(key());

/** Every administrative action and every way to a case, with the roles that may do it. */
const ACTIONS: readonly (readonly [
  string,
  readonly Role[],
  (who: Role) => Promise<{ readonly status: number }>,
])[] = [
  ['read the organisation', ['xi', 'an', 'shen'], async (who) => service.get('/v1/organisation', who)],
  ['read a person', ['xi', 'an', 'shen'], async (who) => service.get('/v1/organisation/people/he', who)],
  [
    'export the tables',
    ['xi', 'an', 'shen'],
    async (who) => service.get('/v1/organisation/export?format=csv&sheet=units', who),
  ],
  ['see the proposals', ['xi', 'an', 'shen'], async (who) => service.get('/v1/organisation/proposals', who)],
  ['change a unit', ['xi'], async (who) => change(who, unit(unique('u')))],
  [
    'change a post',
    ['xi'],
    async (who) =>
      change(who, {
        change: 'post.put',
        id: unique('q'),
        post: { title: '岗', unit: 'bureau', fills: 'clerk', from: FROM },
      }),
  ],
  [
    'bring in a person',
    ['xi'],
    async (who) => {
      const id = unique('o');
      const changes = [{ change: 'person.put', id, person: { kind: 'officer', from: FROM } }];
      return post('/v1/organisation/changes', who, { changes, names: [{ person: id, name: '新人' }] });
    },
  ],
  [
    'rename a person',
    ['xi'],
    async (who) =>
      post('/v1/organisation/changes', who, { changes: [], names: [{ person: 'he', name: '何负责' }] }),
  ],
  ['propose an appointment', ['xi'], async (who) => change(who, appointment(unique('a')))],
  [
    'propose an administrator',
    ['xi'],
    async (who) =>
      change(who, {
        change: 'administration.begun',
        id: unique('r'),
        administration: { person: 'liang', role: 'audit', basis: '文件', from: '2027-01-01' },
      }),
  ],
  [
    'propose an audit assignment',
    ['xi'],
    async (who) =>
      change(who, {
        change: 'assignment.begun',
        id: unique('t'),
        assignment: { person: 'ji', units: ['bureau'], basis: '文件', from: FROM },
      }),
  ],
  [
    'propose a deputy for another',
    ['xi'],
    async (who) =>
      change(who, {
        change: 'substitution.begun',
        id: unique('s'),
        substitution: { kind: 'leave', principal: 'ren', deputy: 'rui', basis: '文件', from: '2027-01-01' },
      }),
  ],
  [
    'confirm a proposal',
    ['an'],
    async (who) => post(`/v1/organisation/proposals/${await proposal()}/confirmation`, who),
  ],
  [
    'reject a proposal, or take it back',
    ['xi', 'an'],
    async (who) => post(`/v1/organisation/proposals/${await proposal()}/rejection`, who),
  ],
  [
    'withdraw a post',
    ['xi', 'an'],
    async (who) =>
      change(who, {
        change: 'appointment.ended',
        id: 'zheng-governmenthead',
        on: who === 'xi' ? '2031-01-01' : '2030-01-01',
      }),
  ],
  [
    'suspend a person',
    ['xi', 'an'],
    async (who) =>
      change(who, { change: 'person.suspended', id: who === 'xi' ? 'du' : 'ji', on: '2030-01-01' }),
  ],
  [
    'preview an import',
    ['xi'],
    async (who) =>
      service
        .post('/v1/organisation/imports?sheet=units', who)
        .set({ 'idempotency-key': key(), 'content-type': 'text/csv' })
        .send('id,title,from\nz,甲,2026-01-01\n'),
  ],
  [
    'make an import',
    ['xi'],
    async (who) =>
      service
        .post('/v1/organisation/imports?sheet=units&dryRun=false', who)
        .set({ 'idempotency-key': key(), 'content-type': 'text/csv' })
        .send(`id,title,parent,from\n${unique('i')},甲,office,2026-01-01\n`),
  ],
  [
    'open an account',
    ['xi'],
    async (who) => post('/v1/accounts', who, { person: 'du', account: unique('acc') }),
  ],
  ['issue an activation code anew', ['an'], async (who) => post('/v1/accounts/du/activation-codes', who)],
  ['unlock an account', ['an'], async (who) => post('/v1/accounts/du/unlockings', who)],
  [
    'read the streams of the ledger',
    ['shen'],
    async (who) => service.get(`/v1/streams/${LIBRARY_STREAMS.organisation}/records`, who),
  ],
  [
    'move the clock',
    ['xi'],
    async (who) =>
      post('/v1/simulation/advances', who, { to: new Date(Date.UTC(2026, 8, 28, 1, 0, keys)).toISOString() }),
  ],
  [
    'open a case',
    [],
    async (who) =>
      post('/v1/cases', who, {
        procedure: 'test-permit',
        subject: '甲',
        applicant: { name: '刘' },
        input: { joint: false },
      }),
  ],
  ['read a case', [], async (who) => service.get(`/v1/cases/${await caseOf()}`, who)],
  ['see the acts of a case', [], async (who) => service.get(`/v1/cases/${await caseOf()}/acts`, who)],
  ['perform an act', [], async (who) => post(`/v1/cases/${await caseOf()}/acts/accept`, who)],
  ['read the records of a case', [], async (who) => service.get(`/v1/cases/${await caseOf()}/records`, who)],
  [
    'see who can act in a case',
    [],
    async (who) => service.get(`/v1/organisation/who-can?case=${await caseOf()}&act=accept`, who),
  ],
  [
    'declare a recusal',
    [],
    async (who) => post(`/v1/cases/${await caseOf()}/recusals`, who, { reason: '理由' }),
  ],
  [
    'request a recusal',
    [],
    async (who) => post(`/v1/cases/${await caseOf()}/recusals`, who, { person: 'wang', reason: '理由' }),
  ],
  ['list recusals', [], async (who) => service.get(`/v1/cases/${await caseOf()}/recusals`, who)],
  ['seal a case', [], async (who) => post(`/v1/cases/${await caseOf()}/seal`, who, { basis: '文件' })],
  [
    'unmask personal data',
    [],
    async (who) =>
      post(`/v1/cases/${await caseOf()}/unmaskings`, who, {
        fields: ['applicant.name'],
        reason: '核对申请人的身份信息',
      }),
  ],
  [
    'appoint a deputy for himself',
    [],
    async (who) =>
      post('/v1/me/substitutions', who, { kind: 'leave', deputy: 'rui', from: FROM, basis: '文件' }),
  ],
];

describe('the three administrators: every role with every action', () => {
  beforeAll(async () => {
    service = await startTestService();
    const changes = [{ change: 'person.put', id: 'liang', person: { kind: 'officer', from: '2014-01-01' } }];
    await post('/v1/organisation/changes', 'xi', { changes, names: [{ person: 'liang', name: '梁' }] });
  });
  afterAll(() => service.close());

  const cells = ACTIONS.flatMap(([name, may, run]) =>
    ROLES.map((who) => [who, name, may.includes(who), run] as const),
  );

  it.each(cells)('%s: %s: %s', async (who, _, may, run) => {
    const { status } = await run(who);
    // Forbidden, or there is no such case for him; and where his power is not in doubt, what the organisation forbids.
    if (may) expect(status).toBeLessThan(300);
    else expect([403, 404, 409]).toContain(status);
  });

  it(`is a table of ${ACTIONS.length} actions`, () => {
    expect(cells).toHaveLength(3 * ACTIONS.length);
    expect(new Set(ACTIONS.map(([name]) => name)).size).toBe(ACTIONS.length);
  });
});
