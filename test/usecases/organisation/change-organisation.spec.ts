import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import type { Organisation } from '../../../src/engine/organisation/organisation.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { changeOrganisation } from '../../../src/usecases/organisation/change-organisation.js';
import type { OrganisationAnswer } from '../../../src/usecases/organisation/organisation-answer.js';
import type { GivenName } from '../../../src/usecases/organisation/person-names.js';
import { confirmProposal, rejectProposal } from '../../../src/usecases/organisation/settle-proposal.js';
import { askerOf, Office, people, type Who } from '../../support/office.js';

const FROM = '2026-09-28' as CivilDate;
const STREAM = LIBRARY_STREAMS.organisation;

const section: OrganisationChange = {
  change: 'unit.put',
  id: 'law-section',
  unit: { title: '法规科', parent: 'office', from: FROM },
};
const appointed = (id: string, person: string, post = 'bureau-reviewer'): OrganisationChange => ({
  change: 'appointment.begun',
  id,
  appointment: { person, post, basis: '云政任〔2026〕3号', from: FROM },
});

describe('changing the organisation', () => {
  let office: Office;
  let keys = 0;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  const key = () => `change-${keys++}`;
  const change = (
    who: Who,
    changes: readonly OrganisationChange[],
    more: { readonly names?: readonly GivenName[]; readonly key?: string; readonly basis?: string } = {},
  ) => changeOrganisation(office.ports)({ by: askerOf(who), changes, key: key(), ...more });
  const settling = () => ({ ...office.ports, queries: office.store.queries });
  const confirm = (who: Who, proposal: string, given = key()) =>
    confirmProposal(settling())({ by: askerOf(who), proposal, key: given });
  const reject = (who: Who, proposal: string, reason?: string) =>
    rejectProposal(settling())({ by: askerOf(who), proposal, key: key(), ...(reason && { reason }) });
  const organisation = async (): Promise<Organisation> =>
    (await office.ports.directory.current()).organisation;
  const head = async () => (await office.records(STREAM)).at(-1);
  const proposalOf = (answer: OrganisationAnswer): string => {
    if (answer.outcome !== 'proposed') throw new Error(JSON.stringify(answer));
    return answer.proposal;
  };
  const codes = (answer: OrganisationAnswer): readonly string[] =>
    answer.outcome === 'conflicts'
      ? answer.conflicts.map((one) => one.code)
      : answer.outcome === 'refused'
        ? answer.reasons.map((one) => one.code)
        : [];

  it('structure: in force at once, on record with the policy, the actor and both states', async () => {
    const before = await office.ports.directory.current();
    expect(await change('system', [section])).toMatchObject({ outcome: 'changed', changes: 1 });
    expect((await organisation()).units['law-section']).toEqual({
      title: '法规科',
      parent: 'office',
      from: FROM,
    });
    const after = await office.ports.directory.current();
    expect(await head()).toMatchObject({
      type: 'organisation.changed',
      actor: { person: people.system.person, signIn: 'bearer' },
      dir: before.digest,
      before: before.digest,
      after: after.digest,
      rules: office.ports.rules,
      data: { changes: [section], power: { policies: ['change-structure'] } },
    });
  });

  it('a new person enters with a name, which is in no record and in the directory', async () => {
    const person: OrganisationChange = {
      change: 'person.put',
      id: 'o-203',
      person: { kind: 'officer', unit: 'bureau', from: FROM },
    };
    expect(codes(await change('system', [person]))).toEqual(['name-missing']);
    const named = { names: [{ person: 'o-203', name: '赵静' }] };
    expect(await change('system', [person], named)).toMatchObject({ outcome: 'changed' });
    expect(JSON.stringify(await head())).not.toContain('赵静');
    expect(await office.ports.directory.person('o-203')).toMatchObject({ name: '赵静', kind: 'officer' });
    const renamed = { names: [{ person: 'o-203', name: '赵婧' }] };
    expect(await change('system', [], renamed)).toMatchObject({ outcome: 'changed', changes: 0 });
    expect((await office.ports.directory.names(['o-203'])).get('o-203')).toBe('赵婧');
    const nobody = { names: [{ person: 'o-999', name: '无名' }] };
    expect(codes(await change('system', [], nobody))).toEqual(['name-of-nobody']);
    expect(codes(await change('security', [], renamed))).toEqual(['power-missing']);
  });

  it('the code of a member of the public cannot be given to an officer', async () => {
    const id = people.applicant.person;
    const person = { change: 'person.put', id, person: { kind: 'officer', from: FROM } } as const;
    const answer = await change('system', [person], { names: [{ person: id, name: '冒名' }] });
    expect(codes(answer)).toEqual(['code-of-the-public']);
    expect((await office.ports.directory.names([id])).get(id)).toBe('applicant');
  });

  it('a grant waits for the security administrator, who alone can confirm it', async () => {
    const answer = await change('system', [appointed('a-203', 'o-203')], { basis: '关于任职的通知' });
    const proposal = proposalOf(answer);
    expect((await organisation()).appointments['a-203']).toBeUndefined();
    expect(JSON.stringify(await head())).not.toContain('a-203');
    for (const who of ['system', 'reviewer', 'head'] as const) {
      expect(await confirm(who, proposal)).toMatchObject({ outcome: 'refused' });
    }
    expect(await confirm('security', proposal)).toMatchObject({ outcome: 'changed', changes: 1 });
    expect((await organisation()).appointments['a-203']).toMatchObject({ person: 'o-203' });
    expect((await organisation()).proposals[proposal]).toMatchObject({ settled: true });
    expect(await head()).toMatchObject({
      actor: { person: people.security.person },
      data: {
        power: { policies: ['confirm-grant'] },
        proposal: { id: proposal, by: people.system.person },
      },
    });
    expect(await confirm('security', proposal)).toEqual({ outcome: 'unknown', what: 'proposal' });
  });

  it('is checked again when it is confirmed; what stands against it by then leaves it waiting', async () => {
    const proposal = proposalOf(await change('system', [appointed('a-204', 'o-203', 'bureau-head')]));
    const suspended = { change: 'person.suspended', id: 'o-203', on: FROM } as const;
    expect(await change('security', [suspended])).toMatchObject({ outcome: 'changed' });
    expect(codes(await confirm('security', proposal))).toEqual(['person-not-active']);
    expect((await organisation()).proposals[proposal]?.settled).toBeUndefined();
    expect(await reject('security', proposal, '人员已停用')).toMatchObject({ outcome: 'rejected', proposal });
    expect(JSON.stringify(await head())).not.toContain('人员已停用');
    expect(await confirm('security', proposal)).toMatchObject({ outcome: 'unknown' });
    // Restoring gives power back: it needs both.
    const restored = { change: 'person.restored', id: 'o-203', on: '2026-09-29' as CivilDate } as const;
    expect(codes(await change('security', [restored]))).toEqual(['power-missing']);
    const again = proposalOf(await change('system', [restored]));
    expect(await confirm('security', again)).toMatchObject({ outcome: 'changed' });
  });

  it('who proposed may take it back; others may not', async () => {
    const proposal = proposalOf(await change('system', [appointed('a-205', 'o-202', 'bureau-decider')]));
    expect(await reject('reviewer', proposal)).toMatchObject({ outcome: 'refused' });
    expect(await reject('system', proposal)).toMatchObject({ outcome: 'rejected' });
  });

  it('an officer appoints his own deputy and records his own absence; others need both administrators', async () => {
    const deputy = (id: string, principal: string): OrganisationChange => ({
      change: 'substitution.begun',
      id,
      substitution: { kind: 'standing', principal, deputy: 'o-202', basis: 'AB岗安排', from: FROM },
    });
    expect(await change('reviewer', [deputy('s-1', 'o-201')])).toMatchObject({ outcome: 'changed' });
    expect(await head()).toMatchObject({ data: { power: { policies: ['appoint-deputy'] } } });
    expect(codes(await change('secondReviewer', [deputy('s-2', 'o-201')]))).toContain('power-missing');
    const absence = { change: 'absence.begun', id: 'b-1', absence: { person: 'o-201', from: FROM } } as const;
    expect(codes(await change('secondReviewer', [absence]))).toContain('power-missing');
    expect(await change('reviewer', [absence])).toMatchObject({ outcome: 'changed' });
    const ended = { change: 'substitution.ended', id: 's-1', on: FROM } as const;
    expect(codes(await change('secondReviewer', [ended]))).toContain('power-missing');
    expect(await change('security', [ended])).toMatchObject({ outcome: 'changed' });
    expect(await change('system', [deputy('s-3', 'o-201')])).toMatchObject({ outcome: 'proposed' });
  });

  it('a list is taken whole or not at all', async () => {
    const before = await organisation();
    const unit = { ...section, id: 'orphan', unit: { title: '孤', parent: 'nowhere', from: FROM } } as const;
    const answer = await change('system', [{ ...section, id: 'fine-section' }, unit]);
    expect(answer).toMatchObject({ outcome: 'conflicts', conflicts: [{ index: 1, code: 'unknown-unit' }] });
    expect(await organisation()).toEqual(before);
    expect(await head()).toMatchObject({
      type: 'organisation.refused',
      data: { changes: [], refusal: { code: 'organisation-conflict', unmet: [{ code: 'unknown-unit' }] } },
    });
  });

  it('refused attempts are on record, those of outsiders are not', async () => {
    const records = (await office.records(STREAM)).length;
    expect(await change('applicant', [section])).toMatchObject({ outcome: 'refused' });
    expect(await office.records(STREAM)).toHaveLength(records);
    expect(await change('reviewer', [section])).toMatchObject({
      outcome: 'refused',
      reasons: [{ code: 'power-missing', say: { zh: expect.stringMatching(/系统管理员/) } }],
    });
    expect(await head()).toMatchObject({ type: 'organisation.refused', actor: { person: 'o-201' } });
  });

  it('the same key gives the same answer, and another wish under it is told apart', async () => {
    const unit = { ...section, id: 'twice' };
    const first = await change('system', [unit], { key: 'same' });
    expect(first).toMatchObject({ outcome: 'changed' });
    expect(await change('system', [unit], { key: 'same' })).toEqual(first);
    expect(await change('system', [section], { key: 'same' })).toEqual({ outcome: 'keyReused', key: 'same' });
    expect(await change('security', [unit], { key: 'same' })).toMatchObject({ outcome: 'refused' });
  });

  it('a long list is several records of one append', async () => {
    const before = (await office.records(STREAM)).length;
    const many = Array.from({ length: 900 }, (_, i): OrganisationChange => ({
      change: 'unit.put',
      id: `many-${i}`,
      unit: { title: `第${i}科`, parent: 'office', from: FROM },
    }));
    expect(await change('system', many)).toMatchObject({ outcome: 'changed', changes: 900 });
    const records = (await office.records(STREAM)).slice(before);
    expect(records.length).toBeGreaterThan(1);
    expect(records.map(({ data }) => data['batch'])).toEqual(
      records.map((_, n) => ({ n: n + 1, of: records.length })),
    );
    expect(new Set(records.map(({ recordedAt }) => recordedAt)).size).toBe(1);
    expect(Object.keys((await organisation()).units)).toContain('many-899');
  });

  it('two at once: both are made, one after the other', async () => {
    const units = ['race-a', 'race-b', 'race-c', 'race-d'];
    const other = await office.another();
    const answers = await Promise.all(
      units.map((id, i) =>
        changeOrganisation((i % 2 === 0 ? office : other).ports)({
          by: askerOf('system'),
          changes: [{ ...section, id }],
          key: `race-${id}`,
        }),
      ),
    );
    await other.leave();
    expect(answers.map(({ outcome }) => outcome)).toEqual(units.map(() => 'changed'));
    expect(Object.keys((await organisation()).units)).toEqual(expect.arrayContaining(units));
  });

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  });
});
