import { today } from '../../engine/case/world.js';
import type { Calendar } from '../../engine/clock/calendar.js';
import type { OrganisationSnapshot, Ports } from '../ports.js';
import { factsOf, type Asker } from '../powers/power-facts.js';
import { scopeOf } from '../reading/reading-scope.js';
import type { Horizon, InboxReads, InboxScope } from './inbox-reads.js';

/** What the inbox is given beside its reads. */
export type InboxPorts = Pick<
  Ports,
  'directory' | 'now' | 'installation' | 'recusalRequestBars' | 'calendars' | 'catalogue' | 'ledger'
>;

/** The inbox of an installation. */
export interface Inbox {
  readonly reads: InboxReads;
  /** 将到期: working days that are soon, where a question does not say. */
  readonly soonDays: number;
}

/** Somebody before his inbox: what he may see today, and the calendar by which days are counted. */
export interface InboxPlace {
  /** Undefined: nothing at all. */
  readonly scope: InboxScope | undefined;
  readonly horizon: Horizon;
  readonly calendar: Calendar;
  readonly organisation: OrganisationSnapshot;
}

/** Reads time, calendar and organisation once, for everything that a list shows. */
export async function inboxPlace(
  ports: InboxPorts,
  { person, scopes }: Pick<Asker, 'person' | 'scopes'>,
  soonDays: number,
): Promise<InboxPlace> {
  const [organisation, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
  const { calendar } = await ports.calendars.knownAt(now);
  const on = today({ now, zone: ports.installation.zone });
  const facts = await factsOf(ports, organisation, person, on);
  const scope = scopeOf(organisation.index, facts, on, { requestBars: ports.recusalRequestBars });
  return {
    scope: scope && {
      ...scope,
      holdTask: !scopes || scopes.includes('holdTask'),
      readCase: !scopes || scopes.includes('readCase'),
    },
    horizon: { today: on, soon: soonDays === 0 ? on : calendar.nthWorkingDay(on, soonDays) },
    calendar,
    organisation,
  };
}
