import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Stance } from '../../engine/case/signing/signing-state.js';
import { entryOf } from '../../engine/organisation/entries.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Definition, Text } from '../../engine/law/definition.js';
import type { Asker } from '../powers/power-facts.js';
import type { CaseDetail, RecordRow } from '../queries.js';
import type { LawfulCaseFor } from '../cases/read-case.js';
import { allRecords, eventOf } from './all-records.js';
import { knownCase, placeOf } from './known-case.js';
import { opinionsIn, wordsFor, type ListedOpinion, type OpinionReads } from './list-opinions.js';
import { maskedCase } from './masked-case.js';
import { isParty } from './may-read.js';
import { recordAuthors, type RecordAuthor } from './record-authors.js';
import { whatHappened } from './what-happened.js';

/** 审批单: a case from its records alone, ready to be printed. */
export interface ApprovalSheet {
  readonly caseId: string;
  readonly subject: string;
  readonly applicantName: string;
  readonly masked: boolean;
  readonly procedure: Text;
  readonly unit: string;
  readonly openedOn: string;
  readonly status: CaseState['status'];
  /** Titles of the states in which it is now. */
  readonly standing: readonly Text[];
  readonly outcome?: string;
  readonly lines: readonly SheetLine[];
  /** Attempts that the law or the house refused. They approve nothing and stand in the ledger alone. */
  readonly refusedAttempts: number;
  /** Sequence and leaf of the latest record: what the sheet was made from. */
  readonly through: { readonly seq: number; readonly sha256: string };
  readonly printedAt: Instant;
}

/** One thing that happened: by a person, or by the law itself. */
export interface SheetLine {
  readonly seq: number;
  readonly on: CivilDate;
  readonly recordedAt: Instant;
  readonly by: 'person' | 'law';
  readonly what: Text;
  readonly basis: readonly string[];
  readonly author?: RecordAuthor;
  readonly stance?: Stance;
  readonly reason?: string;
  readonly opinion?: ListedOpinion;
}

/** Causes that stand on the sheet; attempts, readings and what the system finds do not. */
const SHOWN: ReadonlySet<CaseEvent['cause']> = new Set([
  ...(['act', 'lapse', 'promise', 'desk', 'material', 'document', 'form', 'opinion'] as const),
]);

/** Makes the sheet of a case. Undefined: no such case, or none that the person may know of. */
export function approvalSheet(
  reads: OpinionReads,
): (caseId: string, by: Asker) => Promise<ApprovalSheet | undefined> {
  return async (caseId, by) => {
    const found = await knownCase(reads.ports, caseId, by);
    const detail = found && (await reads.queries.case(caseId));
    if (!found || !detail) return undefined;
    const rows = await allRecords(reads.queries, caseId);
    const { subject, applicantName, masked } = peopleIn(found, detail);
    const { definition } = found.procedure;
    const last = rows.at(-1);
    return {
      ...{ caseId, subject, applicantName, masked, openedOn: detail.openedOn },
      procedure: definition.title,
      unit: unitTitle(found),
      status: found.state.status,
      standing: found.procedure.activePaths(found.state.value).map((path) => stateTitle(definition, path)),
      ...(found.state.outcome !== undefined && { outcome: found.state.outcome }),
      lines: await linesOf(reads, found, caseId, rows),
      refusedAttempts: rows.filter((row) => eventOf(row).cause === 'refusal').length,
      through: { seq: last?.seq ?? 0, sha256: last?.leaf.sha256 ?? '' },
      printedAt: found.context.world.now,
    };
  };
}

function peopleIn(found: LawfulCaseFor, detail: CaseDetail) {
  const masked = !isParty(placeOf(found));
  const { subject, applicantName } = masked ? maskedCase(detail) : detail;
  return { subject, applicantName, masked };
}

function unitTitle({ context, state }: LawfulCaseFor): string {
  const { units } = context.organisation.organisation;
  return entryOf(units, state.unit)?.title ?? state.unit;
}

function stateTitle(definition: Definition, path: string): Text {
  let level: Readonly<Record<string, unknown>> | undefined = definition.states;
  let title: Text = path;
  for (const name of path.split('.')) {
    const state = level?.[name] as { title?: Text; states?: Readonly<Record<string, unknown>> } | undefined;
    title = state?.title ?? title;
    level = state?.states;
  }
  return title;
}

async function linesOf(
  reads: OpinionReads,
  found: LawfulCaseFor,
  caseId: string,
  rows: readonly RecordRow[],
): Promise<readonly SheetLine[]> {
  const { definition } = found.procedure;
  const shown = rows.filter((row) => SHOWN.has(eventOf(row).cause));
  const { ports, organisation } = reads;
  const [authors, opinions, show] = await Promise.all([
    recordAuthors({ directory: ports.directory, organisation }, definition, shown),
    opinionsIn(reads, found, caseId, rows),
    wordsFor(reads, found, caseId),
  ]);
  const said = new Map(opinions.map((one) => [one.seq, one]));
  return shown.map((row): SheetLine => {
    const event = eventOf(row);
    const { seq, record, parts } = row;
    const author = authors.get(seq);
    const opinion = said.get(seq);
    const stance = opinion?.stance ?? stanceOf(definition, event, parts);
    const reason = parts['reason'];
    return {
      ...{ seq, on: event.on, recordedAt: record.recordedAt, what: whatHappened(definition, event) },
      by: author ? 'person' : 'law',
      basis: (record.basis ?? []).map(({ law, article }) => `${law}${article === '' ? '' : ` ${article}`}`),
      ...(author && { author }),
      ...(stance && { stance }),
      ...(typeof reason === 'string' && { reason: show(reason) }),
      ...(opinion && { opinion }),
    };
  });
}

/** The stance of a signature, which is its act's input. */
function stanceOf(definition: Definition, { act }: CaseEvent, parts: RecordRow['parts']): Stance | undefined {
  if (act === undefined || definition.acts[act]?.signs === undefined) return undefined;
  const given = parts['input'] as { readonly stance?: unknown } | undefined;
  const { stance } = given ?? {};
  return stance === 'agree' || stance === 'disagree' || stance === 'abstain' ? stance : undefined;
}
