import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import {
  evolveRedaction,
  type RedactionEvent,
  type RedactionState,
} from '../../../src/usecases/redaction/redaction-state.js';

const on = '2026-09-28' as CivilDate;
const requested: RedactionEvent = {
  ...{ type: 'redaction.requested', on, ground: 'ordered', by: 'o-1', needed: 2 },
  target: { stream: 's', kind: 'case', parts: [{ seq: 0, name: 'subject' }], files: [] },
};
const approved = (by: string): RedactionEvent => ({ type: 'redaction.approved', on, by });
const refused: RedactionEvent = { type: 'redaction.refused', on, by: 'o-3' };
const carriedOut: RedactionEvent = { type: 'redaction.carriedOut', on, record: 7 };

const fold = (...events: readonly RedactionEvent[]): RedactionState | null =>
  events.reduce<RedactionState | null>(evolveRedaction, null);

describe('a request to erase', () => {
  it('is approved by as many as it needs, and then carried out', () => {
    expect(fold(requested, approved('o-2'))).toMatchObject({ status: 'open' });
    expect(fold(requested, approved('o-2'), approved('o-3'))).toMatchObject({ status: 'approved' });
    expect(fold(requested, approved('o-2'), approved('o-3'), carriedOut)).toMatchObject({
      ...{ status: 'carriedOut', record: 7, approvals: [{ by: 'o-2' }, { by: 'o-3' }] },
    });
  });

  it('is refused by one, for good', () => {
    expect(fold(requested, approved('o-2'), refused)).toMatchObject({ status: 'refused', refusedBy: 'o-3' });
    expect(() => fold(requested, refused, approved('o-2'))).toThrow('does not fit');
  });

  it.each<[string, readonly RedactionEvent[]]>([
    ['begins with nothing else', [approved('o-2')]],
    ['is asked for once', [requested, requested]],
    ['is not carried out before it is approved', [requested, carriedOut]],
    ['is carried out once', [requested, approved('o-2'), approved('o-3'), carriedOut, carriedOut]],
    ['takes no approval when it has all', [requested, approved('o-2'), approved('o-3'), approved('o-4')]],
  ])('%s', (_what, events) => {
    expect(() => fold(...events)).toThrow();
  });
});
