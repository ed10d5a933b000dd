import type { DataSource } from 'typeorm';
import { canonicalJson } from '../engine/audit/canonical-form.js';
import { textDigest } from '../engine/audit/digest.js';
import type { Hash, LedgerRecord } from '../engine/audit/record.js';
import type { Instant } from '../engine/clock/time.js';
import { indexOrganisation } from '../engine/organisation/organisation-index.js';
import { LIBRARY_STREAMS } from '../usecases/law/library-streams.js';
import {
  foldOrganisation,
  movesVersion,
  NO_ORGANISATION,
} from '../usecases/organisation/organisation-fold.js';
import type { OrganisationReads } from '../usecases/organisation/organisation-reads.js';
import type { Directory, OrganisationSnapshot } from '../usecases/ports.js';
import { runNamed } from './named-statement.js';
import { listPeople } from './queries/people.js';

const KNOWN = {
  name: 'organisation-known',
  text: `select s.seq, (select count(*)::integer from records r where r.stream = s.id and r.recorded_at <= $2) as known
    from streams s where s.id = $1`,
};
const PAGE = {
  name: 'organisation-records',
  text: 'select seq, text from records where stream = $1 and seq >= $2 and seq < $3 order by seq limit 200',
};

/** The organisation as it was known earlier, folded anew from its stream, and its people by name. */
export class OrganisationHistory implements OrganisationReads {
  #latest: { readonly seq: number; readonly snapshot: Promise<OrganisationSnapshot> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Pick<Directory, 'current'>,
    private readonly hash: Hash,
  ) {}

  readonly people: OrganisationReads['people'] = (filter, page) => listPeople(this.dataSource, filter, page);

  async knownAt(instant: Instant): Promise<OrganisationSnapshot> {
    const [row] = await runNamed<{ seq: number; known: number }>(this.dataSource, KNOWN, [
      LIBRARY_STREAMS.organisation,
      instant,
    ]);
    if (!row || row.known === row.seq) return this.directory.current();
    // Who looks at the past looks at the same past again: the one folded last is kept.
    if (this.#latest?.seq !== row.known) {
      const folding = { seq: row.known, snapshot: this.#fold(row.known) };
      this.#latest = folding;
      folding.snapshot.catch(() => (this.#latest = this.#latest === folding ? undefined : this.#latest));
    }
    return this.#latest.snapshot;
  }

  async #fold(seq: number): Promise<OrganisationSnapshot> {
    let organisation = NO_ORGANISATION;
    let version = 0;
    for (let next = 0; next < seq;) {
      const rows = await runNamed<{ seq: number; text: string }>(this.dataSource, PAGE, [
        LIBRARY_STREAMS.organisation,
        next,
        seq,
      ]);
      for (const { text } of rows) {
        const record = JSON.parse(text) as LedgerRecord;
        organisation = foldOrganisation(organisation, record);
        if (movesVersion(record)) version += 1;
      }
      next += Math.max(1, rows.length);
    }
    const digest = textDigest(canonicalJson(organisation), this.hash);
    return { version, organisation, index: indexOrganisation(organisation), digest };
  }
}
