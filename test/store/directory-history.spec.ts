import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate, Instant } from '../../src/engine/clock/time.js';
import type { OrganisationSnapshot } from '../../src/usecases/ports.js';
import { changeOrganisation } from '../../src/usecases/organisation/change-organisation.js';
import { InvalidCursor } from '../../src/usecases/invalid-cursor.js';
import { askerOf, Office } from '../support/office.js';

describe('the organisation as it was known, and its people by name', () => {
  let office: Office;
  const known: { readonly at: Instant; readonly snapshot: OrganisationSnapshot }[] = [];
  beforeAll(async () => {
    office = await Office.open();
    for (const [n, day] of ['2026-09-29', '2026-09-30', '2026-10-08'].entries()) {
      const snapshot = await office.ports.directory.current();
      known.push({ at: await office.ports.now.now(), snapshot });
      office.clock.put(day);
      await changeOrganisation(office.ports)({
        by: askerOf('system'),
        changes: Array.from({ length: 700 }, (_, i) => ({
          change: 'unit.put' as const,
          id: `u-${n}-${i}`,
          unit: { title: `第${n}批第${i}科`, parent: 'office', from: '2026-09-28' as CivilDate },
        })),
        key: `batch-${n}`,
      });
    }
  }, 60_000);
  afterAll(() => office.close());

  it('is the very snapshot that decided then, digest and version included', async () => {
    for (const { at, snapshot } of known) {
      const found = await office.store.organisation.knownAt(at);
      expect(found.digest).toEqual(snapshot.digest);
      expect(found.version).toBe(snapshot.version);
      expect(found.organisation).toEqual(snapshot.organisation);
    }
    const now = await office.store.organisation.knownAt(await office.ports.now.now());
    expect(now.digest).toEqual((await office.ports.directory.current()).digest);
  });

  it('was nothing before its first record', async () => {
    const found = await office.store.organisation.knownAt('2000-01-01T00:00:00.000Z' as Instant);
    expect(found).toMatchObject({ version: 0, organisation: { authority: '', units: {} } });
  });

  it('pages people by code, searches names and codes, and never lists the public', async () => {
    const { organisation } = office.store;
    const first = await organisation.people({}, { limit: 2 });
    expect(first.items.map(({ person }) => person)).toEqual(['o-101', 'o-102']);
    const next = await organisation.people({}, { limit: 200, after: first.endCursor ?? '' });
    expect(next.items.map(({ person }) => person)).not.toContain('o-102');
    expect(next.items.map(({ kind }) => kind)).not.toContain('public');
    const found = async (search: string, among?: readonly string[]) =>
      (await organisation.people({ search, ...(among && { among }) }, { limit: 9 })).items.map(
        ({ person }) => person,
      );
    expect(await found('WINDOW')).toEqual(['o-101', 'o-102']);
    expect(await found('o-30')).toEqual(['o-301', 'o-302']);
    expect(await found('window', ['o-102'])).toEqual(['o-102']);
    expect(await found('%')).toEqual([]);
    expect(await found('applicant')).toEqual([]);
    await expect(organisation.people({}, { limit: 1, after: 'x' })).rejects.toThrow(InvalidCursor);
  });
});
