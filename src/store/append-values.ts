import { canonicalJson } from '../engine/audit/canonical-form.js';
import type { CaseState } from '../engine/case/case-state.js';
import { Defect } from '../engine/defect.js';
import type { Append, CaseChange, StreamKind } from '../usecases/ports.js';
import type { NewDocument } from '../usecases/queries.js';
import { besideJson } from './beside/beside-json.js';
import { changedRows, relationRows, vacancyRows, type CaseRowChanges } from './case-rows.js';
import { searchOf } from './case-search.js';
import { definitionRows } from './definition-rows.js';

/** The arguments of `duecourse_append`, in its order. */
export function appendValues(append: Append, kind: StreamKind): unknown[] {
  const { head, records, answer } = append;
  checkRecords(append);
  const rows =
    append.caseChange &&
    changedRows(
      append.caseChange,
      records.map(({ record }) => record),
    );
  const parts = records.flatMap(({ record, parts: own }) =>
    own.map((part) => ({ seq: record.seq, ...part })),
  );
  return [
    head.stream,
    kind,
    head.seq === 0,
    head.seq,
    append.versionAfter,
    append.stateText,
    append.caseChange?.opened?.definition ?? null,
    records.map(({ record }) => record.id),
    records.map(({ record }) => record.type),
    records.map(({ record }) => record.recordedAt),
    records.map(({ text }) => text),
    records.map(({ leaf }) => leaf.sha256),
    records.map(({ leaf }) => leaf.sm3),
    ...(parts.length === 0
      ? [null, null, null, null]
      : [
          parts.map((p) => p.seq),
          parts.map((p) => p.name),
          parts.map((p) => p.salt),
          parts.map((p) => p.value),
        ]),
    ...(answer
      ? [answer.actor, answer.key, answer.stored.requestDigest, answer.stored.body]
      : [null, null, null, null]),
    outboxJson(append.caseChange),
    documentsJson(append.documents ?? []),
    ...caseValues(head.stream, append.caseChange, rows),
    jsonOrNull(rows?.performers ?? []),
    ...powerValues(append),
    besideJson(append),
  ];
}

// The pair to the database's own checks: a wrong append is our bug and must not even be tried.
function checkRecords({ head, records }: Append): void {
  if (records.length === 0) throw new Defect('an append without a record');
  records.forEach(({ record }, i) => {
    if (record.stream !== head.stream || record.seq !== head.seq + i) {
      throw new Defect(`record ${record.stream}/${record.seq} does not follow ${head.stream}/${head.seq}`);
    }
  });
}

function caseValues(
  stream: string,
  change: CaseChange | undefined,
  rows: CaseRowChanges | undefined,
): unknown[] {
  if (!change || !rows) return [false, null, null, null, null, null];
  const { tasks, tasksClosed, clocks, parties } = rows;
  const values = [
    caseJson(stream, change),
    jsonOrNull(parties),
    jsonOrNull(tasks),
    tasksClosed.length === 0 ? null : tasksClosed,
    jsonOrNull(clocks),
  ];
  return [values.some((value) => value !== null), ...values];
}

function caseJson(stream: string, { opened, before, state }: CaseChange): string | null {
  const standing = standingOf(state);
  if (opened) {
    return JSON.stringify({
      procedure: opened.procedure,
      definition: opened.definition,
      subject: opened.subject,
      applicant_name: opened.applicantName,
      unit: opened.unit,
      opened_on: opened.openedOn,
      ...searchOf(stream, opened.subject, opened.applicantName),
      relations: relationRows(state),
      ...standing,
    });
  }
  const changed = !before || JSON.stringify(standingOf(before)) !== JSON.stringify(standing);
  return changed ? JSON.stringify(standing) : null;
}

/** What changes in a case's row. */
function standingOf({ status, outcome, suspendedOn }: CaseState): object {
  return { status, outcome: outcome ?? null, suspended_on: suspendedOn ?? null };
}

/** What the decision rested on, and whose names and standings change. */
function powerValues({
  caseChange,
  organisationVersion,
  actorStanding,
  names,
  standings,
}: Append): unknown[] {
  return [
    organisationVersion ?? null,
    actorStanding?.person ?? null,
    actorStanding?.standing ?? null,
    jsonOrNull(names ?? []),
    jsonOrNull(standings ?? []),
    caseChange ? vacanciesJson(caseChange) : null,
  ];
}

/** All vacancies of the case, when any has come or gone. */
function vacanciesJson({ before, state }: CaseChange): string | null {
  if ((before?.vacancies ?? {}) === state.vacancies) return null;
  const rows = vacancyRows(state);
  return rows.length === 0 && !before ? null : JSON.stringify(rows);
}

function outboxJson(change: CaseChange | undefined): string | null {
  const rows = (change?.effects ?? []).map(({ seq, effect }, n) => ({
    seq,
    n,
    topic: effect.type,
    payload: canonicalJson(effect),
  }));
  return jsonOrNull(rows);
}

function documentsJson(documents: readonly NewDocument[]): string | null {
  return jsonOrNull(
    documents.map(({ digest, kind, name, from, title, text, storedAt }) => ({
      sha256: digest.sha256,
      sm3: digest.sm3,
      kind,
      name,
      valid_from: from,
      title,
      body: text,
      stored_at: storedAt,
      ...(kind === 'definition' && definitionRows(text)),
    })),
  );
}

function jsonOrNull(rows: readonly object[]): string | null {
  return rows.length === 0 ? null : JSON.stringify(rows);
}
