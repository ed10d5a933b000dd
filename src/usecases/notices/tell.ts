import type { LedgerRecord } from '../../engine/audit/record.js';
import { addDays } from '../../engine/clock/civil-date.js';
import { today } from '../../engine/case/world.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Deliverer } from '../deliver-outbox.js';
import type { Ports } from '../ports.js';
import { caseAudience, type CaseAudience } from './case-audience.js';
import type { Happening, Happenings } from './happenings.js';
import { mailTimes } from './mail-times.js';
import type { EndingClock, MailTimes, NewNotice, NoticeRules, Notices } from './notice-ports.js';
import { toldOfEffect } from './told-of-effect.js';
import { allKeepers, clockTitle, noticesOf, toldOfEvent } from './told-of-event.js';

/** What telling people needs. */
export interface TellPorts {
  readonly ports: Ports;
  readonly happenings: Happenings;
  readonly notices: Notices;
  readonly rules: NoticeRules;
  /** Mail goes by the wall clock, also in a simulation. */
  readonly wallClock: () => Instant;
}

/** Happenings looked at in one round. */
const ROUND = 200;

/**
 * Tells people of what has happened since the last round: up to 200 events. A round that dies is repeated; nobody is
 * told anything twice.
 *
 * @returns how many events there were
 */
export function tellOfHappenings(tell: TellPorts): () => Promise<number> {
  return async () => {
    const { happenings, notices } = tell;
    while (await happenings.number(ROUND));
    const from = await notices.followed();
    const found = await happenings.after(from, ROUND);
    const last = found.at(-1);
    if (!last) return 0;
    const written: NewNotice[] = [];
    for (const [stream, own] of byStream(found)) written.push(...(await ofCase(tell, stream, own)));
    await notices.follow(from, last.position, written, times(tell));
    return found.length;
  };
}

async function ofCase(
  { ports, rules }: TellPorts,
  stream: string,
  own: readonly Happening[],
): Promise<readonly NewNotice[]> {
  const audience = await caseAudience(ports, stream);
  if (!audience) return [];
  const notices: NewNotice[] = [];
  for (const { seq } of own) {
    const record = await recordAt(ports, stream, seq);
    if (!record) continue;
    const told = toldOfEvent(record, audience, rules).filter(({ to }) => to.length > 0);
    if (told.length === 0) continue;
    notices.push(...(await noticesOf(audience, told, { at: record.recordedAt, by: record.actor?.person })));
  }
  return notices;
}

/** Carries an effect out by telling those whom it concerns. */
export function tellOfEffect(tell: TellPorts): Deliverer {
  return async ({ id, stream, seq, effect }) => {
    const { ports, notices, rules } = tell;
    const [audience, record] = await Promise.all([caseAudience(ports, stream), recordAt(ports, stream, seq)]);
    if (!audience || !record) return;
    const told = toldOfEffect(effect, record, audience, rules, id);
    const shownFrom = effect.type === 'task.remind' ? effect.notBefore : undefined;
    // Whoever did it is told of what follows from it for him, not of what he did.
    const by =
      effect.type === 'desk.notify' || effect.type === 'task.remind' ? record.actor?.person : undefined;
    const at = record.recordedAt;
    await notices.write(
      await noticesOf(audience, told, { at, by, ...(shownFrom && { shownFrom }) }),
      times(tell),
    );
  };
}

/** Clocks looked at in one round. */
const CLOCKS = 200;

/**
 * Warns those who keep a clock that it ends within so many working days: once for each last day it has.
 *
 * @returns how many clocks there were
 */
export function warnOfClocks(tell: TellPorts): () => Promise<number> {
  return async () => {
    const { ports, notices, rules } = tell;
    const now = await ports.now.now();
    const { calendar } = await ports.calendars.knownAt(now);
    const on = today({ now, zone: ports.installation.zone });
    // Today counts as one of the days that are left.
    const until = rules.yellowDays === 0 ? on : calendar.nthWorkingDay(addDays(on, -1), rules.yellowDays);
    const ending = await notices.endingBy(until, CLOCKS);
    for (const [caseId, clocks] of groups(ending, (one) => one.caseId)) {
      const audience = await caseAudience(ports, caseId);
      if (audience) await notices.write(await warnings(audience, clocks, { now, on, rules }), times(tell));
      await notices.warned(clocks);
    }
    return ending.length;
  };
}

async function warnings(
  audience: CaseAudience,
  clocks: readonly EndingClock[],
  { now, on, rules }: { readonly now: Instant; readonly on: CivilDate; readonly rules: NoticeRules },
): Promise<readonly NewNotice[]> {
  const told = clocks
    // What has ended already is told as such, by its lapse.
    .filter(({ dueOn }) => dueOn >= on)
    .map(({ clock, run, dueOn }) => ({
      kind: 'clock.yellow' as const,
      to: allKeepers(audience, rules.mostHolders),
      about: { it: clockTitle(audience, clock), day: dueOn },
      cause: `${audience.caseId}/clock/${clock}/${run}/${dueOn}/yellow`,
    }));
  return noticesOf(audience, told, { at: now });
}

async function recordAt(ports: Ports, stream: string, seq: number): Promise<LedgerRecord | undefined> {
  const [found] = await ports.ledger.records(stream, seq, 1);
  return found?.record;
}

function times({ ports, rules, wallClock }: TellPorts): MailTimes {
  return mailTimes(wallClock(), ports.installation.zone, rules);
}

function byStream(found: readonly Happening[]): Map<string, Happening[]> {
  return groups(found, ({ stream }) => stream);
}

function groups<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return found;
}
