import { canonicalJson } from '../engine/audit/canonical-form.js';
import { documentDigest } from '../engine/audit/digest.js';
import { setDigest } from '../engine/replay/replay-library.js';
import type { Hash } from '../engine/audit/record.js';
import { buildCalendar, type Calendar, type CalendarDocument } from '../engine/clock/calendar.js';
import { civilDayOf } from '../engine/clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../engine/clock/time.js';
import type { Calendars } from '../usecases/ports.js';
import type { DocumentEntry, PostgresDocuments } from './document-store.js';

type KnownCalendar = Awaited<ReturnType<Calendars['knownAt']>>;

/** Calendars are rebuilt when a day passes or a notice is adopted; a few answers cover questions about the past. */
const KEPT_CALENDARS = 32;

/**
 * The calendar built from the adopted notices that were known on a day. Its digest is that of the list of the
 * notices' digests, so that two calendars with the same digest are the same.
 */
export class StoredCalendars implements Calendars {
  readonly #built = new Map<string, KnownCalendar>();

  constructor(
    private readonly documents: PostgresDocuments,
    private readonly zone: Zone,
    private readonly hash: Hash,
  ) {}

  async knownAt(now: Instant): Promise<KnownCalendar> {
    const day = civilDayOf(now, this.zone);
    const known = (await this.documents.entries('calendar')).filter(({ from }) => from <= day);
    const digest = setDigest(known, this.hash);
    const key = `${day} ${digest.sha256}`;
    const built = this.#built.get(key) ?? { calendar: await this.#build(known, day), digest };
    this.#keep(key, built);
    return built;
  }

  async knowing(notices: readonly CalendarDocument[], now: Instant): Promise<Calendar> {
    const entries = await this.documents.entries('calendar');
    const adopted = new Set(entries.map(({ digest }) => digest.sha256));
    const fresh = notices.filter(
      (notice) => !adopted.has(documentDigest(canonicalJson(notice), this.hash).sha256),
    );
    // Also those that are known only later: a notice must fit them too.
    return buildCalendar([...(await this.#notices(entries)), ...fresh], civilDayOf(now, this.zone));
  }

  async #build(entries: readonly DocumentEntry[], day: CivilDate): Promise<Calendar> {
    return buildCalendar(await this.#notices(entries), day);
  }

  async #notices(entries: readonly DocumentEntry[]): Promise<readonly CalendarDocument[]> {
    const texts = await Promise.all(entries.map(({ digest }) => this.documents.text(digest.sha256)));
    return texts.map((text) => JSON.parse(text) as CalendarDocument);
  }

  #keep(key: string, built: KnownCalendar): void {
    this.#built.delete(key);
    this.#built.set(key, built);
    for (const oldest of this.#built.keys()) {
      if (this.#built.size <= KEPT_CALENDARS) return;
      this.#built.delete(oldest);
    }
  }
}
