import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { powerInStream, streamPower, unmetToBegin } from '../../../src/engine/streams/stream-power.js';
import type { StreamEvent, StreamLaw } from '../../../src/engine/streams/stream-law.js';
import { today } from '../../../src/engine/case/world.js';
import {
  workOnStream,
  type StreamAnswer,
  type StreamPlace,
  type StreamWish,
} from '../../../src/usecases/streams/work-on-stream.js';
import { readStandings } from '../../../src/usecases/streams/read-standings.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { askerOf, Office, recorded, refused } from '../../support/office.js';
import { withStreams } from '../../support/with-streams.js';

interface Tally {
  readonly caseId: string;
  readonly version: number;
}

interface Counted extends StreamEvent {
  readonly caseId: string;
  readonly by: number;
}

/** The smallest kind of stream: it counts. */
const COUNTING: StreamLaw<Tally, Counted> = {
  evolve: (state, { caseId, by }) => ({ caseId, version: (state?.version ?? 0) + by }),
  standings: ({ caseId, version }) => [{ caseId, name: 'draft', standing: { exists: true, version } }],
};

describe('working on a stream beside a case', () => {
  let office: Office;
  let caseId: string;
  beforeAll(async () => {
    office = await Office.open({ procedures: [withStreams()] });
    caseId = await office.received({ procedure: 'with-streams', by: 'reviewer', input: {} });
  });
  afterAll(() => office.close());

  const count = (
    wish: Partial<StreamWish> & { readonly stream: string },
    by = 1,
  ): Promise<StreamAnswer<{ readonly counted: number }>> =>
    workOnStream<Tally, Counted, { readonly counted: number }>(
      office.ports,
      COUNTING,
      { kind: 'draft', caseId, by: askerOf('reviewer'), key: `${Math.random()}`, asked: { by }, ...wish },
      (place) => counted(place, by),
    );

  function counted({ actor, case: about, context, state }: StreamPlace<Tally>, by: number) {
    const declared = about?.procedure.definition.streams?.['draft'];
    if (!about || !declared) throw new Error('no draft');
    const { definition } = about.procedure;
    const on = today(context.world);
    const result = { counted: by };
    if (!actor)
      return { refused: false as const, event: { type: 'draft.read', on, caseId, by }, basis: [], result };
    const place = { actor, state: about.state, world: context.world };
    const power = streamPower(definition, 'draft', declared, place);
    if ('unmet' in power) return { refused: true as const, unmet: power.unmet };
    const unmet = state ? [] : unmetToBegin(definition, declared, { ...actor, post: power.post }, place);
    if (unmet.length > 0) return { refused: true as const, unmet };
    const event = { type: 'draft.counted', on, caseId, by, ...powerInStream(power) };
    return { refused: false as const, event, basis: ['规则 1'], parts: { secret: '王伟' }, result };
  }

  const began = async (): Promise<string> => {
    const answer = await count({ stream: office.ports.ids.randomUuid(), begins: true });
    if (answer.outcome !== 'recorded') throw new Error(answer.outcome);
    return answer.stream;
  };

  it('writes record, state and standing together, and the case sees it', async () => {
    const stream = await began();
    expect(await count({ stream }, 2)).toMatchObject({ outcome: 'recorded', seq: 1, version: 2 });
    const [first, second] = await office.records(stream);
    expect(second).toMatchObject({
      type: 'draft.counted',
      basis: [{ law: '决策规则', article: '1' }],
      actor: { person: 'o-201', post: 'reviewer' },
      data: { by: 2, post: 'reviewer' },
      before: first?.after,
    });
    expect(JSON.stringify(second)).not.toContain('王伟');
    const [row] = await office.rows(
      'select kind, seq, leaf, standing from stream_standings where stream = $1',
      [stream],
    );
    const head = await office.ports.ledger.head(stream);
    expect(row).toEqual({
      ...{ kind: 'draft', seq: 1, leaf: head?.leaf?.sha256 },
      standing: '{"exists":true,"version":3}',
    });
    const answer = refused(await office.act(caseId, 'reviewer', 'review'));
    expect(answer.refusal.unmet.map(({ basis }) => basis)).toEqual([['规则 3']]);
  });

  it('gives the same answer to the same key, also where each request makes a new id', async () => {
    const key = 'begin-once';
    const first = await count({ stream: office.ports.ids.randomUuid(), begins: true, key });
    const again = await count({ stream: office.ports.ids.randomUuid(), begins: true, key });
    expect(again).toEqual(first);
    expect(await count({ stream: office.ports.ids.randomUuid(), begins: true, key }, 5)).toEqual({
      outcome: 'keyReused',
    });
  });

  it('refuses who does not keep it, and has that on record without moving the version', async () => {
    const stream = await began();
    const answer = await count({ stream, by: askerOf('window') });
    expect(answer).toMatchObject({ outcome: 'refused', unmet: [{ code: 'power-missing' }] });
    expect(await office.types(stream)).toEqual(['draft.counted', 'stream.refused']);
    expect(await office.ports.ledger.head(stream)).toMatchObject({ seq: 2, version: 1 });
  });

  it('lets the public in where the kind does, and keeps no name of them', async () => {
    const stream = await began();
    const { by: _by, ...open } = { stream, by: undefined };
    const wish = { kind: 'draft', caseId, key: 'anybody', asked: { by: 1 }, ...open } as const;
    const answer = await workOnStream(office.ports, COUNTING, wish, (place) => counted(place, 1));
    expect(answer).toMatchObject({ outcome: 'recorded', seq: 1 });
    expect((await office.records(stream))[1]?.actor).toBeUndefined();
  });

  it('knows neither a stream nor a case that there is not, and a version that has moved on', async () => {
    expect(await count({ stream: office.ports.ids.randomUuid() })).toEqual({ outcome: 'unknown' });
    const nowhere = { stream: office.ports.ids.randomUuid(), caseId: office.ports.ids.randomUuid() };
    expect(await count({ ...nowhere, begins: true })).toEqual({ outcome: 'unknown' });
    expect(await count({ stream: await began(), expectedVersion: 7 })).toEqual({
      outcome: 'stale',
      version: 1,
    });
  });

  it('lets many work at once, one after the other', async () => {
    const stream = await began();
    const answers = await Promise.all(Array.from({ length: 20 }, () => count({ stream })));
    expect(answers.every(({ outcome }) => outcome === 'recorded')).toBe(true);
    expect(JSON.parse((await office.ports.ledger.head(stream))?.stateText ?? '')).toEqual({
      caseId,
      version: 21,
    });
  });

  it('shows an act the stream that began last, and puts what it saw on record', async () => {
    const stream = await began();
    await workOnStream<Tally, Counted, null>(
      office.ports,
      {
        ...COUNTING,
        standings: () => [
          { caseId, name: 'solicitation', standing: { exists: true, resultOn: '2026-09-28' } },
        ],
      },
      {
        kind: 'consultation',
        stream: office.ports.ids.randomUuid(),
        begins: true,
        caseId,
        key: 'results',
        asked: {},
      },
      ({ context }) => ({
        ...{ refused: false, basis: [], result: null },
        event: { type: 'results.published', on: today(context.world), caseId, by: 0 },
      }),
    );
    const answer = recorded(await office.act(caseId, 'reviewer', 'review'));
    const record = (await office.records(caseId)).at(-1);
    expect(answer.state.facts).toMatchObject({ reviewedVersion: 1 });
    expect(record?.data['seen']).toMatchObject({
      draft: { stream, seq: 0, standing: { version: 1 } },
      solicitation: { seq: 0, standing: { resultOn: '2026-09-28' } },
    });
  });

  it('shows readers every field of every stream, and what is missing before one may begin', async () => {
    const fresh = await office.received({ procedure: 'with-streams', by: 'reviewer', input: {} });
    const read = readStandings(office.ports);
    const before = await read(fresh, askerOf('reviewer'));
    expect(before?.map(({ name }) => name)).toEqual(['draft', 'meeting', 'solicitation']);
    expect(before?.[0]).toMatchObject({ standing: { exists: false, version: 0 }, unmet: [] });
    expect(before?.[0]?.seen).toBeUndefined();
    expect(before?.[1]).toMatchObject({
      standing: { result: 'none', heldOn: null },
      unmet: [{ code: 'requirement-unmet', basis: ['规则 2'] }],
    });
    await began();
    expect((await read(caseId, askerOf('reviewer')))?.[0]).toMatchObject({
      standing: { exists: true, openComments: 0 },
      seen: { seq: 0 },
    });
    expect(await read(caseId, askerOf('neighbour'))).toBeUndefined();
  });

  it('can be folded again by fsck, which finds what was altered', async () => {
    const law = { ...ledgerLaw(office.ports), streams: { draft: COUNTING } };
    const codes = async () =>
      (await fsck(office.store.dataSource, law)).findings.map(({ code, stream }) => `${code} ${stream}`);
    const stream = await began();
    expect(await codes()).toEqual([]);
    await office.rows(
      `update stream_standings set standing = '{"exists":true,"version":9}' where stream = $1`,
      [stream],
    );
    expect(await codes()).toEqual([`standing-rows-wrong ${stream}`]);
    const other = { ...COUNTING, evolve: () => ({ caseId, version: 0 }) };
    const folded = await fsck(office.store.dataSource, { ...law, streams: { draft: other } });
    expect(folded.findings).toContainEqual(expect.objectContaining({ code: 'fold-wrong', stream, seq: 0 }));
    expect(folded.findings).toContainEqual(expect.objectContaining({ code: 'state-wrong', stream }));
  });
});
