import { canonicalJson } from '../audit/canonical-form.js';
import { documentDigest } from '../audit/digest.js';
import type { DigestPair, Hash, LedgerRecord } from '../audit/record.js';
import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import { evolve } from '../case/evolve.js';
import type { InputCheck } from '../case/input-check.js';
import type { CaseBars } from '../case/world.js';
import { buildCalendar, type Calendar } from '../clock/calendar.js';
import type { CalendarDocument } from '../clock/calendar-document.js';
import { civilDayOf } from '../clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../clock/time.js';
import type { OrganisationIndex } from '../organisation/organisation-index.js';
import type { PowerCheck } from '../powers/power-question.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import type { BesideLaw, NotAtHand } from './history.js';
import { officeOf, type Office, type OfficePlace } from './office.js';
import { CannotBeJudged } from './told.js';

/** A calendar notice as it was adopted. */
export interface AdoptedNotice {
  readonly digest: DigestPair;
  /** The day from which it was known. */
  readonly from: CivilDate;
  readonly notice: CalendarDocument;
}

/** The notices of the calendar with a digest, as known on a day. Undefined: one of them is not at hand. */
export type NoticesOf = (cal: DigestPair, day: CivilDate) => readonly CalendarDocument[] | undefined;

/** Everything that the records of a case may rest on, as plain data by digest (SHA-256). */
export interface LibraryContent {
  readonly hash: Hash;
  readonly zone: Zone;
  readonly checkInput: InputCheck;
  /** Whether a 回避申请 bars the officer while it is pending: a setting of the installation. */
  readonly requestBars: boolean;
  readonly procedures: ReadonlyMap<string, CompiledProcedure>;
  readonly notices: NoticesOf;
  readonly organisations: ReadonlyMap<string, OrganisationIndex>;
  readonly policies: ReadonlyMap<string, PowerCheck>;
  /** Records of the cases that the case is about, by case. What asks for one that was not handed in cannot be judged. */
  readonly related: ReadonlyMap<string, readonly LedgerRecord[]>;
}

/** What records rest on, found among things at hand. Nothing is looked up elsewhere. */
export class ReplayLibrary implements BesideLaw {
  readonly hash: Hash;
  readonly zone: Zone;
  readonly checkInput: InputCheck;
  readonly #content: LibraryContent;
  readonly #calendars = new Map<string, Calendar | undefined>();

  constructor(content: LibraryContent) {
    this.#content = content;
    this.hash = content.hash;
    this.zone = content.zone;
    this.checkInput = content.checkInput;
  }

  procedure(digest: DigestPair): CompiledProcedure | undefined {
    return this.#content.procedures.get(digest.sha256);
  }

  calendar({ cal, recordedAt }: LedgerRecord): Calendar | undefined {
    if (!cal) return undefined;
    const day = civilDayOf(recordedAt, this.zone);
    const key = `${day} ${cal.sha256}`;
    if (!this.#calendars.has(key)) this.#calendars.set(key, this.#built(cal, day));
    return this.#calendars.get(key);
  }

  organisation({ dir }: LedgerRecord): OrganisationIndex | undefined {
    return dir && this.#content.organisations.get(dir.sha256);
  }

  policies({ rules }: LedgerRecord): PowerCheck | undefined {
    return rules && this.#content.policies.get(rules.sha256);
  }

  office({ dir, rules, recordedAt }: LedgerRecord, place: OfficePlace): Office | NotAtHand {
    const { organisations, policies, requestBars } = this.#content;
    const index = dir && organisations.get(dir.sha256);
    if (!index) return { missing: 'organisation' };
    const checkPower = rules && policies.get(rules.sha256);
    if (!checkPower) return { missing: 'rules' };
    const related = this.#relatedAt(place.related, recordedAt);
    const on = civilDayOf(recordedAt, this.zone);
    return officeOf({ index, checkPower, requestBars, related }, place, on);
  }

  #built(cal: DigestPair, day: CivilDate): Calendar | undefined {
    const notices = this.#content.notices(cal, day);
    return notices && buildCalendar(notices, day);
  }

  /** By relation, found when a rule asks: most never do. */
  #relatedAt(related: OfficePlace['related'], at: Instant): CaseBars['related'] {
    const performers: Record<string, Readonly<Record<string, readonly string[]>>> = {};
    for (const [relation, cases] of Object.entries(related)) {
      const get = (): CaseBars['related'][string] => this.#performersIn(cases, at);
      Object.defineProperty(performers, relation, { enumerable: true, get });
    }
    return performers;
  }

  #performersIn(cases: readonly string[], at: Instant): CaseBars['related'][string] {
    const merged: Record<string, readonly string[]> = {};
    for (const one of cases) {
      const records = this.#content.related.get(one);
      if (!records) throw new CannotBeJudged({ kind: 'law', name: `case ${one}` });
      for (const [post, persons] of Object.entries(performersAt(records, at))) {
        merged[post] = [...new Set([...(merged[post] ?? []), ...persons])];
      }
    }
    return merged;
  }
}

/** Finds the notices of a calendar among those adopted, which stand in the order of their adoption: a beginning of them. */
export function amongAdopted(notices: readonly AdoptedNotice[], hash: Hash): NoticesOf {
  return (cal, day) => {
    for (let count = notices.length; count >= 0; count--) {
      const known = notices.slice(0, count).filter(({ from }) => from <= day);
      if (setDigest(known, hash).sha256 === cal.sha256) return known.map(({ notice }) => notice);
    }
    return undefined;
  };
}

/** Identity of a calendar: the list of the digests of its notices. */
export function setDigest(notices: readonly Pick<AdoptedNotice, 'digest'>[], hash: Hash): DigestPair {
  const digests = notices.map(({ digest }) => digest).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  return documentDigest(canonicalJson({ notices: digests }), hash);
}

/** Who had acted in a case by an instant. */
function performersAt(records: readonly LedgerRecord[], at: Instant): CaseState['performers'] {
  let state: CaseState | null = null;
  for (const record of records) {
    if (record.recordedAt > at) break;
    state = evolve(state, record.data as unknown as CaseEvent, record.actor?.person);
  }
  return state?.performers ?? {};
}
