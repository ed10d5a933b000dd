import { readFileSync } from 'node:fs';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { parseForum, type Forum } from '../../../src/engine/meeting/forum.js';
import type { MeetingEvent } from '../../../src/engine/meeting/meeting-event.js';
import { MEETING_LAW } from '../../../src/engine/meeting/meeting-law.js';
import { withProvisions } from '../../../src/engine/meeting/meeting-refusals.js';
import type { MeetingState } from '../../../src/engine/meeting/meeting-state.js';
import type { StreamDecision } from '../../../src/engine/streams/stream-law.js';

export const ON = '2026-10-12' as CivilDate;
export const CHIEF = 'o-1';
export const MEMBERS = ['o-2', 'o-3', 'o-4', 'o-5'] as const;
export const ROLL = { chief: CHIEF, members: MEMBERS };
export const STAMP = { on: ON };
export const CASE = 'case-1';

export function forum(name: 'executive' | 'plenary' = 'executive'): Forum {
  const path = `workflows/forums/${name}.yaml`;
  const parsed = parseForum({ path, text: readFileSync(path, 'utf8') });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.forum;
}

/** A meeting as its accepted events make it. */
export class Meeting {
  state: MeetingState | null = null;
  readonly events: { readonly event: MeetingEvent; readonly person: string }[] = [];
  refused: readonly { readonly code: string; readonly basis: readonly string[] }[] = [];

  /** Takes over what is decided; false when it is refused. */
  take(decision: StreamDecision<MeetingEvent>, person = 'o-9'): boolean {
    const named = withProvisions(this.state?.forum ?? forum(), decision);
    this.refused = named.refused ? named.unmet : [];
    if (decision.refused) return false;
    this.state = MEETING_LAW.evolve(this.state, decision.event, person);
    this.events.push({ event: decision.event, person });
    return true;
  }

  get now(): MeetingState {
    if (!this.state) throw new Error('not convened');
    return this.state;
  }

  standing(item = 1) {
    return MEETING_LAW.standings(this.now)[item - 1]?.standing ?? {};
  }
}

/** A minute of the day of the meeting. */
export function at(minute: number) {
  const time = `${ON}T${String(9 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return { at: time, now: time };
}
