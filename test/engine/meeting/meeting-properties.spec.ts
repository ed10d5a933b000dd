import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideItem } from '../../../src/engine/meeting/decide-item.js';
import { begin, decline, speak, write } from '../../../src/engine/meeting/discuss-item.js';
import { confirmWords } from '../../../src/engine/meeting/follow-meeting.js';
import { attend, open, pause, recuse } from '../../../src/engine/meeting/hold-meeting.js';
import type { MeetingEvent } from '../../../src/engine/meeting/meeting-event.js';
import { presides, RESULTS, STANCES, type MeetingState } from '../../../src/engine/meeting/meeting-state.js';
import { convene, sendPapers, table, withdraw } from '../../../src/engine/meeting/prepare-meeting.js';
import { stillToSpeak, tallyOf } from '../../../src/engine/meeting/tally.js';
import { at, CHIEF, forum, Meeting, MEMBERS, ON, ROLL, STAMP } from './meeting-town.js';

const ALL = [CHIEF, ...MEMBERS];
const person = fc.constantFrom(...ALL);
const item = fc.constantFrom(1, 2);
const stance = fc.constantFrom(...STANCES);
const by = fc.constantFrom('himself' as const, 'recorder' as const);

/** A wish: most of them are refused, and nobody knows which. */
type Wish = (meeting: Meeting, minute: number) => boolean;

const WISHES: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(item, person, by, stance).map(speaking) },
  { weight: 8, arbitrary: fc.tuple(stance, by).map(nextSpeaking) },
  { weight: 5, arbitrary: stance.map(chiefSpeaking) },
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...RESULTS), fc.boolean()).map(decidingNow) },
  { weight: 2, arbitrary: person.map((who) => attending([who, true])) },
  { weight: 2, arbitrary: fc.tuple(item, person, by).map(declining) },
  { weight: 1, arbitrary: fc.tuple(item, person, stance).map(writing) },
  { weight: 2, arbitrary: fc.tuple(person, fc.boolean()).map(attending) },
  { weight: 1, arbitrary: fc.tuple(item, person, fc.option(person)).map(recusing) },
  { weight: 4, arbitrary: item.map(beginning) },
  { weight: 4, arbitrary: fc.tuple(item, fc.constantFrom(...RESULTS), fc.boolean()).map(deciding) },
  { weight: 1, arbitrary: fc.constantFrom('adjourned' as const, 'resumed' as const).map(pausing) },
  { weight: 1, arbitrary: fc.tuple(item, person, fc.boolean()).map(confirming) },
  { weight: 1, arbitrary: fc.tuple(item, fc.integer({ min: 0, max: 5 })).map(withdrawing) },
);

function speaking([of, who, entered, how]: [
  number,
  string,
  'himself' | 'recorder',
  (typeof STANCES)[number],
]): Wish {
  return (m, t) =>
    m.take(
      speak(m.now, { item: of, person: who, by: entered, stance: how, text: '意见', ...at(t) }, STAMP),
      who,
    );
}
function declining([of, who, entered]: [number, string, 'himself' | 'recorder']): Wish {
  return (m, t) => m.take(decline(m.now, { item: of, person: who, by: entered, ...at(t) }, STAMP), who);
}
function writing([of, who, how]: [number, string, (typeof STANCES)[number]]): Wish {
  const words = { item: of, person: who, by: 'himself', stance: how, text: '书面' } as const;
  return (m, t) => m.take(write(m.now, { ...words, ...at(t) }, STAMP), who);
}
function attending([who, arrived]: [string, boolean]): Wish {
  return (m, t) => m.take(attend(m.now, { person: who, arrived, ...at(t) }, STAMP));
}
function recusing([of, who, presiding]: [number, string, string | null]): Wish {
  const wish = { item: of, person: who, reason: '亲属', ...(presiding !== null && { presiding }) };
  return (m) => m.take(recuse(m.now, wish, STAMP));
}
function beginning(of: number): Wish {
  return (m, t) => m.take(begin(m.now, { item: of, recused: [], papersDue: ON, gates: [], ...at(t) }, STAMP));
}
function deciding([of, result, reasoned]: [number, (typeof RESULTS)[number], boolean]): Wish {
  const reason = reasoned ? { reason: '会上所说的理由', saidInMeeting: true } : {};
  return (m, t) => m.take(decideItem(m.now, { item: of, result, ...reason, ...at(t) }, STAMP));
}
function pausing(to: 'adjourned' | 'resumed'): Wish {
  return (m, t) => m.take(pause(m.now, { to, ...at(t) }, STAMP));
}
function confirming([of, who, corrects]: [number, string, boolean]): Wish {
  const correction = corrects ? { correction: '更正' } : {};
  return (m) => m.take(confirmWords(m.now, { item: of, person: who, ...correction }, STAMP), who);
}
/** Rarely: a withdrawn item tells little. */
function withdrawing([of, dice]: [number, number]): Wish {
  return (m) => dice === 0 && m.take(withdraw(m.now, of, '撤回', STAMP));
}
/** What a recorder would enter next, so that walks get somewhere. */
function nextSpeaking([how, entered]: [(typeof STANCES)[number], 'himself' | 'recorder']): Wish {
  return (m, t) => {
    const now = m.now.items.find(({ status }) => status === 'begun');
    const [who] = now ? stillToSpeak(m.now, now) : [];
    return now !== undefined && who !== undefined && speaking([now.item, who, entered, how])(m, t);
  };
}
function chiefSpeaking(how: (typeof STANCES)[number]): Wish {
  return (m, t) => {
    const now = m.now.items.find(({ status }) => status === 'begun');
    return now !== undefined && speaking([now.item, presides(m.now, now), 'recorder', how])(m, t);
  };
}
function decidingNow([result, reasoned]: [(typeof RESULTS)[number], boolean]): Wish {
  return (m, t) => {
    const now = m.now.items.find(({ status }) => status === 'begun');
    return now !== undefined && deciding([now.item, result, reasoned])(m, t);
  };
}

