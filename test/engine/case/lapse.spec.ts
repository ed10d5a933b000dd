import { describe, expect, it } from '@jest/globals';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { nextLapse, recompute } from '../../../src/engine/case/lapse.js';
import { officialCalendar } from '../../support/procedures.js';
import { accepted, attempt, done, permit, received, worldOn } from './licence-in-miniature.js';

/** Everything the law has done by noon of a day. */
function swept(
  state: CaseState,
  day: string,
): { readonly state: CaseState; readonly events: readonly CaseEvent[] } {
  const events: CaseEvent[] = [];
  let current = state;
  for (let lapse = nextLapse(permit, current, worldOn(day)); lapse;) {
    events.push(lapse.event);
    current = lapse.state;
    lapse = nextLapse(permit, current, worldOn(day));
  }
  return { state: current, events };
}

describe('lapse', () => {
  it('does nothing on the last day and acts on the day after', () => {
    const state = received('2026-03-02');
    expect(swept(state, '2026-03-09').events).toEqual([]);
    expect(swept(state, '2026-03-10').events).toMatchObject([
      { type: 'clock.lapsed', lapse: { clock: 'notice', dueOn: '2026-03-09', deemed: 'accepted' } },
    ]);
  });

  it('deems acceptance from the day the materials were received (许可法 32.1(4))', () => {
    const { state, events } = swept(received('2026-03-02'), '2026-03-10');
    expect(state.milestones).toMatchObject({ accepted: '2026-03-02' });
    // The decision clock counts from the receipt day, as if accepted then.
    expect(state.clocks['decision']).toMatchObject({ from: '2026-03-02', dueOn: '2026-03-30' });
    expect(events[0]?.on).toBe('2026-03-10');
  });

  it('never grants by silence: an overdue decision is a breach and the case still waits (许可法 42, 74)', () => {
    const { state, events } = swept(accepted('2026-03-02'), '2026-04-01');
    expect(events.map(({ type, on }) => [type, on])).toEqual([
      ['clock.promiseBroken', '2026-03-17'],
      ['clock.lapsed', '2026-03-31'],
    ]);
    expect(state).toMatchObject({
      status: 'open',
      clocks: { decision: { state: 'lapsed', promiseBroken: true } },
    });
    expect(attempt(state, '2026-04-01', 'head', 'grant').refused).toBe(false);
  });

  it('gives the same history swept every day, once a week late, or by the act that comes first', () => {
    const daily: CaseEvent[] = [];
    let state = received('2026-03-02');
    for (let day = 2; day <= 31; day += 1) {
      const step = swept(state, `2026-03-${String(day).padStart(2, '0')}`);
      daily.push(...step.events);
      state = step.state;
    }
    const late = swept(received('2026-03-02'), '2026-03-31');
    expect(late.events).toEqual(daily);
    expect(late.state).toEqual(state);
    expect(daily.map(({ on }) => on)).toEqual(['2026-03-10', '2026-03-17', '2026-03-31']);
  });

  it('does not lapse a clock that stands still', () => {
    const state = done(accepted('2026-03-02'), '2026-03-05', 'reviewer', 'beginTest', { ground: '检验' });
    expect(swept(state, '2026-09-01').events.filter(({ cause }) => cause === 'lapse')).toEqual([]);
  });

  it('applies a notice that moves a day before it lets the day lapse', () => {
    // Received in late 2025, before the 2026 notice was known: 1 January counted as an ordinary Thursday.
    const before = officialCalendar('2025-10-01');
    const state = received('2025-12-30');
    const provisional = {
      ...state,
      clocks: { notice: { ...state.clocks['notice']!, dueOn: '2026-01-06' as never, provisional: true } },
    };
    expect(before.knownYears.includes(2026)).toBe(false);
    // 31 Dec; 1 to 3 January off, 4 January worked: 31, 4, 5, 6, 7 January.
    expect(swept(provisional, '2026-01-07').events).toMatchObject([
      {
        type: 'calendar.applied',
        clocks: [{ id: 'notice', action: 'recompute', dueOn: '2026-01-07', provisional: false }],
      },
    ]);
    expect(recompute(permit, provisional, worldOn('2026-01-02'))?.state.clocks['notice']).toMatchObject({
      dueOn: '2026-01-07',
    });
    expect(recompute(permit, state, worldOn('2026-01-02'))).toBeUndefined();
  });
});
