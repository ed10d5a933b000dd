import { describe, expect, it } from '@jest/globals';
import { loadCanonical } from '../../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../../src/outside/crypto/node-hash.js';
import { CITY, laid, overlayOf } from './small-decision.js';

const published = (overlays: readonly string[], prove = false) => {
  const loaded = laid(overlays, prove);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded;
};
/** A level below the city. */
const below = (body: string): string =>
  overlayOf(body).replace('on: national/small-decision', 'on: overlays/city/small-decision');

describe('a procedure with an overlay', () => {
  const national = published([]);
  const city = published([CITY], true);
  const { definition } = city.compiled;

  it('is a version of its own, proved, that names the overlays it is made of', () => {
    expect(city.compiled.digest).not.toEqual(national.compiled.digest);
    expect(city.certificate?.properties).toEqual(['decidedAfterReview', 'publishedWithConsent']);
    expect(definition).toMatchObject({ procedure: 'small-decision', inForceFrom: '2021-01-01' });
    expect(definition.overlays).toMatchObject([
      { overlay: 'overlays/city/small-decision', jurisdiction: { zh: '某市' } },
    ]);
    expect(definition.overlays?.[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('survives being stored', () => {
    expect(loadCanonical(city.canonicalText, nodeHash).digest).toEqual(city.compiled.digest);
  });

  it('has its terms as the local rule sets them, under both provisions', () => {
    expect(definition.clocks['solicitation']).toMatchObject({
      term: { n: 45, unit: 'calendarDay' },
      basis: ['条例 15.1', '市规定 5'],
    });
    expect(definition.clocks['disclosure']).toMatchObject({
      conventions: { startDay: 'included' },
      extend: { by: { n: 5, unit: 'workingDay' }, approvedBy: 'chief' },
      suspend: { grounds: ['听证'], basis: ['条例 32.3', '市规定 7'] },
    });
  });

  it('asks for what the law asks, and for more', () => {
    expect(definition.acts['submit']).toMatchObject({ by: 'drafter', separateFrom: ['start'] });
    expect(definition.acts['submit']?.requires?.map(({ basis }) => basis)).toEqual([
      ...['条例 15.1', '条例 19', '条例 24'],
      '市规定 8',
    ]);
    expect(definition.streams?.['panel']?.requires).toHaveLength(2);
  });

  it('makes a duty mandatory where it is settled', () => {
    expect(definition.acts['start']?.requires).toEqual([
      {
        that: '(input.technical) in (true)',
        basis: '市规定 11',
        say: { zh: '专家论证为必经程序', en: 'experts are always heard' },
      },
      { that: '(input.level) in ("low", "middle")', basis: '市规定 12', say: '高风险事项不得启动' },
    ]);
  });

  it('leads every way to a step through what stands before it, and every way out through what stands after', () => {
    expect(definition.states['soliciting']).toMatchObject({
      on: { submit: '#preview', giveUp: 'abandoned' },
    });
    expect(definition.states['objecting']).toMatchObject({ on: { object: '#preview' } });
    expect(definition.states['deciding']).toMatchObject({ on: { convene: 'stay', decide: '#consent' } });
  });

  it('takes overlays of several levels, each no weaker than all above it', () => {
    const town = published([
      CITY,
      below('change: { clocks: { solicitation: { term: 60 calendar days, basis: 镇规定 1 } } }'),
    ]);
    expect(town.compiled.definition.overlays?.map(({ overlay }) => overlay)).toEqual([
      'overlays/city/small-decision',
      'overlays/town/small-decision',
    ]);
    const weaker = laid([
      CITY,
      below('change: { clocks: { solicitation: { term: 40 calendar days, basis: 镇规定 1 } } }'),
    ]);
    expect(weaker.ok ? [] : weaker.problems.map(({ code, message }) => [code, message])).toContainEqual([
      'floor-shortened',
      expect.stringContaining('《某市小决策规定》第五条规定不少于45日'),
    ]);
  });

  it('is refused on another level than it was written for, or older than it', () => {
    const errors = (overlay: string) => {
      const loaded = laid([overlay]);
      return loaded.ok ? [] : loaded.problems.filter(({ severity }) => severity === 'error');
    };
    expect(errors(below('change: {}'))).toMatchObject([
      { code: 'wrong-level', line: 5, suggestion: 'national/small-decision' },
    ]);
    expect(errors(overlayOf('').replace('2021-01-01', '2019-01-01'))).toMatchObject([
      { code: 'older-than-base', line: 6 },
    ]);
  });

  it('may set a number that no law gives, and then it binds those below', () => {
    const house = (text: string): string =>
      text.replace('basis: 条例 32\n    extend', 'basis: [条例 32, 正程 公布期限]\n    extend');
    const longer = overlayOf(
      'change: { clocks: { disclosure: { term: 25 working days, basis: 镇规定 1 } } }',
    );
    expect(laid([longer], false, house).ok).toBe(true);
    const below25 = overlayOf(
      'change: { clocks: { disclosure: { term: 30 working days, basis: 镇规定 1 } } }',
    )
      .replace('overlay: town', 'overlay: village')
      .replace('on: national/', 'on: overlays/town/');
    const refused = laid([longer, below25], false, house);
    expect(refused.ok ? [] : refused.problems.map(({ code }) => code)).toContain('ceiling-lengthened');
  });
});
