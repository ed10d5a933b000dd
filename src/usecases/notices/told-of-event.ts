import type { LedgerRecord } from '../../engine/audit/record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { Text } from '../../engine/law/definition.js';
import type { CaseAudience } from './case-audience.js';
import type { NoticeAbout, NoticeKind } from './notice-kinds.js';
import type { NewNotice, NoticeRules } from './notice-ports.js';

/** Something to be told to some people, before it is known who of them may hear it. */
export interface Told {
  readonly kind: NoticeKind;
  readonly to: readonly string[];
  readonly about: NoticeAbout;
  readonly cause: string;
}

/**
 * Who is told what of an event: the keepers of tasks that it opened and that are still open, the keepers of a clock that
 * it let lapse, the parties of an outcome and of documents for them. What happens at a desk comes as effects.
 */
export function toldOfEvent(
  { stream, seq, data }: Pick<LedgerRecord, 'stream' | 'seq' | 'data'>,
  audience: CaseAudience,
  { mostHolders }: Pick<NoticeRules, 'mostHolders'>,
): readonly Told[] {
  const event = data as unknown as CaseEvent;
  const place = `${stream}/${seq}`;
  return [
    ...ofTasks(event, audience, mostHolders, place),
    ...ofLapse(event, audience, mostHolders),
    ...ofDocuments(event, audience, place),
    ...(event.outcome === undefined
      ? []
      : [{ kind: 'case.decided', to: audience.parties(), about: {}, cause: `${place}/outcome` } as const]),
  ];
}

function ofTasks(event: CaseEvent, audience: CaseAudience, most: number, place: string): readonly Told[] {
  return Object.keys(event.tasksOpened ?? {}).flatMap((task): readonly Told[] => {
    const open = audience.state.tasks[task];
    // Told late, a task that somebody has done meanwhile is no news. Several that come at once are one piece of news.
    if (!open) return [];
    const kind = open.came === 'returned' ? 'task.returned' : 'task.came';
    return [{ kind, to: audience.keepers(open, most), about: { task }, cause: `${place}/tasks` }];
  });
}

function ofLapse({ type, lapse }: CaseEvent, audience: CaseAudience, most: number): readonly Told[] {
  // That a promise was broken is told by its effect.
  if (!lapse || type === 'clock.promiseBroken') return [];
  const about = { it: clockTitle(audience, lapse.clock), day: lapse.dueOn };
  return [
    {
      ...{ kind: 'clock.red', about, to: allKeepers(audience, most) },
      cause: `${audience.caseId}/clock/${lapse.clock}/${lapse.dueOn}/red`,
    },
  ];
}

function ofDocuments({ papers = [] }: CaseEvent, audience: CaseAudience, place: string): readonly Told[] {
  return papers.flatMap((paper): readonly Told[] => {
    if (paper.did !== 'issued') return [];
    const name = audience.state.documents?.[paper.id]?.document;
    const definition = name === undefined ? undefined : audience.procedure.definition.documents?.[name];
    if (!definition?.to) return [];
    const about = { it: bothLanguages(definition.title) };
    const to = audience.parties(definition.to);
    return [{ kind: 'document.issued', to, about, cause: `${place}/document/${paper.id}` }];
  });
}

/** Everybody who has an open task of the case in hand. */
export function allKeepers(audience: CaseAudience, most: number): readonly string[] {
  return Object.values(audience.state.tasks).flatMap((task) => audience.keepers(task, most));
}

/** The title of a clock as the case's procedure has it. */
export function clockTitle(
  { procedure }: CaseAudience,
  clock: string,
): { readonly zh: string; readonly en: string } {
  return bothLanguages(procedure.definition.clocks[clock]?.title ?? clock);
}

/** A text in both languages; one that was written once serves for both. */
export function bothLanguages(text: Text): { readonly zh: string; readonly en: string } {
  return typeof text === 'string' ? { zh: text, en: text } : { zh: text.zh, en: text.en ?? text.zh };
}

/** The notices that come of it: to those who may know of the case, and not to whoever did it himself. */
export async function noticesOf(
  audience: CaseAudience,
  told: readonly Told[],
  { at, by, shownFrom }: Pick<NewNotice, 'at' | 'shownFrom'> & { readonly by?: string | undefined },
): Promise<readonly NewNotice[]> {
  const knowing = new Set(await audience.knowing(told.flatMap(({ to }) => to)));
  const notices = new Map<string, NewNotice>();
  for (const { kind, to, about, cause } of told) {
    for (const person of to) {
      const key = `${person} ${cause}`;
      if (!knowing.has(person) || person === by || notices.has(key)) continue;
      const notice = { person, cause, kind, caseId: audience.caseId, about, at };
      notices.set(key, { ...notice, ...(shownFrom !== undefined && { shownFrom }) });
    }
  }
  return [...notices.values()];
}
