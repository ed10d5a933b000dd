import type { QueryRunner } from 'typeorm';
import { isCanonicalJson } from '../../engine/audit/canonical-form.js';
import { documentDigest, sameDigest } from '../../engine/audit/digest.js';
import type { DigestPair, Hash, LedgerRecord } from '../../engine/audit/record.js';
import { definitionRows } from '../definition-rows.js';
import type { Report } from './finding.js';
import { PinCheck } from './pin-check.js';

/** Checks that published documents are what their digests say, and that each was adopted on record. */
export class LibraryCheck {
  readonly #stored = new Set<string>();
  /** Policy sets: kept by the service itself, because records name them. */
  readonly #policies = new Set<string>();
  /** Digests that records pin, each with the first record that does. */
  readonly #pinned = new Map<string, Pick<LedgerRecord, 'stream' | 'seq'>>();
  readonly #others: PinCheck;
  readonly #adopted = new Map<string, Pick<LedgerRecord, 'stream' | 'seq'>>();

  constructor(
    private readonly hash: Hash,
    private readonly report: Report,
  ) {
    this.#others = new PinCheck(hash, report);
  }

  /** Reads every document, one at a time. */
  async readDocuments(runner: QueryRunner): Promise<void> {
    const digests = (await runner.query('select sha256 from documents order by sha256')) as {
      sha256: string;
    }[];
    for (const { sha256 } of digests) {
      const [row] = (await runner.query('select kind, sm3, body from documents where sha256 = $1', [
        sha256,
      ])) as [{ kind: string; sm3: string; body: string }];
      this.#stored.add(sha256);
      const digest = documentDigest(row.body, this.hash);
      if (!sameDigest(digest, { sha256, sm3: row.sm3 }) || !isCanonicalJson(row.body)) {
        this.report({ code: 'document-altered', message: `document ${sha256} is not what its digest says` });
      } else if (row.kind === 'definition') {
        await this.#checkDefinition(runner, sha256, row.body);
      } else if (row.kind === 'policies') {
        this.#policies.add(sha256);
      }
    }
  }

  /** Who may read a procedure's cases, and who keeps whom from acting in them, is kept in rows beside it. */
  async #checkDefinition(runner: QueryRunner, sha256: string, text: string): Promise<void> {
    const read = async (sql: string): Promise<object[]> => (await runner.query(sql, [sha256])) as object[];
    const posts = await read('select post from procedure_posts where definition = $1');
    const separations = await read(
      'select post, other, relation from procedure_separations where definition = $1',
    );
    const expected = definitionRows(text);
    const same =
      inOrder(posts) === inOrder(expected.posts.map((post) => ({ post }))) &&
      inOrder(separations) === inOrder(expected.separations);
    if (same) return;
    this.report({
      code: 'definition-rows-wrong',
      message: `posts and separations kept for ${sha256} are not those of the definition`,
    });
  }

  /** Whether a document is stored; asks again for one that was not there when all were read. */
  async has(runner: QueryRunner, sha256: string): Promise<boolean> {
    if (this.#stored.has(sha256)) return true;
    const rows = (await runner.query('select 1 from documents where sha256 = $1', [sha256])) as object[];
    return rows.length > 0;
  }

  /** Any record: definition and policies that decided it are documents; calendar and organisation come of records. */
  pins(record: LedgerRecord): void {
    this.#others.visit(record);
    const { stream, seq, def, rules } = record;
    for (const pin of [def, rules]) {
      if (pin && !this.#pinned.has(pin.sha256)) this.#pinned.set(pin.sha256, { stream, seq });
    }
  }

  /** A record of a library stream, which may adopt a document. */
  visit(record: LedgerRecord): void {
    const digest = record.data['digest'] as DigestPair | undefined;
    if (typeof digest?.sha256 === 'string') {
      const { stream, seq } = record;
      this.#adopted.set(digest.sha256, { stream, seq });
    }
  }

  /** After all streams: what is adopted must be stored, and what nobody adopted does not belong here. */
  async finish(runner: QueryRunner): Promise<void> {
    for (const [sha256, { stream, seq }] of this.#adopted) {
      if (await this.has(runner, sha256)) continue;
      this.report({
        code: 'document-missing',
        message: `adopts ${sha256}, which is not stored`,
        stream,
        seq,
      });
    }
    for (const [sha256, { stream, seq }] of this.#pinned) {
      if (await this.has(runner, sha256)) continue;
      const message = `rests on ${sha256}, which is not stored`;
      this.report({ code: 'document-missing', message, stream, seq });
    }
    await this.#others.finish(runner);
    for (const sha256 of this.#stored) {
      if (this.#adopted.has(sha256) || this.#policies.has(sha256)) continue;
      this.report({ code: 'document-unadopted', message: `document ${sha256} is adopted by no record` });
    }
  }
}

function inOrder(rows: readonly object[]): string {
  return rows
    .map((row) => JSON.stringify(row))
    .toSorted()
    .join();
}
