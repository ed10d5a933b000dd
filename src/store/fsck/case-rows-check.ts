import type { QueryRunner } from 'typeorm';
import type { CaseState } from '../../engine/case/case-state.js';
import { clockRows, partyRows, performerRows, relationRows, taskRows, vacancyRows } from '../case-rows.js';
import { checkDeskRows, readDeskRows, type DeskFold, type DeskRowsByCase } from './desk-check.js';
import type { FindingCode, Report } from './finding.js';
import type { FsckLaw } from './fsck-law.js';
import { checkMaterialRows, readMaterialRows, type MaterialRowsByCase } from './material-check.js';
import { checkPaperRows, readPaperRows, type PaperRowsByCase } from './paper-check.js';
import { byCase, sameRows } from './same-rows.js';

/** The rows that are kept beside a case's stream. */
export interface CaseRows {
  readonly cases: ReadonlyMap<string, CaseValues>;
  readonly tasks: ReadonlyMap<string, readonly object[]>;
  readonly clocks: ReadonlyMap<string, readonly object[]>;
  readonly parties: ReadonlyMap<string, readonly object[]>;
  readonly performers: ReadonlyMap<string, readonly object[]>;
  readonly vacancies: ReadonlyMap<string, readonly object[]>;
  readonly relations: ReadonlyMap<string, readonly object[]>;
  readonly desk: DeskRowsByCase;
  readonly materials: MaterialRowsByCase;
  readonly papers: PaperRowsByCase;
}

export interface CaseValues {
  readonly id: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly procedure: string;
  readonly definition: string;
  readonly unit: string;
  readonly applicant_name: string;
  readonly suspended_on: string | null;
}

const CASES = `select id, status, outcome, procedure, definition, unit, applicant_name,
  suspended_on::text as suspended_on from cases where id = any ($1)`;
const TASKS = `select case_id, key, post, unit, procedure, acts, since::text as since, due_on::text as due_on, clock,
  signing, came, from_person, waits_for, holder_person, holder_as, holder_for, holder_on::text as holder_on, passed_by,
  urged_on::text as urged_on, opened_at from tasks where case_id = any ($1)`;
const CLOCKS = `select case_id, clock, run, state, due_on::text as due_on, promised_due_on::text as promised_due_on,
  provisional, sweep_at from clocks where case_id = any ($1)`;
const PARTIES = 'select case_id, person, post from case_parties where case_id = any ($1)';

const PERFORMERS = 'select case_id, person, post from case_performers where case_id = any ($1)';
const RELATIONS = 'select case_id, relation, other from case_relations where case_id = any ($1)';
const VACANCIES = 'select case_id, task, post, since::text as since from vacancies where case_id = any ($1)';

/** A case as its records fold. */
export interface FoldedCase {
  readonly state: CaseState;
  /** The definition that it pins. */
  readonly definition: string;
  readonly desk: DeskFold;
}

/** Reads the rows of a batch of cases. */
export async function readCaseRows(runner: QueryRunner, ids: readonly string[]): Promise<CaseRows> {
  const read = async (sql: string): Promise<object[]> => (await runner.query(sql, [ids])) as object[];
  const cases = (await read(CASES)) as CaseValues[];
  return {
    cases: new Map(cases.map((row) => [row.id, row])),
    tasks: byCase(await read(TASKS)),
    clocks: byCase(await read(CLOCKS)),
    parties: byCase(await read(PARTIES)),
    performers: byCase(await read(PERFORMERS)),
    vacancies: byCase(await read(VACANCIES)),
    relations: byCase(await read(RELATIONS)),
    desk: await readDeskRows(runner, ids),
    materials: await readMaterialRows(runner, ids),
    papers: await readPaperRows(runner, ids),
  };
}

/** Holds the rows of one case against its records and folded state. */
export async function checkCaseRows(
  id: string,
  { state, definition, desk }: FoldedCase,
  rows: CaseRows,
  law: FsckLaw,
  report: Report,
): Promise<void> {
  const find = (code: FindingCode, message: string): void => report({ code, message, stream: id });
  checkCaseRow(rows.cases.get(id), state, definition, find);
  const due = await law.dueInstants(state, definition);
  const tasks = taskRows(state).map((row) => ({ ...row, opened_at: desk.openedAt(row.key) }));
  if (!sameRows(rows.tasks.get(id), tasks)) find('task-rows-wrong', 'tasks are not those of the state');
  if (!sameRows(rows.clocks.get(id), clockRows(state, due))) {
    find('clock-rows-wrong', 'clocks to sweep are not those of the state');
  }
  if (!sameRows(rows.parties.get(id), partyRows(state)))
    find('party-rows-wrong', 'parties are not those of the state');
  if (!sameRows(rows.performers.get(id), performerRows(state)))
    find('performer-rows-wrong', 'who acted is not what the state says');
  if (!sameRows(rows.vacancies.get(id), vacancyRows(state)))
    find('vacancy-rows-wrong', 'vacant tasks are not those of the state');
  if (!sameRows(rows.relations.get(id), relationRows(state)))
    find('relation-rows-wrong', 'the cases that it is about are not those of the state');
  checkDeskRows(rows.desk(id), desk, state, find);
  checkMaterialRows(rows.materials(id), state, find);
  checkPaperRows(rows.papers(id), state, due.takesEffectAt ?? {}, find);
  for (const clock of await law.driftedClocks(state, definition)) {
    find('clock-drift', `clock ${clock} computed anew has other days`);
  }
}

function checkCaseRow(
  row: CaseValues | undefined,
  state: CaseState,
  definition: string,
  find: (code: FindingCode, message: string) => void,
): void {
  if (!row) {
    find('case-row-wrong', 'the case is in no list');
    return;
  }
  if (
    row.status !== state.status ||
    row.outcome !== (state.outcome ?? null) ||
    row.suspended_on !== (state.suspendedOn ?? null) ||
    row.procedure !== state.procedure ||
    row.unit !== state.unit ||
    row.definition !== definition
  ) {
    find('case-row-wrong', 'the case is listed with another status, outcome, procedure, unit or definition');
  }
}