/** A meeting of two items after any wishes, with the state before each accepted event. */
const MEETINGS = fc
  .tuple(fc.subarray(ALL, { minLength: 2 }), fc.array(WISHES, { minLength: 20, maxLength: 120 }))
  .map(([present, wishes]) => {
    const meeting = new Meeting();
    meeting.take(convene({ forum: forum(), unit: 'g', day: ON, time: '09:00', roll: ROLL }, STAMP));
    for (const caseId of ['case-1', 'case-2'])
      meeting.take(table(meeting.now, { caseId, name: 'meeting', draftVersion: 1, gates: [] }, STAMP));
    meeting.take(sendPapers(meeting.now, {}, STAMP));
    meeting.take(open(meeting.now, { present, roll: ROLL, ...at(0) }, STAMP));
    const steps: { readonly before: MeetingState; readonly event: MeetingEvent }[] = [];
    for (const [minute, wish] of wishes.entries()) {
      const before = meeting.now;
      if (wish(meeting, minute))
        steps.push({ before, event: (meeting.events.at(-1) as { event: MeetingEvent }).event });
    }
    return { meeting, present, steps };
  });

/** What the accepted events say, counted the slow way and without the fold. */
class Retold {
  readonly there: Set<string>;
  readonly recused = new Map<number, Set<string>>();
  readonly last = new Map<number, string>();
  readonly heard = new Map<number, Map<string, string>>();
  readonly words = new Map<number, Set<string>>();

  constructor(present: readonly string[]) {
    this.there = new Set(present);
  }

  of<K, V>(map: Map<K, V>, key: K, empty: V): V {
    const found = map.get(key) ?? empty;
    map.set(key, found);
    return found;
  }

  presides(item: number): string {
    return this.last.get(item) ?? CHIEF;
  }

  positions(item: number): readonly string[] {
    const barred = this.of(this.recused, item, new Set<string>());
    return [...this.of(this.heard, item, new Map<string, string>())]
      .filter(([who, how]) => how !== 'unstated' && who !== this.presides(item) && !barred.has(who))
      .map(([, how]) => how);
  }

  waiting(item: number): readonly string[] {
    const barred = this.of(this.recused, item, new Set<string>());
    const heard = this.of(this.heard, item, new Map<string, string>());
    return ALL.filter(
      (who) => who !== this.presides(item) && this.there.has(who) && !barred.has(who) && !heard.has(who),
    );
  }

