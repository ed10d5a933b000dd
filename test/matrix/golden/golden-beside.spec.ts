import { describe, expect, it } from '@jest/globals';
import type { Definition } from '../../../src/engine/law/definition.js';
import type { StreamHistory } from '../../../src/engine/replay/history.js';
import { replayStrict } from '../../../src/engine/replay/replay-strict.js';
import {
  firstOf,
  isDecided,
  judgedAfterChange,
  nameOf,
  placesIn,
  underOther,
} from '../../engine/replay/beside-mutants.js';
import { recordedHistory } from '../../support/recorded-history.js';

const history = recordedHistory('major-decision-beside');
const streams = history.beside?.streams ?? [];

/** The definition with every stream of a kind changed. */
function withStreams(kind: StreamHistory['kind'], change: object): (of: Definition) => Partial<Definition> {
  return ({ streams: all = {} }) => ({
    streams: Object.fromEntries(
      Object.entries(all).map(([name, one]) => [name, one.kind === kind ? { ...one, ...change } : one]),
    ),
  });
}

describe('every change of a stream beside a whole decision is noticed', () => {
  it('of a value that rules decided, in each record of draft, panel, consultation and meeting', () => {
    const places = placesIn(streams).filter((place) => isDecided(place, streams));
    expect(places.length).toBeGreaterThan(500);
    const judged = places.map(
      (place) => [nameOf(place, streams), judgedAfterChange(history, place)] as const,
    );
    expect(judged.filter(([, one]) => one?.verdict === 'same').map(([name]) => name)).toEqual([]);
    // Only what it rests on could be another thing that nobody handed in.
    const open = judged.filter(([, one]) => one?.verdict === 'cannot-be-judged').map(([name]) => name);
    expect(open.filter((name) => !/ (considered\/.*|begun\/name|name)$/.test(name))).toEqual([]);
  }, 120_000);

  it('of the seed, the nonces and the members of the draw, each digit by itself', () => {
    const drawn = placesIn(streams).filter((place) =>
      /panel\.(committed|revealed|drawn) /.test(nameOf(place, streams)),
    );
    const own = drawn.filter(({ path }) => path[0] !== 'considered');
    expect(own.length).toBeGreaterThan(10);
    for (const place of own) expect(judgedAfterChange(history, place)?.verdict).toBe('differs');
  }, 60_000);

  it('of the least period of the consultation, by the day', () => {
    const period = (n: number) =>
      underOther(history, ({ clocks }) => {
        const { solicitation } = clocks;
        if (!solicitation?.term) throw new Error('no solicitation');
        return {
          clocks: { ...clocks, solicitation: { ...solicitation, term: { ...solicitation.term, n } } },
        };
      });
    expect(firstOf(period(30), 'consultation')).toBeUndefined();
    for (const n of [31, 45, 60])
      expect(firstOf(period(n), 'consultation')).toMatchObject({
        type: 'consultation.opened',
        refused: [{ code: 'term-not-elapsed' }],
      });
  }, 60_000);

  it('of the floors of the panel, by the head', () => {
    const floor = (atLeast: number) =>
      firstOf(
        underOther(history, withStreams('panel', { composition: { atLeast, basis: '决策条例 19' } })),
        'panel',
      );
    expect(floor(5)).toBeUndefined();
    for (const atLeast of [6, 7, 9])
      expect(floor(atLeast)).toMatchObject({
        type: 'panel.opened',
        refused: [{ code: 'requirement-unmet', basis: ['决策条例 19'] }],
      });
  }, 60_000);

  it('of who keeps a stream, and of what must be before it begins', () => {
    for (const kind of ['draft', 'panel', 'consultation'] as const) {
      const other = underOther(history, withStreams(kind, { by: 'secretary' }));
      expect(firstOf(other, kind)).toMatchObject({ refused: [{ code: 'power-missing' }] });
    }
    const never = { requires: [{ that: 'false', basis: '决策条例 14.1', say: '不可能' }] };
    expect(firstOf(underOther(history, withStreams('consultation', never)), 'consultation')).toMatchObject({
      refused: [{ code: 'requirement-unmet', basis: ['决策条例 14.1'] }],
    });
    expect(firstOf(underOther(history, withStreams('meeting', never)), 'meeting')).toMatchObject({
      verdict: 'differs',
    });
  }, 60_000);

  it('of the quorum, by the head', () => {
    const withQuorum = (quorum: object) =>
      streams.map((one) => ({
        ...one,
        records: one.records.map((told) => {
          const { forum } = told.record.data as { readonly forum?: { readonly quorum: object } };
          if (!forum) return told;
          const data = { ...told.record.data, forum: { ...forum, quorum: { ...forum.quorum, ...quorum } } };
          return { ...told, record: { ...told.record, data: data as typeof told.record.data } };
        }),
      }));
    for (const quorum of [
      { exceeds: true, part: { of: 5, by: 5 } },
      { exceeds: true, part: { of: 1, by: 1 } },
    ]) {
      if (!history.beside) throw new Error('nothing beside');
      const report = replayStrict({ ...history, beside: { ...history.beside, streams: withQuorum(quorum) } });
      const meeting = report.streams.find(({ kind }) => kind === 'meeting');
      expect(meeting?.records.find(({ type }) => type === 'item.decided')).toMatchObject({
        verdict: 'differs',
        refused: [{ basis: ['正程 会议规则'] }],
      });
    }
  }, 60_000);
});
