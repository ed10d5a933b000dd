import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import type { AdministratorRole } from '../../../src/engine/organisation/organisation.js';
import { changing, confirming, PowerOffice, TODAY } from '../support/power-office.js';
import { codeOf, type Handle, substitution } from '../support/power-town.js';

const NO_CASES = { code: 'administrator-on-case', basis: '正程 三员不办案' };
const MISSING = { code: 'power-missing', basis: '正程 未授权即禁止' };
const TWO = { code: 'own-grant', basis: '正程 双人授权' };
const CONFLICT = { status: 409, code: 'organisation-conflict', basis: '正程 三员' };

let office: PowerOffice;
let ids = 0;

function appointed(person: Handle, post = 'bureau-chair'): OrganisationChange {
  const appointment = { person: codeOf(person), post, from: office.today, basis: '任职通知' };
  return { change: 'appointment.begun', id: `a-${ids++}`, appointment };
}

function administering(person: Handle, role: AdministratorRole, from: CivilDate): OrganisationChange {
  const administration = { person: codeOf(person), role, from, basis: '任命文件' };
  return { change: 'administration.begun', id: `m-${ids++}`, administration };
}

function relieved(person: Handle, role: AdministratorRole, on: CivilDate): OrganisationChange {
  return { change: 'administration.ended', id: `${codeOf(person)}-${role}`, on };
}

async function proposed(who: Handle, ...changes: readonly OrganisationChange[]): Promise<string> {
  return (await office.allowed(changing(who, ...changes)))['proposal'] as string;
}

beforeAll(async () => {
  office = await PowerOffice.open();
}, 60_000);
afterAll(() => office.close());

describe('the three administrators', () => {
  it.each(['xi', 'anx', 'shen'] as const)(
    '%s has no part in any case, not even as a party to it; a window has',
    async (who) => {
      await office.refused(office.filing(who), NO_CASES);
      await office.knowsNothing(who, await office.opened());
      await office.knowsNothing(who, await office.opened(who, {}, 'wei'));
    },
    60_000,
  );

  it.each([
    ['xi', 'audit'],
    ['anx', 'system'],
    ['shen', 'security'],
  ] as const)(
    '%s does not become another of them as well',
    async (who, role) => {
      const proposer = who === 'xi' ? TWO : CONFLICT;
      await office.refused(changing('xi', administering(who, role, TODAY)), proposer);
    },
    30_000,
  );

  it.each(['xi', 'anx', 'shen'] as const)(
    '%s holds no post and is nobody’s deputy',
    async (who) => {
      await office.refused(changing('xi', appointed(who)), who === 'xi' ? TWO : CONFLICT);
      await office.refused(changing('wei', substitution('wei', who, { from: TODAY })), CONFLICT);
    },
    30_000,
  );
});

describe('who proposes a grant and who confirms it are two people', () => {
  it('the proposer does not confirm, nor anybody but the security administrator', async () => {
    const proposal = await proposed('xi', appointed('ruo'));
    for (const who of ['xi', 'ruo'] as const) await office.refused(confirming(who, proposal), TWO);
    for (const who of ['shen', 'he'] as const) await office.refused(confirming(who, proposal), MISSING);
    await office.allowed(confirming('anx', proposal));
  }, 30_000);

  it('nobody but the system administrator proposes, and nobody for himself', async () => {
    for (const who of ['anx', 'shen', 'he', 'ruo'] as const) {
      await office.refused(changing(who, appointed('rui')), MISSING);
    }
    await office.refused(changing('rui', appointed('rui')), TWO);
    await office.refused(changing('xi', administering('xi', 'system', TODAY)), TWO);
    await office.allowed(changing('xi', appointed('rui')));
  }, 30_000);

  it('an officer appoints his own deputy, and nobody else’s', async () => {
    await office.refused(changing('wei', substitution('zheng', 'du')), MISSING);
    await office.allowed(changing('wei', substitution('wei', 'du', { from: TODAY })));
  }, 30_000);

  it('the security administrator does not confirm what she gains by herself; the other one does', async () => {
    await office.granted(administering('yu', 'security', TODAY));
    const [last, next] = ['2026-12-31' as CivilDate, '2027-01-04' as CivilDate];
    const renewal = await proposed(
      'xi',
      relieved('anx', 'security', last),
      administering('anx', 'security', next),
    );
    await office.refused(confirming('anx', renewal), TWO);
    await office.allowed(confirming('yu', renewal));
  }, 30_000);

  it('who proposed it in another office does not confirm it later; somebody else does', async () => {
    const proposal = await proposed('xi', appointed('chai', 'bureau-reviewer'));
    const later = '2026-10-12' as CivilDate;
    // Nobody grants himself an office: another system administrator does, who takes over.
    await office.granted(administering('dui', 'system', TODAY));
    const change = await proposed(
      'dui',
      relieved('xi', 'system', TODAY),
      administering('xi', 'security', later),
    );
    await office.allowed(confirming('anx', change));
    await office.advance(later, 'dui');
    await office.refused(confirming('xi', proposal), TWO);
    await office.allowed(confirming('anx', proposal));
    expect(office.today).toBe(later);
  }, 60_000);
});
