import type { DataSource } from 'typeorm';
import type { DigestPair } from '../engine/audit/record.js';
import { Defect } from '../engine/defect.js';
import type { DocumentKind, DocumentStore, NewDocument, StoredDocument } from '../usecases/queries.js';
import { FreshCache } from './fresh-cache.js';
import { runNamed } from './named-statement.js';

interface DocumentValues {
  readonly sha256: string;
  readonly sm3: string;
  readonly kind: DocumentKind;
  readonly name: string;
  readonly valid_from: string;
  readonly title: string;
  readonly body: string;
  readonly stored_at: Date;
  readonly seq: number;
}

/** What lists and choices need of a document: everything but its text. */
export type DocumentEntry = Omit<StoredDocument, 'text'> & {
  /** Place in the order of adoption, among documents of its kind. */
  readonly seq: number;
};

interface DocumentText {
  readonly kind: DocumentKind;
  readonly text: string;
  readonly digest: DigestPair;
}

const COLUMNS = 'sha256, sm3, kind, name, valid_from::text as valid_from, title, stored_at, seq';
const ORDER = 'order by valid_from desc, seq desc, sha256';

const GET = { name: 'document-get', text: 'select kind, sm3, body from documents where sha256 = $1' };
const LIST = {
  name: 'document-list',
  text: `select ${COLUMNS}, body from documents where kind = $1 ${ORDER}`,
};
const ENTRIES = { name: 'document-entries', text: `select ${COLUMNS} from documents ${ORDER}` };
const PUT = {
  name: 'document-put',
  text: `insert into documents (sha256, sm3, kind, name, valid_from, title, body, stored_at, seq)
    values ($1, $2, $3, $4, $5, $6, $7, $8, -1) on conflict do nothing`,
};

/** Content-addressed documents on PostgreSQL. Texts are kept for ever once read: they cannot change. */
export class PostgresDocuments implements DocumentStore {
  readonly #texts = new Map<string, DocumentText>();
  readonly #entries: FreshCache<readonly DocumentEntry[]>;

  constructor(private readonly dataSource: DataSource) {
    this.#entries = new FreshCache(() => this.#readEntries());
  }

  async put(document: NewDocument): Promise<void> {
    const { digest, kind, name, from, title, text, storedAt } = document;
    await runNamed(this.dataSource, PUT, [
      digest.sha256,
      digest.sm3,
      kind,
      name,
      from,
      title,
      text,
      storedAt,
    ]);
    this.#entries.forget();
  }

  async get(sha256: string): Promise<DocumentText | undefined> {
    const known = this.#texts.get(sha256);
    if (known) return known;
    const [row] = await runNamed<DocumentValues>(this.dataSource, GET, [sha256]);
    if (!row) return undefined;
    const found = { kind: row.kind, text: row.body, digest: { sha256, sm3: row.sm3 } };
    this.#texts.set(sha256, found);
    return found;
  }

  async list(kind: DocumentKind): Promise<readonly StoredDocument[]> {
    const rows = await runNamed<DocumentValues>(this.dataSource, LIST, [kind]);
    return rows.map((row) => {
      const { seq: _seq, ...entry } = entryOf(row);
      return { ...entry, text: row.body };
    });
  }

  /** All documents of a kind without their texts, the latest in force first. At most a second old. */
  async entries(kind: DocumentKind): Promise<readonly DocumentEntry[]> {
    return (await this.#entries.get()).filter((entry) => entry.kind === kind);
  }

  /** The text of a document that is known to be stored. @throws Defect when it is not. */
  async text(sha256: string): Promise<string> {
    const found = await this.get(sha256);
    if (!found) throw new Defect(`document ${sha256} is listed but not stored`);
    return found.text;
  }

  /** Documents were stored by this process: the next question sees them. */
  lookAgain(): void {
    this.#entries.forget();
  }

  async #readEntries(): Promise<readonly DocumentEntry[]> {
    return (await runNamed<DocumentValues>(this.dataSource, ENTRIES, [])).map(entryOf);
  }
}

function entryOf(row: DocumentValues): DocumentEntry {
  return {
    kind: row.kind,
    digest: { sha256: row.sha256, sm3: row.sm3 },
    name: row.name,
    from: row.valid_from,
    title: row.title,
    storedAt: row.stored_at.toISOString(),
    seq: row.seq,
  };
}
