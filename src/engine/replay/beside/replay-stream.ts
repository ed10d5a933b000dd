import { canonicalJson } from '../../audit/canonical-form.js';
import { textDigest } from '../../audit/digest.js';
import type { DigestPair, LedgerRecord } from '../../audit/record.js';
import { recordBasis } from '../../case/record-words.js';
import type { StreamKindName } from '../../law/stream-definition.js';
import {
  changesStream,
  STREAM_REFUSED,
  type StreamDecision,
  type StreamEvent,
} from '../../streams/stream-law.js';
import { differencesOf } from '../differences.js';
import type { BesideLaw, StreamHistory } from '../history.js';
import { CannotBeJudged, Told } from '../told.js';
import { isUnreadable } from '../unreadable.js';
import type { FieldDifference, JudgedRecord, JudgedRule, Stretch, Verdict } from '../verdict.js';
import { CommentFold } from './comment-fold.js';
import { redoConsultation } from './redo-consultation.js';
import { redoDraft } from './redo-draft.js';
import { redoMeeting } from './redo-meeting.js';
import { redoPanel } from './redo-panel.js';
import { differencesInSeen } from './seen.js';
import type { BesideFolds } from './stream-history.js';
import { lawOf } from './stream-kinds.js';
import { dayOf, type StreamMoment, type StreamRedo } from './stream-moment.js';

/**
 * Decides records of a stream beside a case anew, one by one: on the state computed from those before it, under the rules,
 * calendar and organisation that each names, and with what it says that it looked at. What it looked at is itself
 * compared with what the records of the case and of the other streams give.
 */
export function* streamReplay(
  { stream, kind, records }: StreamHistory,
  law: BesideLaw,
  folds: BesideFolds,
  { from, to }: Stretch,
): Generator<JudgedRecord> {
  const redo = redoOf(kind, law);
  const earlier = records.slice(0, from);
  for (let n = from; n < Math.min(to, records.length); n++) {
    const told = records[n];
    if (!told) return;
    const { record } = told;
    const moment: StreamMoment = {
      ...{ stream, record, law, folds, hash: law.hash, told: new Told(told) },
      event: record.data as unknown as StreamEvent,
      state: folds.before(stream, n),
      earlier,
    };
    yield { seq: record.seq, type: record.type, ...judge(moment, kind, redo) };
    earlier.push(told);
  }
}

function redoOf(kind: StreamKindName, { hash }: BesideLaw): StreamRedo {
  if (kind === 'draft') return redoDraft;
  if (kind === 'panel') return redoPanel;
  if (kind === 'meeting') return redoMeeting;
  const comments = new CommentFold(hash);
  return redoConsultation(({ earlier }) => comments.upTo(earlier));
}

function judge(moment: StreamMoment, kind: StreamKindName, redo: StreamRedo): Verdict {
  try {
    return judged(moment, kind, redo);
  } catch (problem) {
    if (problem instanceof CannotBeJudged) return { verdict: 'cannot-be-judged', why: problem.why };
    if (!isUnreadable(problem)) throw problem;
    const differences = [{ at: '/data', found: moment.record.data, expected: problem.message }];
    return { verdict: 'differs', differences, rule: ruleOf(moment, []) };
  }
}

function judged(moment: StreamMoment, kind: StreamKindName, redo: StreamRedo): Verdict {
  const { record, state, event, told } = moment;
  const seen = differencesInSeen(moment.folds, record, event.considered);
  if (seen.length > 0) return { verdict: 'differs', differences: seen, rule: ruleOf(moment, []) };
  const refused = record.type === STREAM_REFUSED;
  if (!refused && !changesStream(record.type)) {
    const own = statesOf(moment, state);
    const differences = differencesOf('', own, kept(record));
    if (differences.length === 0) return { verdict: 'same', by: 'fold' };
    return { verdict: 'differs', differences, rule: ruleOf(moment, []) };
  }
  const wish = refused ? (told.part('attempt') as Readonly<Record<string, unknown>>) : redo.wishOf(moment);
  if (refused && wish === undefined) throw new CannotBeJudged({ kind: 'input', name: 'attempt' });
  const decision = wish && redo.decide(moment, wish);
  if (!decision)
    return {
      verdict: 'differs',
      differences: [{ at: '/data', found: record.data }],
      rule: ruleOf(moment, []),
    };
  const differences = [...againstDecision(moment, kind, decision), ...againstParts(told, decision)];
  if (differences.length === 0) return { verdict: 'same', by: 'decision' };
  const unmet = decision.refused && !refused ? decision.unmet : [];
  return {
    verdict: 'differs',
    differences,
    rule: ruleOf(moment, decision.refused ? unmet.flatMap(({ basis }) => basis) : decision.basis),
    ...(unmet.length > 0 && { refused: unmet.map(({ code, basis }) => ({ code, basis })) }),
  };
}

