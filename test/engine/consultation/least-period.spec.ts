import { describe, expect, it } from '@jest/globals';
import type { FactValue } from '../../../src/engine/law/definition.js';
import { leastPeriod } from '../../../src/engine/consultation/least-period.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { fakeState } from '../../support/fake-case.js';
import { officialCalendar, procedureFrom } from '../../support/procedures.js';

const decision = procedureFrom('workflows/national/major-decision/procedure.yaml').definition;
const rules = procedureFrom('workflows/national/normative-document/procedure.yaml').definition;

/** The least period of a solicitation that opens on a day. */
function least(
  definition: typeof decision,
  opensOn: string,
  facts: Readonly<Record<string, FactValue>> = {},
) {
  const declared = definition.streams?.['solicitation'] ?? {};
  const place = { state: fakeState({ facts }), opensOn: opensOn as CivilDate, calendar: officialCalendar() };
  return leastPeriod(definition, declared, place);
}

describe('the least period of a consultation', () => {
  it('is that of the floor clock, the day of publication not counted (713号令 15)', () => {
    expect(least(decision, '2026-03-02')).toEqual({ closesOn: '2026-04-01', basis: ['决策条例 15.1'] });
  });

  it('is no shorter because the case knows that it will be: the notice must say why', () => {
    expect(least(decision, '2026-03-02', { shortened: true })?.closesOn).toBe('2026-04-01');
  });

  it('is the longest of the terms that apply, in whatever unit (营商条例 62)', () => {
    // 2026-09-21 (Mon) + 7 working days over 中秋 and 国庆: 22, 23, 24, 28, 29, 30 September and 8 October.
    expect(least(rules, '2026-09-21')?.closesOn).toBe('2026-10-08');
    const market = least(rules, '2026-09-21', { market: true });
    expect(market).toMatchObject({ closesOn: '2026-10-21', basis: ['营商条例 62.2', '示范指标 24'] });
    expect(least(rules, '2026-09-21', { market: true, shortened: true })).toEqual(market);
  });

  it('is none where the definition names no clock', () => {
    const place = { state: fakeState(), opensOn: '2026-03-02' as CivilDate, calendar: officialCalendar() };
    expect(leastPeriod(decision, {}, place)).toBeUndefined();
  });
});
