import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { Office, recorded } from '../../support/office.js';

/** The permit as amended: another day from which it is in force, and three days for the notice instead of five. */
function amended(inForceFrom: string, days: number): CompiledProcedure {
  const path = 'test/engine/case/fixtures/permit.yaml';
  const text = readFileSync(path, 'utf8')
    .replace('inForceFrom: 2019-04-23', `inForceFrom: ${inForceFrom}`)
    .replace('term: 5 working days', `term: ${days} working days`);
  const loaded = loadProcedure([{ path, text }], path, nodeHash, { prove: false });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.compiled;
}

describe('publishing a version of a procedure', () => {
  let office: Office;
  const versions: string[] = [];
  beforeAll(async () => {
    office = await Office.open();
    versions.push((await office.ports.catalogue.inForce('test-permit', '2026-09-28'))?.digest.sha256 ?? '');
  });
  afterAll(() => office.close());

  const published = () => office.records(LIBRARY_STREAMS.procedures);
  const pinned = async (id: string) => (await office.ports.ledger.head(id))?.definition;
  const noticeDueOn = async (id: string) => (await office.state(id)).clocks['notice']?.dueOn;

  it('is on record with what was proved; the same content again changes nothing', async () => {
    const version = amended('2026-10-09', 3);
    expect(await office.publish(version)).toMatchObject({ outcome: 'adopted', digest: version.digest });
    versions.push(version.digest.sha256);
    expect((await published()).at(-1)).toMatchObject({
      type: 'procedure.published',
      data: { name: 'test-permit', from: '2026-10-09', digest: version.digest, certificate: {} },
    });
    const before = await office.everything();
    expect(await office.publish(amended('2026-10-09', 3))).toEqual({
      outcome: 'known',
      digest: version.digest,
    });
    expect(await office.everything()).toBe(before);
  });

  it('holds for cases opened from its day on, in every process; older cases keep theirs to the end', async () => {
    const [old, new_] = versions;
    const before = await office.received();
    expect(await pinned(before)).toBe(old);
    office.clock.put('2026-10-09');
    const after = await office.received();
    expect(await pinned(after)).toBe(new_);
    // Three working days after Friday the 9th: the make-up Saturday, Monday, Tuesday. Five after the 28th: the 10th.
    expect(await noticeDueOn(after)).toBe('2026-10-13');
    expect(await noticeDueOn(before)).toBe('2026-10-10');
    const other = await office.another();
    expect(await pinned(await other.received())).toBe(new_);
    recorded(await other.act(before, 'window', 'accept'));
    await other.leave();
    expect(await pinned(before)).toBe(old);
    const digests = (await office.records(before)).map(({ def }) => def?.sha256);
    expect(digests).toEqual([old, old]);
  });

  it('holds by the day on which the application was received, not by the day on which it is put on record', async () => {
    const id = await office.received({ occurredOn: '2026-10-08' as CivilDate });
    expect(await pinned(id)).toBe(versions[0]);
  });

  it('twice for the same day: the one published last holds', async () => {
    const corrected = amended('2026-10-09', 4);
    await office.publish(corrected);
    expect(await pinned(await office.received())).toBe(corrected.digest.sha256);
  });

  it('cannot be altered afterwards, not even by the owner of the database', async () => {
    await expect(office.rows(`update documents set body = '{}'`)).rejects.toThrow(/never changes/);
    await expect(office.rows(`delete from documents`)).rejects.toThrow(/never changes/);
  });

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  });
});