/** The event, its provisions, the states and the capacity of whoever did it, as the decision made anew gives them. */
function againstDecision(
  moment: StreamMoment,
  kind: StreamKindName,
  decision: StreamDecision<StreamEvent>,
): readonly FieldDifference[] {
  const { record, event: recorded, state, law } = moment;
  const made = eventOf(moment, decision);
  const event = recorded.considered ? { ...made, considered: recorded.considered } : made;
  const after = decision.refused ? state : lawOf(kind).evolve(state, event, record.actor?.person);
  const basis = decision.refused ? unmetBasis(decision) : decision.basis;
  const words = record.def && law.procedure(record.def)?.definition.law;
  const expected = {
    ...{ type: event.type, data: event, occurredAt: record.recordedAt, ...statesOf(moment, after) },
    ...(basis.length > 0 && { basis: basis.map((one) => recordBasis(one, words)) }),
    ...(record.actor && { actor: { person: record.actor.person, ...officeOf(event) } }),
  };
  const { type, data, occurredAt, actor } = record;
  const found = {
    ...{ type, data, occurredAt, ...kept(record) },
    ...(record.basis && { basis: record.basis }),
    ...(actor && { actor: capacityIn(actor) }),
  };
  return differencesOf('', expected, found);
}

function eventOf(moment: StreamMoment, decision: StreamDecision<StreamEvent>): StreamEvent {
  if (!decision.refused) return decision.event;
  const on = dayOf(moment);
  const refusal = decision.unmet.map(({ code, basis }) => ({ code, basis }));
  return { type: STREAM_REFUSED, on, refusal } as StreamEvent;
}

function unmetBasis(decision: Extract<StreamDecision<StreamEvent>, { refused: true }>): readonly string[] {
  return [...new Set(decision.unmet.flatMap((one) => one.basis))];
}

/** The capacity in which somebody acted, as his event says it. */
function officeOf({ post, power }: StreamEvent): Readonly<Record<string, string>> {
  const { unit, onBehalfOf, substitution } = power ?? {};
  return {
    ...(post !== undefined && { post }),
    ...(unit !== undefined && { unit }),
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(substitution !== undefined && { delegation: substitution }),
  };
}

function capacityIn({
  signIn: _signIn,
  scopes: _scopes,
  standing: _standing,
  ...who
}: NonNullable<LedgerRecord['actor']>): object {
  return who;
}

function statesOf({ state: before, hash }: StreamMoment, after: object | null): Partial<States> {
  const digest = (state: object): DigestPair => textDigest(canonicalJson(state), hash);
  return { ...(before && { before: digest(before) }), ...(after && { after: digest(after) }) };
}

type States = Pick<LedgerRecord, 'before' | 'after'>;

function kept({ before, after }: LedgerRecord): Partial<States> {
  return { ...(before && { before }), ...(after && { after }) };
}

/** The text of a draft with the ids of its articles follows from what was submitted. */
function againstParts(told: Told, decision: StreamDecision<StreamEvent>): readonly FieldDifference[] {
  if (decision.refused || !decision.parts || !Object.hasOwn(decision.parts, 'draft')) return [];
  return differencesOf('/parts/draft', decision.parts['draft'], told.part('draft'));
}

function ruleOf({ record }: StreamMoment, basis: readonly string[]): JudgedRule {
  return { kind: 'stream', name: record.type, basis: [...new Set(basis)] };
}
