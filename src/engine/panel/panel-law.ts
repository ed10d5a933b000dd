import { Defect } from '../defect.js';
import { noStanding, type StreamStanding } from '../law/stream-definition.js';
import type { StreamLaw } from '../streams/stream-law.js';
import type { MemberNamed, MemberReplaced, PanelEvent } from './panel-event.js';
import { countingOpinion, isFormed, type PanelMember, type PanelState } from './panel-state.js';

/** The fold of panels, and what cases read of them. */
export const panelLaw: StreamLaw<PanelState, PanelEvent> = {
  evolve(state, event, person) {
    if (event.type === 'panel.opened') {
      if (state) throw new Defect('a panel is opened once');
      const { caseId, name, previous, draft, hash, rule, pool, experts } = event;
      return {
        ...{ caseId, name, draft, openedFor: draft, hash, rule, pool, experts },
        ...(previous !== undefined && { previous }),
        ...{ promises: [], drawn: [], changes: [], members: [] },
      };
    }
    if (!state) throw new Defect(`${event.type} before the panel was opened`);
    return evolved(state, event, person);
  },
  standings: (state) => [{ caseId: state.caseId, name: state.name, standing: standingOf(state) }],
};

type LaterEvent = Exclude<PanelEvent, { readonly type: 'panel.opened' }>;

function evolved(state: PanelState, event: LaterEvent, person = ''): PanelState {
  switch (event.type) {
    case 'panel.committed': {
      const { role, commitment } = event;
      return { ...state, promises: [...state.promises, { role, by: person, commitment }] };
    }
    case 'panel.revealed':
      return { ...state, promises: kept(state, event) };
    case 'panel.drawn': {
      const { leaf, beacon, seed, members } = event;
      return {
        ...{ ...state, promises: kept(state, event), leaf, seed, members },
        ...(beacon !== undefined && { beacon }),
        drawn: members.map(({ expert }) => expert),
      };
    }
    case 'panel.renewed':
      return { ...state, draft: event.draft };
    case 'panel.closed':
      return { ...state, closed: event.ground };
    case 'member.declared': {
      const { conflict, on } = event;
      return withMember(state, person, (member) => ({ ...member, declared: { conflict, on } }));
    }
    case 'member.declined':
      return withMember(state, person, (member) => ({ ...member, declined: true }));
    case 'member.replaced':
      return replaced(state, event);
    case 'member.named':
      return named(state, event);
    case 'opinion.given':
    case 'opinion.corrected': {
      const { draft, stance, on } = event;
      const opinion = { version: draft.version, stance, on };
      return withMember(state, person, (member) => ({ ...member, opinion }));
    }
    case 'opinion.answered':
      return withMember(state, event.expert, (member) => {
        if (!member.opinion) throw new Defect(`${event.expert} has given no opinion`);
        return { ...member, opinion: { ...member.opinion, answered: event.result } };
      });
  }
}

function kept({ promises }: PanelState, { role, nonce }: Extract<LaterEvent, { readonly nonce: string }>) {
  return promises.map((promise) => (promise.role === role ? { ...promise, nonce } : promise));
}

function withMember(
  state: PanelState,
  expert: string,
  change: (member: PanelMember) => PanelMember,
): PanelState {
  if (!state.members.some((member) => member.expert === expert)) throw new Defect(`${expert} is no member`);
  const members = state.members.map((member) => (member.expert === expert ? change(member) : member));
  return { ...state, members };
}

function replaced(state: PanelState, { expert, because, successor }: MemberReplaced): PanelState {
  const change = { expert, because, successor: successor.expert };
  return {
    ...withMember(state, expert, () => successor),
    changes: [...state.changes, change],
  };
}

function named(state: PanelState, { member, replaces }: MemberNamed): PanelState {
  const { expert, sector } = member;
  const seated: PanelMember = { expert, ...(sector && { sector }), named: member };
  if (!replaces) return { ...state, members: [...state.members, seated] };
  const next = withMember(state, replaces.expert, () => seated);
  // Where nobody was drawn there is no order of which it would be a change.
  if (state.seed === undefined) return next;
  return { ...next, changes: [...state.changes, { ...replaces, successor: expert, named: member }] };
}

/** Of a panel that was given up nothing counts. */
function standingOf(state: PanelState): StreamStanding {
  const { draft, members, closed } = state;
  const about = { ...noStanding('panel'), exists: true, draftVersion: draft.version };
  if (closed !== undefined && closed !== 'done') return about;
  const opinions = members.flatMap((member) => countingOpinion(member, draft) ?? []);
  return {
    ...about,
    drawn: closed === 'done' || isFormed(state),
    members: members.length,
    sectorMembers: members.filter(({ sector }) => sector).length,
    undeclared: members.filter(({ declared }) => !declared).length,
    conflicted: members.filter(({ declared }) => declared?.conflict).length,
    opinions: opinions.length,
    differing: opinions.filter(({ stance }) => stance === 'differ').length,
    unanswered: opinions.filter(({ answered }) => answered === undefined).length,
  };
}
