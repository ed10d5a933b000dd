import type { DataSource } from 'typeorm';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { documentDigest, textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, Hash, LedgerRecord } from '../../engine/audit/record.js';
import { calendarText } from '../../engine/audit/bundle/write/bundle-lines.js';
import { LIBRARY_STREAMS } from '../../usecases/law/library-streams.js';
import type { EvidenceReads, SaltedPart } from '../../usecases/evidence/evidence-ports.js';
import { foldOrganisation, NO_ORGANISATION } from '../../usecases/organisation/organisation-fold.js';
import type { DocumentEntry, PostgresDocuments } from '../document-store.js';
import { runNamed } from '../named-statement.js';

const PARTS = {
  name: 'evidence-parts',
  text: `select seq, name, salt, value, false as restricted from record_parts where stream = $1 and seq between $2 and $3
    union all
    select seq, name, salt, value, true from restricted_parts where stream = $1 and seq between $2 and $3`,
};
const RESTRICTED_FILES = {
  name: 'evidence-restricted-files',
  text: 'select sha256 from restricted_files where stream = $1',
};
const RECORDS = {
  name: 'evidence-organisation',
  text: 'select text from records where stream = $1 and seq >= $2 order by seq limit 200',
};

/** What bundles of evidence are made from, beside the ledger and the log. */
export class StoredEvidence implements EvidenceReads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly documents: Pick<PostgresDocuments, 'entries'>,
    private readonly hash: Hash,
  ) {}

  parts(stream: string, first: number, last: number): Promise<readonly SaltedPart[]> {
    return runNamed<SaltedPart>(this.dataSource, PARTS, [stream, first, last]);
  }

  async restrictedFiles(stream: string): Promise<readonly string[]> {
    const rows = await runNamed<{ sha256: string }>(this.dataSource, RESTRICTED_FILES, [stream]);
    return rows.map(({ sha256 }) => sha256);
  }

  async organisations(wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    let organisation = NO_ORGANISATION;
    const look = (): void => {
      const text = canonicalJson(organisation);
      const { sha256 } = textDigest(text, this.hash);
      if (wanted.has(sha256)) found.set(sha256, text);
    };
    look();
    for (let next = 0; found.size < wanted.size;) {
      const rows = await this.#organisationRecords(next);
      if (rows.length === 0) break;
      for (const { text } of rows) {
        const record = JSON.parse(text) as LedgerRecord;
        organisation = foldOrganisation(organisation, record);
        // The record says which organisation came of it, so that the text is made for those that are wanted alone.
        if (record.after && wanted.has(record.after.sha256) && !found.has(record.after.sha256)) look();
      }
      next += rows.length;
    }
    return found;
  }

  async calendars(wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, readonly DigestPair[]>> {
    const entries = [...(await this.documents.entries('calendar'))].sort((a, b) => a.seq - b.seq);
    const days = [...new Set(entries.map(({ from }) => from))];
    const found = new Map<string, readonly DigestPair[]>();
    // A calendar has what was adopted by a moment and known from a day on: there are no others.
    for (let adopted = entries.length; adopted >= 0 && found.size < wanted.size; adopted--)
      for (const day of days) {
        const notices = noticesOf(entries.slice(0, adopted), day);
        const { sha256 } = documentDigest(calendarText(notices), this.hash);
        if (wanted.has(sha256)) found.set(sha256, notices);
      }
    return found;
  }

  #organisationRecords(next: number): Promise<readonly { readonly text: string }[]> {
    return runNamed(this.dataSource, RECORDS, [LIBRARY_STREAMS.organisation, next]);
  }
}

function noticesOf(entries: readonly DocumentEntry[], day: string): readonly DigestPair[] {
  return entries
    .filter(({ from }) => from <= day)
    .map(({ digest }) => digest)
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}
