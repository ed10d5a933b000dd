import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import {
  evolvePersonRequest,
  isOverdue,
  PERSON_RIGHT_CODES,
  type PersonRequestEvent,
} from '../../../src/usecases/redaction/person-request-state.js';

const DUE = '2026-10-26' as CivilDate;
const REQUESTED: PersonRequestEvent = {
  ...{ type: 'privacy.requested', on: '2026-09-28' as CivilDate, right: 'know', stream: 'c-1', parts: [] },
  ...{ by: 'liu', dueOn: DUE },
};

describe('a person’s request', () => {
  it('is answered once, and never before it is made', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERSON_RIGHT_CODES),
        fc.constantFrom('granted' as const, 'refused' as const),
        (right, outcome) => {
          const answered: PersonRequestEvent = { type: 'privacy.answered', on: DUE, by: 'an', outcome };
          expect(() => evolvePersonRequest(null, answered)).toThrow('only an open request');
          const open = evolvePersonRequest(null, { ...REQUESTED, right });
          expect(() => evolvePersonRequest(open, REQUESTED)).toThrow('once');
          const state = evolvePersonRequest(open, answered);
          expect(state).toMatchObject({ right, status: outcome, answeredBy: 'an', answeredOn: DUE });
          expect(() => evolvePersonRequest(state, answered)).toThrow('only an open request');
        },
      ),
    );
  });

  it('is overdue from the day after its last, while nobody has answered', () => {
    const open = evolvePersonRequest(null, REQUESTED);
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), (days) => {
        const today = addDays(DUE, days);
        expect(isOverdue(open, today)).toBe(days > 0);
        const settled = { ...open, status: 'granted' as const };
        expect(isOverdue(settled, today)).toBe(false);
      }),
    );
  });
});
