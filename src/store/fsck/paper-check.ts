import type { QueryRunner } from 'typeorm';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Instant } from '../../engine/clock/time.js';
import type { FindingCode, Report } from './finding.js';
import { byCase, sameRows } from './same-rows.js';

/** The rows of issued documents of a batch of cases. */
export type PaperRowsByCase = (id: string) => readonly object[];

const ROWS = `select case_id, id, document, number, issued_on::text as issued_on, sha256, sm3,
    served_on::text as served_on, takes_effect_at
  from case_documents where case_id = any ($1)`;

/** Reads what is kept of the issued documents of a batch of cases. */
export async function readPaperRows(runner: QueryRunner, ids: readonly string[]): Promise<PaperRowsByCase> {
  const rows = byCase((await runner.query(ROWS, [ids])) as object[]);
  return (id) => rows.get(id) ?? [];
}

/**
 * Holds the documents of one case against its folded state.
 *
 * @param takesEffectAt when pending services take effect, by document
 */
export function checkPaperRows(
  stored: readonly object[],
  { documents = {} }: CaseState,
  takesEffectAt: Readonly<Record<string, Instant>>,
  find: (code: FindingCode, message: string) => void,
): void {
  const expected = Object.entries(documents).flatMap(([id, { document, issued, servedOn }]) =>
    issued
      ? [
          {
            ...{ id, document, number: issued.number ?? null, issued_on: issued.on },
            ...{ sha256: issued.sha256, sm3: issued.sm3, served_on: servedOn ?? null },
            takes_effect_at: takesEffectAt[id] ?? null,
          },
        ]
      : [],
  );
  if (!sameRows(stored, expected)) find('document-rows-wrong', 'issued documents are not those of the state');
}

interface Place {
  readonly stream: string;
  readonly seq: number | null;
  readonly what: string;
}

const MOST_FINDINGS = 1_000;

const WRONG: readonly string[] = [
  // A register without a gap ends at the number of its rows.
  `select min(case_id) as stream, null::integer as seq, word || '〔' || year || '〕' || ' has a gap' as what
    from document_numbers group by unit, word, year having max(n) <> count(*) or min(n) <> 1`,
  `select n.case_id as stream, d.seq, n.word || '〔' || n.year || '〕' || n.n || '号 is not the number of its document' as what
    from document_numbers n left join case_documents d on d.case_id = n.case_id and d.id = n.document
    where d.number is distinct from n.word || '〔' || n.year || '〕' || n.n || '号'`,
  `select d.case_id as stream, d.seq, d.number || ' was never given' as what from case_documents d
    where d.number is not null and not exists (
      select 1 from document_numbers n where n.case_id = d.case_id and n.document = d.id
    )`,
  `select d.case_id as stream, d.seq, 'the receipt of ' || d.id || ' is no leaf of its record' as what
    from case_documents d left join records r on r.stream = d.case_id and r.seq = d.seq
    where r.sha256 is distinct from d.receipt`,
];

/** Checks that numbers are dense and each belongs to its document, and that receipts are leaves of the record. */
export async function checkPapers(runner: QueryRunner, report: Report): Promise<void> {
  for (const sql of WRONG) {
    const places = (await runner.query(`${sql} limit ${MOST_FINDINGS}`)) as Place[];
    for (const { stream, seq, what } of places) {
      report({ code: 'document-rows-wrong', message: what, stream, ...(seq !== null && { seq }) });
    }
  }
}
