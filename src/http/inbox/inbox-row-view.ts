import type { Basis } from '../../engine/law/definition.js';
import { COUNTED_TO, type InboxCounts } from '../../usecases/inbox/inbox-reads.js';
import type { RowCase, RowClock } from '../../usecases/inbox/inbox-row.js';
import type { InboxRow, RowDoing, RowTask } from '../../usecases/inbox/read-inbox.js';
import { inLanguage, type Language } from '../language.js';
import type { InboxCaseDto, InboxClockDto } from './inbox-case.dto.js';
import type { InboxCountDto, InboxCountsDto } from './inbox-counts.dto.js';
import type { InboxDoingDto, InboxRowDto, InboxTaskDto } from './inbox-row.dto.js';

/** Row as sent. */
export function inboxRowDto(row: InboxRow, language: Language): InboxRowDto {
  const { caseId, cause, from, since, task, referral, followUp, doing, initiated } = row;
  return {
    caseId,
    case: row.case && caseDto(row.case, language),
    cause,
    ...(from && { from }),
    since,
    ...(task && { task: taskDto(task, language) }),
    ...(referral && { referral }),
    ...(followUp && { followUp }),
    ...(doing && { doing: doingDto(doing, language) }),
    ...(initiated && { initiated }),
  };
}

/** Counts as sent. */
export function inboxCountsDto(counts: InboxCounts): InboxCountsDto {
  const sent = Object.entries(counts).map(([view, n]): [string, InboxCountDto] => [
    view,
    { n: Math.min(n, COUNTED_TO), more: n > COUNTED_TO },
  ]);
  return Object.fromEntries(sent) as unknown as InboxCountsDto;
}

function caseDto(row: RowCase, language: Language): InboxCaseDto {
  const { procedureTitle, stages, clock, ...rest } = row;
  return {
    ...rest,
    procedureTitle: inLanguage(procedureTitle, language),
    stages: stages.map(({ path, title }) => ({ path, title: inLanguage(title, language) })),
    clock: clock && clockDto(clock, language),
  };
}

function clockDto({ title, basis, ...rest }: RowClock, language: Language): InboxClockDto {
  return { ...rest, title: inLanguage(title, language), basis: provisions(basis) };
}

function provisions(basis: Basis): readonly string[] {
  return typeof basis === 'string' ? [basis] : basis;
}

function taskDto({ title, postTitle, acts, ...rest }: RowTask, language: Language): InboxTaskDto {
  return {
    ...rest,
    title: inLanguage(title, language),
    postTitle: inLanguage(postTitle, language),
    acts: acts.map((one) => ({ act: one.act, title: inLanguage(one.title, language) })),
  };
}

function doingDto({ actTitle, ...rest }: RowDoing, language: Language): InboxDoingDto {
  return { ...rest, ...(actTitle !== undefined && { actTitle: inLanguage(actTitle, language) }) };
}
