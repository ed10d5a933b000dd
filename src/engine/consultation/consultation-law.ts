import { Defect } from '../defect.js';
import type { StreamStanding } from '../law/stream-definition.js';
import type { CaseStanding, StreamLaw } from '../streams/stream-law.js';
import {
  type CommentResult,
  type CommentsHandled,
  type ConsultationEvent,
  type ConsultationOpened,
  type ConsultationState,
  phaseOn,
  RESULTS,
  unhandledOf,
} from './consultation.js';

/** How a consultation folds, and what its case reads of it. */
export const CONSULTATION_LAW: StreamLaw<ConsultationState, ConsultationEvent> = { evolve, standings };

const NO_RESULTS: Readonly<Record<CommentResult, number>> = {
  adopted: 0,
  partlyAdopted: 0,
  notAdopted: 0,
  explained: 0,
};

function evolve(state: ConsultationState | null, event: ConsultationEvent): ConsultationState {
  if (event.type === 'consultation.opened') {
    if (state) throw new Defect('a consultation opens once');
    return opened(event);
  }
  if (!state) throw new Defect(`${event.type} in a consultation that has not been opened`);
  // Refused attempts are on record and change nothing.
  if (!Object.hasOwn(CHANGES, event.type)) return state;
  return { ...state, ...changed(state, event), asOf: event.on };
}

function opened(event: ConsultationOpened): ConsultationState {
  const { caseId, name, draftVersion, draftDigest = null, opensOn, closesOn, shortened, on } = event;
  return {
    ...{ caseId, name, draftVersion, draftDigest, opensOn, closesOn, shortened },
    ...{ withdrawnOn: null, received: 0, results: NO_RESULTS, groups: 0, resultOn: null, corrections: 0 },
    asOf: on,
  };
}

type Changing = Exclude<ConsultationEvent, ConsultationOpened>;

/** What each event changes of the state. Sorting and ungrouping change rows only. */
const CHANGES: {
  readonly [T in Changing['type']]: (
    state: ConsultationState,
    event: Extract<Changing, { readonly type: T }>,
  ) => Partial<ConsultationState>;
} = {
  'consultation.extended': (_, { closesOn }) => ({ closesOn }),
  'consultation.withdrawn': (_, { on }) => ({ withdrawnOn: on }),
  'comments.received': ({ received }, { first, count }) => {
    if (first !== received + 1) throw new Defect('comments are numbered without a gap');
    return { received: received + count };
  },
  'comments.sorted': () => ({}),
  'comments.grouped': ({ groups }, { group }) => ({ groups: Math.max(groups, group) }),
  'comments.ungrouped': () => ({}),
  'comments.handled': handled,
  'results.published': (_, { on }) => ({ resultOn: on }),
};

function changed(state: ConsultationState, event: Changing): Partial<ConsultationState> {
  const change = CHANGES[event.type] as (of: ConsultationState, by: Changing) => Partial<ConsultationState>;
  return change(state, event);
}

function handled(state: ConsultationState, event: CommentsHandled): Partial<ConsultationState> {
  const { from, result, correction } = event;
  const moved = Object.values(from).reduce((sum, count) => sum + count, 0);
  const results = { ...state.results };
  for (const one of RESULTS) results[one] -= from[one] ?? 0;
  results[result] += moved;
  const next = { results, corrections: state.corrections + (correction ? 1 : 0) };
  if (Object.values(results).some((count) => count < 0) || unhandledOf({ ...state, results }) < 0)
    throw new Defect('more comments were handled than there are');
  return next;
}

function standings(state: ConsultationState): readonly CaseStanding[] {
  const { caseId, name, draftVersion, opensOn, closesOn, shortened, received, results, resultOn } = state;
  const standing: StreamStanding = {
    ...{ exists: true, draftVersion, opensOn, closesOn, shortened, received, ...results, resultOn },
    // As of its last event: whether a later day is past the last one, the days themselves tell.
    open: phaseOn(state, state.asOf) === 'open',
    withdrawn: state.withdrawnOn !== null,
    unhandled: unhandledOf(state),
  };
  return [{ caseId, name, standing }];
}
