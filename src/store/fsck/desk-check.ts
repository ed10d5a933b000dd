import type { QueryRunner } from 'typeorm';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Instant } from '../../engine/clock/time.js';
import {
  documentNumbers,
  doingRows,
  initiatedRows,
  latest,
  referralRows,
  referralsAskedAt,
  referredRows,
  signerRows,
  type DoingValues,
  type InitiatedValues,
  type ReferredValues,
} from '../beside/desk-rows.js';
import { tasksOpenedAt } from '../case-rows.js';
import { gramsOf, searchAddition, searchOf } from '../case-search.js';
import type { FindingCode } from './finding.js';
import { byCase, sameRows } from './same-rows.js';

/** What the records of one case say of the work in hand, gathered one after the other. */
export class DeskFold {
  readonly #doings: DoingValues[] = [];
  readonly #initiated: InitiatedValues[] = [];
  readonly #referred: ReferredValues[] = [];
  readonly #openedAt = new Map<string, Instant>();
  readonly #askedAt = new Map<string, Instant>();

  visit(record: LedgerRecord): void {
    this.#doings.push(...doingRows(record));
    this.#initiated.push(...initiatedRows(record));
    this.#referred.push(...referredRows(record));
    for (const [key, at] of tasksOpenedAt([record])) this.#openedAt.set(key, at);
    for (const [id, at] of referralsAskedAt([record])) this.#askedAt.set(id, at);
  }

  /** When the task was opened that is open now. */
  openedAt(task: string): Instant | null {
    return this.#openedAt.get(task) ?? null;
  }

  /** The rows as they must be. */
  rows(state: CaseState): Omit<DeskRows, 'search'> {
    return {
      doings: this.#doings,
      initiated: this.#initiated,
      referred: latest(this.#referred),
      referrals: referralRows(state).map((row) => ({ ...row, asked_at: this.#askedAt.get(row.id) ?? null })),
      signers: signerRows(state),
    };
  }
}

/** The rows about the work in hand of one case. */
interface DeskRows {
  readonly doings: readonly object[];
  readonly initiated: readonly object[];
  readonly referred: readonly object[];
  readonly referrals: readonly object[];
  readonly signers: readonly object[];
  readonly search: SearchRow | undefined;
}

interface SearchRow {
  readonly case_id: string;
  readonly subject: string;
  readonly applicant_name: string;
  readonly search: string;
  readonly grams: readonly string[];
}

/** The same for a batch of cases. */
export type DeskRowsByCase = (id: string) => DeskRows;

const DOINGS = `select case_id, seq, person, type, act, post, done_on::text as done_on, recorded_at, on_behalf_of, done_by
  from case_doings where case_id = any ($1)`;
const INITIATED = 'select case_id, person, capacity, since from case_initiated where case_id = any ($1)';
const REFERRED =
  'select case_id, person, kind, since, from_person from case_referred where case_id = any ($1)';
const REFERRALS = `select case_id, id, kind, task, person, from_person, since::text as since, asked_at, blocks, place, clock,
  due_on::text as due_on from case_referrals where case_id = any ($1)`;
const SIGNERS = 'select case_id, person, key, turn from task_signers where case_id = any ($1)';
const SEARCH = 'select id as case_id, subject, applicant_name, search, grams from cases where id = any ($1)';

/** Reads what is kept of the work in hand of a batch of cases. */
export async function readDeskRows(runner: QueryRunner, ids: readonly string[]): Promise<DeskRowsByCase> {
  const read = async (sql: string): Promise<object[]> => (await runner.query(sql, [ids])) as object[];
  const doings = byCase(await read(DOINGS));
  const initiated = byCase(await read(INITIATED));
  const referred = byCase(await read(REFERRED));
  const referrals = byCase(await read(REFERRALS));
  const signers = byCase(await read(SIGNERS));
  const search = new Map(((await read(SEARCH)) as SearchRow[]).map((row) => [row.case_id, row]));
  return (id) => ({
    doings: doings.get(id) ?? [],
    initiated: initiated.get(id) ?? [],
    referred: referred.get(id) ?? [],
    referrals: referrals.get(id) ?? [],
    signers: signers.get(id) ?? [],
    search: search.get(id),
  });
}

/** Holds the rows of one case against its records and its folded state. */
export function checkDeskRows(
  stored: DeskRows,
  fold: DeskFold,
  state: CaseState,
  find: (code: FindingCode, message: string) => void,
): void {
  const expected = fold.rows(state);
  if (!sameRows(stored.doings, expected.doings))
    find('doing-rows-wrong', 'who did what is not what the records say');
  if (!sameRows(stored.initiated, expected.initiated))
    find('initiated-rows-wrong', 'whose case it is is not what its first record says');
  if (!sameRows(stored.referred, expected.referred))
    find('referred-rows-wrong', 'who may read it by referral is not what the records say');
  if (!sameRows(stored.referrals, expected.referrals))
    find('referral-rows-wrong', 'open referrals are not those of the state');
  if (!sameRows(stored.signers, expected.signers))
    find('signer-rows-wrong', 'signatures that are waited for are not those of the state');
  if (stored.search && !searchIsRight(stored.search, state))
    find('search-row-wrong', 'it is found by other words than those of its subject, applicant and numbers');
}

function searchIsRight(
  { case_id: id, subject, applicant_name: name, ...row }: SearchRow,
  state: CaseState,
): boolean {
  // Numbers were added as they were given, in any order.
  const lines = (text: string): string => text.split('\n').sort().join('\n');
  const search = searchOf(id, subject, name).search + searchAddition(documentNumbers(state)).text;
  return (
    lines(row.search) === lines(search) && row.grams.toSorted().join('\n') === gramsOf(search).join('\n')
  );
}
