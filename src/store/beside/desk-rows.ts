import type { LedgerRecord } from '../../engine/audit/record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Instant } from '../../engine/clock/time.js';
import type { Append } from '../../usecases/ports.js';
import { dueOn, measuringClock } from '../case-rows.js';
import { searchAddition } from '../case-search.js';

/** What somebody did, as its row holds it: one for who acted, one for the principal for whom he did. */
export interface DoingValues {
  readonly seq: number;
  readonly person: string;
  readonly type: string;
  readonly act: string | null;
  readonly post: string | null;
  readonly done_on: string;
  readonly recorded_at: Instant;
  /** Deputies: for whom. */
  readonly on_behalf_of: string | null;
  /** Principals: by whom. */
  readonly done_by: string | null;
}

/** An open referral, as its row holds it. */
export interface ReferralValues {
  readonly id: string;
  readonly kind: string;
  readonly task: string | null;
  readonly person: string;
  readonly from_person: string;
  readonly since: string;
  readonly blocks: boolean;
  readonly place: string | null;
  readonly clock: string | null;
  /** As its task, or as the case. */
  readonly due_on: string | null;
}

/** Somebody who may read a case because it was referred or copied to him. */
export interface ReferredValues {
  readonly person: string;
  readonly kind: 'delegation' | 'consultation' | 'circulation' | 'copy';
  /** The latest time. */
  readonly since: Instant;
  readonly from_person: string | null;
}

/** Whose case it is: who opened it, or for whom it was opened. */
export interface InitiatedValues {
  readonly person: string;
  readonly capacity: 'opener' | 'party';
  readonly since: Instant;
}

/** A signature that is waited for. */
export interface SignerValues {
  readonly person: string;
  readonly key: string;
  /** Place among those who have not signed: 0 is next. */
  readonly turn: number;
}

/** What is on record of somebody and is not something that he did. */
const NOT_DONE: ReadonlySet<CaseEvent['cause']> = new Set(['refusal', 'access']);

/** 已办: what people did by a record. Pure: the same record gives the same rows, which is what `fsck` relies on. */
export function doingRows({ seq, type, recordedAt, actor, data }: LedgerRecord): readonly DoingValues[] {
  const { cause, act, on, material } = data as unknown as CaseEvent;
  if (!actor || NOT_DONE.has(cause) || material?.did === 'opened') return [];
  const { person, post = null, onBehalfOf = null } = actor;
  const doing = { seq, type, act: act ?? null, post, done_on: on, recorded_at: recordedAt };
  return [
    { ...doing, person, on_behalf_of: onBehalfOf, done_by: null },
    ...(onBehalfOf === null || onBehalfOf === person
      ? []
      : [{ ...doing, person: onBehalfOf, on_behalf_of: null, done_by: person }]),
  ];
}

/** 我发起: whose the case is by its first record. Empty for every other record. */
export function initiatedRows({ actor, recordedAt, data }: LedgerRecord): readonly InitiatedValues[] {
  const { opened } = data as unknown as CaseEvent;
  if (!opened) return [];
  const parties = new Set(Object.values(opened.parties).flat());
  const openers = new Set(
    [actor?.person, actor?.onBehalfOf].filter((one) => one !== undefined && !parties.has(one)),
  );
  return [
    ...[...parties].map((person) => ({ person, capacity: 'party' as const, since: recordedAt })),
    ...([...openers] as string[]).map((person) => ({
      person,
      capacity: 'opener' as const,
      since: recordedAt,
    })),
  ];
}

/** 转请、抄送: whom a record lets read the case. */
export function referredRows({ actor, recordedAt, data }: LedgerRecord): readonly ReferredValues[] {
  const { desk } = data as unknown as CaseEvent;
  if (desk?.did === 'referred') {
    return Object.values(desk.referrals).map(({ to, kind, from }) => ({
      ...{ person: to, kind, since: recordedAt, from_person: from },
    }));
  }
  if (desk?.did !== 'copied') return [];
  const from = actor?.onBehalfOf ?? actor?.person ?? null;
  return desk.to.map((person) => ({ person, kind: 'copy', since: recordedAt, from_person: from }));
}

