import type { DataSource } from 'typeorm';
import type { CivilDate } from '../engine/clock/time.js';
import type { NumberRegister, PaperRow, PaperStore } from '../usecases/papers/paper-store.js';
import { KeyedQueue } from './keyed-queue.js';
import { runNamed } from './named-statement.js';

const COLUMNS = `case_id, id, document, title, organ, number, issued_on::text as issued_on, seq, sha256, sm3, receipt,
  served_on::text as served_on`;

const LAST = {
  name: 'document-number-last',
  text: `select coalesce(max(n), 0)::integer as last from document_numbers
    where unit = $1 and word = $2 and year = $3`,
};

const OF_CASE = {
  name: 'documents-of-case',
  text: `select ${COLUMNS} from case_documents where case_id = $1 order by seq, id`,
};

const BY_RECEIPT = {
  name: 'document-by-receipt',
  text: `select ${COLUMNS} from case_documents where receipt >= $1 and receipt < $1 || 'g' limit 2`,
};

const RECEIPT = /^[0-9a-f]{20,64}$/;

interface Row {
  readonly case_id: string;
  readonly id: string;
  readonly document: string;
  readonly title: string;
  readonly organ: string;
  readonly number: string | null;
  readonly issued_on: string;
  readonly seq: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly receipt: string;
  readonly served_on: string | null;
}

/** Issued documents and registers of numbers on PostgreSQL. */
export function postgresPapers(dataSource: DataSource): PaperStore {
  const queue = new KeyedQueue();
  return {
    async lastNumber({ unit, word, year }) {
      const [row] = await runNamed<{ readonly last: number }>(dataSource, LAST, [unit, word, year]);
      return row?.last ?? 0;
    },
    inTurn: (register, work) => queue.run(keyOf(register), work),
    async ofCase(caseId) {
      return (await runNamed<Row>(dataSource, OF_CASE, [caseId])).map(paperRow);
    },
    async byReceipt(receipt) {
      if (!RECEIPT.test(receipt)) return undefined;
      const [found, other] = await runNamed<Row>(dataSource, BY_RECEIPT, [receipt]);
      return found && !other ? paperRow(found) : undefined;
    },
  };
}

function keyOf({ unit, word, year }: NumberRegister): string {
  return JSON.stringify([unit, word, year]);
}

function paperRow({ case_id, issued_on, served_on, ...row }: Row): PaperRow {
  return {
    ...row,
    caseId: case_id,
    issuedOn: issued_on as CivilDate,
    servedOn: served_on as CivilDate | null,
  };
}
