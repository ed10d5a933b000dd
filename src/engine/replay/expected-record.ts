import { canonicalJson } from '../audit/canonical-form.js';
import { textDigest } from '../audit/digest.js';
import type { DigestPair, Hash, LedgerRecord } from '../audit/record.js';
import { commandDigest } from '../audit/seal-record.js';
import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import { recordBasis, recordClock, recordMaterials } from '../case/record-words.js';
import type { Refusal } from '../case/refusal.js';
import { today } from '../case/world.js';
import { startOfDay } from '../clock/civil-date.js';
import type { Moment, Redone } from './moment.js';

/** Members of a record that its rules decide; the rest says where it stands and who asked. */
export type Decided = Pick<
  LedgerRecord,
  'type' | 'occurredAt' | 'data' | 'basis' | 'clock' | 'materials' | 'before' | 'after' | 'cmd'
> & { readonly actor?: Omit<NonNullable<LedgerRecord['actor']>, 'signIn' | 'scopes' | 'standing'> };

/** What a record says of itself, as far as rules decide it. */
export function decidedOf(record: LedgerRecord): Decided {
  const { type, occurredAt, data, basis, clock, materials, before, after, cmd, actor } = record;
  const { signIn: _signIn, scopes: _scopes, standing: _standing, ...who } = actor ?? { person: '' };
  return {
    ...{ type, occurredAt, data },
    ...(basis && { basis }),
    ...(clock && { clock }),
    ...(materials && { materials }),
    ...(before && { before }),
    ...(after && { after }),
    ...(cmd && { cmd }),
    ...(actor && { actor: who }),
  };
}

/** What the record would have to say by the decision made anew. */
export function expectedOf(moment: Moment, redone: Redone, before: DigestPair | undefined): Decided {
  const { answer, words } = redone;
  const { procedure, record, hash, event: recorded } = moment;
  const event = answer.refused ? refusalEvent(moment, answer) : answer.event;
  const basis = answer.refused ? [...new Set(answer.unmet.flatMap((one) => one.basis))] : answer.basis;
  const after = answer.refused ? before : stateDigest(answer.state, hash);
  return {
    type: event.type,
    occurredAt: occurredAt(moment, event),
    data: event as unknown as LedgerRecord['data'],
    basis: basis.map((one) => recordBasis(one, procedure.definition.law)),
    ...(event.clocks && { clock: event.clocks.map(recordClock) }),
    ...recordMaterials(event),
    ...(before && { before }),
    ...(after && { after }),
    ...(words && record.cmd && { cmd: commandDigest(words, record.parts, hash) }),
    ...(record.actor && { actor: actorOf(record.actor.person, event, recorded) }),
  };
}

/** Digest of a state, computed from the state alone. */
export function stateDigest(state: CaseState, hash: Hash): DigestPair {
  return textDigest(canonicalJson(state), hash);
}

function refusalEvent({ event }: Moment, refused: Refusal): CaseEvent {
  const { act, on, seen, filing } = event;
  return {
    type: 'act.refused',
    cause: 'refusal',
    ...(act !== undefined && { act }),
    on,
    refusal: { code: refused.code, unmet: refused.unmet.map(({ code, basis }) => ({ code, basis })) },
    ...(seen && { seen }),
    ...(filing && { filing }),
  };
}

/** A term ends when its last day ends; what happened on an earlier day happened when that day began. */
function occurredAt({ record, world }: Moment, event: CaseEvent): LedgerRecord['occurredAt'] {
  const { cause, on } = event;
  const byTerm = cause === 'lapse' || cause === 'promise' || isTakingEffect(event);
  const earlier = cause === 'act' && on !== today(world);
  return byTerm || earlier ? startOfDay(on, world.zone) : record.recordedAt;
}

function isTakingEffect({ papers = [] }: CaseEvent): boolean {
  return papers.some(({ did }) => did === 'tookEffect');
}

function actorOf(person: string, event: CaseEvent, recorded: CaseEvent): Decided['actor'] & object {
  const { post = event.power?.post, power } = event;
  // Whoever was shown something acts in the capacity that the record names: nothing else depends on it.
  const { unit, onBehalfOf, substitution } = power ?? recorded.power ?? {};
  return {
    person,
    ...(post !== undefined && { post }),
    ...(unit !== undefined && { unit }),
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(substitution !== undefined && { delegation: substitution }),
  };
}