/** The instants at which records made referrals, by id. */
export function referralsAskedAt(records: readonly LedgerRecord[]): ReadonlyMap<string, Instant> {
  return new Map(
    records.flatMap(({ data, recordedAt }) => {
      const { desk } = data as unknown as CaseEvent;
      const made = desk?.did === 'referred' ? Object.keys(desk.referrals) : [];
      return made.map((id) => [id, recordedAt] as const);
    }),
  );
}

/** The open referrals of a case. Nothing is asked for in one that has ended. */
export function referralRows(state: CaseState): readonly ReferralValues[] {
  if (state.status === 'ended') return [];
  return Object.entries(state.referrals ?? {}).map(([id, referral]) => {
    const { kind, task, to, from, on, blocks, place } = referral;
    const clock = measuringClock(state, task === undefined ? undefined : state.tasks[task]?.clock);
    return {
      ...{ id, kind, task: task ?? null, person: to, from_person: from, since: on },
      ...{ blocks: blocks ?? false, place: place ?? null, clock: clock ?? null, due_on: dueOn(state, clock) },
    };
  });
}

/** Whose signatures are waited for now: of each open round those who have not signed, or only who is next 依次. */
export function signerRows(state: CaseState): readonly SignerValues[] {
  return Object.entries(state.tasks).flatMap(([key, { signing }]) => {
    const round = signing === undefined ? undefined : state.signings?.[signing];
    if (!round || round.result !== undefined) return [];
    const missing = round.signers.filter(({ person }) => !Object.hasOwn(round.signatures, person));
    const asked = round.inTurn ? missing.slice(0, 1) : missing;
    return asked.map(({ person }, turn) => ({ person, key, turn }));
  });
}

/** 文号 of the case's documents, in the order of their ids. */
export function documentNumbers(state: CaseState): readonly string[] {
  const issued = Object.entries(state.documents ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return issued.flatMap(([, document]) => document.issued?.number ?? []);
}

/** What an append changes in the work in hand, for `duecourse_append_desk`. Undefined: nothing. */
export function deskRows({ records, caseChange }: Append): object | undefined {
  if (!caseChange) return undefined;
  const { state, before } = caseChange;
  const own = records.map(({ record }) => record);
  const changes = {
    ...listed('doings', own.flatMap(doingRows)),
    ...listed('initiated', own.flatMap(initiatedRows)),
    ...listed('referred', latest(own.flatMap(referredRows))),
    ...referralChanges(own, state, before),
    ...signerChanges(state, before),
    ...searchChange(state, before),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}

/** The latest of the rows for each person and kind. */
export function latest(rows: readonly ReferredValues[]): readonly ReferredValues[] {
  return [...new Map(rows.map((row) => [`${row.kind} ${row.person}`, row])).values()];
}

function listed(name: string, rows: readonly (object | string)[]): object {
  return rows.length === 0 ? {} : { [name]: rows };
}

function referralChanges(
  records: readonly LedgerRecord[],
  state: CaseState,
  before: CaseState | null,
): object {
  const earlier = new Map((before ? referralRows(before) : []).map((row) => [row.id, JSON.stringify(row)]));
  const rows = referralRows(state);
  const open = new Set(rows.map(({ id }) => id));
  const asked = referralsAskedAt(records);
  const changed = rows.filter((row) => earlier.get(row.id) !== JSON.stringify(row));
  return {
    ...listed(
      'referrals',
      changed.map((row) => ({ ...row, asked_at: asked.get(row.id) ?? null })),
    ),
    ...listed(
      'referralsOver',
      [...earlier.keys()].filter((id) => !open.has(id)),
    ),
  };
}

/** All signatures that are waited for, when any has come or gone. */
function signerChanges(state: CaseState, before: CaseState | null): object {
  const rows = signerRows(state);
  const earlier = before ? signerRows(before) : [];
  return JSON.stringify(rows) === JSON.stringify(earlier) ? {} : { signers: rows };
}

function searchChange(state: CaseState, before: CaseState | null): object {
  if (state.documents === before?.documents) return {};
  const known = new Set(before ? documentNumbers(before) : []);
  const numbers = documentNumbers(state).filter((number) => !known.has(number));
  return numbers.length === 0 ? {} : { search: searchAddition(numbers) };
}
