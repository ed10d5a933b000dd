import type { QueryRunner } from 'typeorm';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, Hash, LedgerRecord } from '../../engine/audit/record.js';
import { setDigest } from '../../engine/replay/replay-library.js';
import { LIBRARY_STREAMS } from '../../usecases/law/library-streams.js';
import { NO_ORGANISATION } from '../../usecases/organisation/organisation-fold.js';
import type { Report } from './finding.js';

type Place = Pick<LedgerRecord, 'stream' | 'seq'>;

/** A notice of the calendar as its adoption says: which, and from which day on it is known. */
interface Adopted {
  readonly digest: DigestPair;
  readonly from: string;
}

const PAGE = 500;

/**
 * Checks that every calendar (`cal`) and every state of the organisation (`dir`) that a record rests on can be had again:
 * that the adopted notices make up the one, and that the organisation's records lead to the other. Each is looked for
 * once, whatever number of records rest on it.
 */
export class PinCheck {
  readonly #calendars = new Map<string, Place>();
  readonly #organisations = new Map<string, Place>();

  constructor(
    private readonly hash: Hash,
    private readonly report: Report,
  ) {}

  /** Any record. */
  visit({ stream, seq, cal, dir }: LedgerRecord): void {
    if (cal && !this.#calendars.has(cal.sha256)) this.#calendars.set(cal.sha256, { stream, seq });
    if (dir && !this.#organisations.has(dir.sha256)) this.#organisations.set(dir.sha256, { stream, seq });
  }

  /** After all streams, in a snapshot that holds everything that they rest on. */
  async finish(runner: QueryRunner): Promise<void> {
    await this.#findOrganisations(runner);
    await this.#findCalendars(runner);
    const missing = [
      ...[...this.#calendars].map(([sha256, place]) => ({ place, message: `calendar ${sha256}` })),
      ...[...this.#organisations].map(([sha256, place]) => ({ place, message: `organisation ${sha256}` })),
    ];
    for (const { place, message } of missing)
      this.report({
        ...{ code: 'document-missing', ...place },
        message: `rests on the ${message}, which cannot be had again`,
      });
  }

  /** The check of the organisation's own stream shows that its records lead to the states that they name. */
  async #findOrganisations(runner: QueryRunner): Promise<void> {
    const wanted = this.#organisations;
    wanted.delete(textDigest(canonicalJson(NO_ORGANISATION), this.hash).sha256);
    if (wanted.size === 0) return;
    for await (const { after } of recordsOf(runner, LIBRARY_STREAMS.organisation))
      if (after) wanted.delete(after.sha256);
  }

  /** A calendar has what was adopted by a moment and known from a day on: there are no others. */
  async #findCalendars(runner: QueryRunner): Promise<void> {
    const wanted = this.#calendars;
    if (wanted.size === 0) return;
    wanted.delete(setDigest([], this.hash).sha256);
    const adopted: Adopted[] = [];
    for await (const { data } of recordsOf(runner, LIBRARY_STREAMS.calendar))
      if (data['digest']) adopted.push(data as unknown as Adopted);
    const days = [...new Set(adopted.map(({ from }) => from))];
    for (let count = adopted.length; count >= 0 && wanted.size > 0; count--)
      for (const day of days)
        wanted.delete(
          setDigest(
            adopted.slice(0, count).filter(({ from }) => from <= day),
            this.hash,
          ).sha256,
        );
  }
}

/** The records of a stream that can be read; what is wrong with others is found elsewhere. */
async function* recordsOf(
  runner: QueryRunner,
  stream: string,
): AsyncGenerator<Pick<LedgerRecord, 'after' | 'data'>> {
  for (let next = 0; ;) {
    const rows = (await runner.query(
      'select seq, text from records where stream = $1 and seq >= $2 order by seq limit $3',
      [stream, next, PAGE],
    )) as { readonly seq: number; readonly text: string }[];
    for (const { text } of rows) {
      const record = parsed(text);
      if (record) yield record;
    }
    const last = rows.at(-1);
    if (!last) return;
    next = last.seq + 1;
  }
}

function parsed(text: string): Pick<LedgerRecord, 'after' | 'data'> | undefined {
  try {
    const record = JSON.parse(text) as LedgerRecord | null;
    return typeof record?.data === 'object' ? record : undefined;
  } catch {
    return undefined;
  }
}