  tell(event: MeetingEvent): void {
    if (event.type === 'member.arrived') this.there.add(event.person);
    if (event.type === 'member.left') this.there.delete(event.person);
    if (event.type === 'member.recused') {
      this.of(this.recused, event.item, new Set<string>()).add(event.person);
      if (event.presiding !== undefined) this.last.set(event.item, event.presiding);
    }
    if (
      event.type === 'speech.given' ||
      event.type === 'opinion.written' ||
      event.type === 'speech.declined'
    ) {
      const declined = event.type === 'speech.declined';
      const heard = this.of(this.heard, event.item, new Map<string, string>());
      heard.set(event.person, declined ? 'unstated' : event.stance);
      const words = this.of(this.words, event.item, new Set<string>());
      if (event.by === 'recorder' && !declined) words.add(event.person);
      else words.delete(event.person);
    }
  }
}

const RUNS = { numRuns: 150 };

describe('a meeting, whatever is tried in it', () => {
  it('never hears the chief before a member who is there, nor a member after the chief', () => {
    let heard = 0;
    fc.assert(
      fc.property(MEETINGS, ({ present, steps }) => {
        const retold = new Retold(present);
        const closed = new Set<number>();
        for (const { event } of steps) {
          if ('item' in event && 'person' in event && /^(speech|opinion)/.test(event.type)) {
            expect(closed.has(event.item)).toBe(false);
            if (event.person === retold.presides(event.item)) {
              expect(retold.waiting(event.item)).toEqual([]);
              closed.add(event.item);
              heard += 1;
            }
          }
          retold.tell(event);
        }
      }),
      RUNS,
    );
    expect(heard).toBeGreaterThan(10);
  });

  it('decides nothing without a quorum, the chief there and last; the majority is what a recount says', () => {
    let decisions = 0;
    fc.assert(
      fc.property(MEETINGS, ({ present, steps }) => {
        const retold = new Retold(present);
        for (const { before, event } of steps) {
          for (const one of before.items) {
            const stated = retold.positions(one.item);
            const tally = tallyOf(before, one);
            expect(tally.stated).toBe(stated.length);
            const held = STANCES.find(
              (how) => 2 * stated.filter((other) => other === how).length > stated.length,
            );
            expect(tally.majority).toBe(held ?? null);
          }
          if (event.type === 'item.decided') {
            decisions += 1;
            const barred = retold.recused.get(event.item) ?? new Set();
            const entitled = ALL.filter((who) => !barred.has(who));
            const there = entitled.filter((who) => retold.there.has(who));
            expect(2 * there.length).toBeGreaterThan(entitled.length);
            expect(there).toContain(retold.presides(event.item));
            expect(retold.heard.get(event.item)?.has(retold.presides(event.item))).toBe(true);
            const others = event.dissents.length;
            expect(event.departs).toBe(2 * others > retold.positions(event.item).length);
            if (event.departs) expect(event.reasoned).toBe(true);
          }
          retold.tell(event);
        }
      }),
      RUNS,
    );
    expect(decisions).toBeGreaterThan(5);
  });

  it('stands to its cases as a naive retelling of its events says', () => {
    fc.assert(
      fc.property(MEETINGS, ({ meeting, present, steps }) => {
        const retold = new Retold(present);
        for (const [index, { event }] of steps.entries()) {
          if (event.type === 'words.confirmed') {
            const who = meeting.events[meeting.events.length - steps.length + index]?.person ?? '';
            retold.words.get(event.item)?.delete(who);
          }
          retold.tell(event);
        }
        for (const number of [1, 2]) {
          const of = steps.flatMap(({ event }) => ('item' in event && event.item === number ? [event] : []));
          const decision = of.find((event) => event.type === 'item.decided');
          const withdrawn = of.some(({ type }) => type === 'item.withdrawn');
          const begun = of.some(({ type }) => type === 'item.begun') && !withdrawn;
          expect(meeting.standing(number)).toEqual({
            ...{ exists: true, draftVersion: 1, forum: 'executive', papersOn: ON, minutesOn: null },
            tabled: !withdrawn,
            heldOn: begun ? ON : null,
            quorate: decision !== undefined,
            discussed: begun && (chiefHeard(retold, number) || retold.waiting(number).length === 0),
            chiefLast: begun && chiefHeard(retold, number),
            departs: decision?.departs ?? false,
            reasoned: decision?.reasoned ?? false,
            dissents: decision?.dissents.length ?? 0,
            result: decision?.result ?? 'none',
            unconfirmed: retold.words.get(number)?.size ?? 0,
          });
        }
      }),
      RUNS,
    );
  });
});

function chiefHeard(retold: Retold, item: number): boolean {
  return retold.heard.get(item)?.has(retold.presides(item)) ?? false;
}
