import { addDays } from '../../clock/civil-date.js';
import type { Calendar } from '../../clock/calendar.js';
import type { CivilDate } from '../../clock/time.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { joinBasis } from '../basis-list.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import { chartChanges } from '../chart-changes.js';
import type { Decision } from '../decision.js';
import { enter } from '../enter-states.js';
import { evolve } from '../evolve.js';
import { allOn } from '../fact-changes.js';
import { guardScope, type ScopeSource } from '../feel-scope.js';
import type { SignersWorld } from '../signing/signers.js';
import { comingByLaw } from '../explain/tasks-coming.js';
import { today, type World } from '../world.js';
import { orderedDocument } from './document-scope.js';

/** What follows in law from a document's having been served, as fields of the event by which it follows. */
export interface ServiceEffect {
  readonly fields: Pick<
    CaseEvent,
    'milestones' | 'value' | 'outcome' | 'clocks' | 'tasksOpened' | 'tasksClosed'
  >;
  readonly basis: readonly string[];
}

/**
 * The first service of a document that takes effect records its milestones on that day and tells the statechart, whose
 * clocks start there. In an ended case the day alone is recorded.
 *
 * @param document name in the definition
 * @param on 送达之日: the day on which it takes effect
 */
export function serviceEffect(
  procedure: CompiledProcedure,
  state: CaseState,
  document: string,
  on: CivilDate,
  calendar: Calendar,
): ServiceEffect {
  const { definition } = procedure;
  const { served } = definition.documents[document] ?? {};
  const milestones = served?.records ? allOn(served.records, on) : {};
  const after: ScopeSource = { ...state, milestones: { ...state.milestones, ...milestones } };
  const event = `served.${document}`;
  const listens = state.status === 'open' && procedure.listens(state.value).includes(event);
  const entered = listens ? enter(procedure, state, after, event) : undefined;
  const chart = chartChanges(entered?.effects ?? [], {
    definition,
    state,
    milestones: after.milestones,
    scope: guardScope(definition, after),
    on,
    calendar,
  });
  return {
    fields: {
      ...(Object.keys(milestones).length > 0 && { milestones }),
      ...(entered?.changed && { value: entered.value }),
      ...(entered?.outcome !== undefined && { outcome: entered.outcome }),
      ...(chart.clocks.length > 0 && { clocks: chart.clocks }),
      ...(Object.keys(chart.tasksOpened).length > 0 && { tasksOpened: chart.tasksOpened }),
      ...(chart.tasksClosed.length > 0 && { tasksClosed: chart.tasksClosed }),
    },
    basis: joinBasis(served?.basis ?? [], [...(entered?.basis ?? [])]),
  };
}

/** A service whose day has passed, as a decision of the law. */
export interface EffectiveService extends Decision {
  /** 视为送达之日. */
  readonly dueOn: CivilDate;
}

/** The pending document whose day of service was over by the end of yesterday; of several the earliest. */
export function pendingService(
  { documents = {} }: CaseState,
  world: Pick<World, 'now' | 'zone'>,
): { readonly id: string; readonly dueOn: CivilDate } | undefined {
  const now = today(world);
  const over = Object.entries(documents).flatMap(([id, { pending, servedOn }]) =>
    pending && servedOn !== undefined && servedOn < now ? [{ id, dueOn: servedOn }] : [],
  );
  return over.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))[0];
}

/** 视为送达: records that the day of a public notice has passed, and what follows from it. */
export function takeEffect(
  procedure: CompiledProcedure,
  state: CaseState,
  { id, dueOn }: { readonly id: string; readonly dueOn: CivilDate },
  world: Pick<World, 'calendar'> & SignersWorld,
): EffectiveService {
  const { document } = orderedDocument(procedure.definition, state, id).order;
  const effect = serviceEffect(procedure, state, document, dueOn, world.calendar);
  const happened: CaseEvent = {
    type: 'document.deemedServed',
    cause: 'document',
    on: addDays(dueOn, 1),
    papers: [{ did: 'tookEffect', id }],
    ...effect.fields,
  };
  const event = comingByLaw(happened, { definition: procedure.definition, before: state, world });
  return { refused: false, event, effects: [], state: evolve(state, event), basis: effect.basis, dueOn };
}
