import type { DataSource } from 'typeorm';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type { CertificateOnRecord, IssuedCertificate } from '../../engine/conformance/issued-certificate.js';
import type { CertificateReads, EndedCases } from '../../usecases/conformance/certificate-ports.js';
import { LIBRARY_STREAMS } from '../../usecases/law/library-streams.js';
import { runNamed, type NamedStatement } from '../named-statement.js';

const STREAM = LIBRARY_STREAMS.certificates;

// The answers kept to the keys `<case>/<last record>` are the index of what was issued: `0` follows `/`.
const LATEST: NamedStatement = {
  name: 'certificates-latest',
  text: `select r.text from (
      select stream, seq from idempotency
      where actor = '${STREAM}' and key > $1 || '/' and key < $1 || '0' order by key desc limit 1
    ) i join records r on r.stream = i.stream and r.seq = i.seq`,
};

const UNCERTIFIED: NamedStatement = {
  name: 'certificates-missing',
  text: `with page as (select id, status from cases where id > $1 order by id limit $2)
    select (select max(id) from page) as next, array(
      select p.id from page p join streams s on s.id = p.id
      where p.status = 'ended' and not exists (select 1 from idempotency i
        where i.actor = '${STREAM}' and i.key = p.id || '/' || lpad((s.seq - 1)::text, 10, '0'))
      order by p.id) as cases`,
};

const SEALED: NamedStatement = {
  name: 'certificates-sealed',
  text: `with page as (select index, stream from log_entries where index >= $1 order by index limit $2)
    select (select (max(index) + 1)::float8 from page) as next, array(
      select c.id from cases c where c.status = 'ended' and c.id in (select stream from page) order by c.id) as cases`,
};

const SIZE: NamedStatement = {
  name: 'certificates-log-size',
  text: 'select coalesce(max(index) + 1, 0)::float8 as size from log_entries',
};

interface PageValues<Place> {
  readonly next: Place | null;
  readonly cases: readonly string[];
}

/** Issued certificates 办结合规证明 and the cases that may want one, on PostgreSQL. */
export class PostgresCertificates implements CertificateReads {
  constructor(private readonly dataSource: DataSource) {}

  async latest(caseId: string): Promise<CertificateOnRecord | undefined> {
    const [row] = await runNamed<{ text: string }>(this.dataSource, LATEST, [caseId]);
    if (!row) return undefined;
    const { stream, seq, recordedAt, data } = JSON.parse(row.text) as LedgerRecord;
    return { issued: data as unknown as IssuedCertificate, stream, seq, at: recordedAt };
  }

  uncertified(after: string | undefined, limit: number): Promise<EndedCases<string>> {
    return this.#page<string>(UNCERTIFIED, [after ?? '', limit]);
  }

  sealedFrom(index: number, limit: number): Promise<EndedCases<number>> {
    return this.#page<number>(SEALED, [index, limit]);
  }

  async logSize(): Promise<number> {
    const [row] = await runNamed<{ size: number }>(this.dataSource, SIZE, []);
    return row?.size ?? 0;
  }

  async #page<Place>(statement: NamedStatement, values: readonly unknown[]): Promise<EndedCases<Place>> {
    const [row] = await runNamed<PageValues<Place>>(this.dataSource, statement, values);
    return { cases: row?.cases ?? [], next: row?.next ?? undefined };
  }
}
