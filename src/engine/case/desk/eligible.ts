import type { TaskState } from '../case-state.js';
import { caseFacts, personFactsOf } from '../power/power.js';
import type { Unmet } from '../refusal.js';
import type { Member } from '../world.js';
import { against, type Against, type DeskPlace } from './desk-place.js';
import type { TaskHolder } from './desk-state.js';
import { naturalPersons, taskPower } from './task-power.js';

/** Whom something is to be given to or asked of, and where the command names him. */
export interface Wanted {
  readonly person: string;
  readonly at: string;
  /** The provision that the refusal rests on where no policy speaks. */
  readonly basis: string;
}

/**
 * What stands against asking a person beside the procedure: he must be an officer or expert who may answer in this case,
 * and not the one who asks. Nothing: he may be asked.
 *
 * @param waits whether something waits for him: then he must not be away
 */
export function againstAsking(
  place: DeskPlace,
  wanted: Wanted,
  asking: readonly string[],
  waits: boolean,
): readonly Unmet[] {
  const { definition, state, world } = place;
  const member = memberOf(place, wanted, asking);
  if ('unmet' in member) return member.unmet;
  const answer = world.checkPower({
    action: 'answerReferral',
    person: personFactsOf(member.actor),
    scopes: null,
    case: caseFacts(definition, state, [], world.bars),
    concerned: { person: wanted.person },
  });
  const forbidden = answer.allowed ? [] : answer.denials.map((one) => notTo(wanted, one));
  return [...forbidden, ...(waits ? awayOf(member, wanted) : [])];
}

/** The holder that a person would be of an open task, or what stands against it: he must lawfully hold it himself. */
export function asHolder(
  place: DeskPlace,
  task: TaskState,
  wanted: Wanted,
  giving: readonly string[],
): { readonly holder: TaskHolder } | Against {
  const { definition, state, world, on } = place;
  const member = memberOf(place, wanted, giving);
  if ('unmet' in member) return member;
  const power = taskPower(definition, state, task, member.actor, world);
  const away = awayOf(member, wanted);
  if ('unmet' in power) return { unmet: [...power.unmet.map((one) => notTo(wanted, one)), ...away] };
  if (away.length > 0) return { unmet: away };
  const [person, onBehalfOf] = naturalPersons(member.actor, power);
  return {
    holder: {
      person: person as string,
      ...(onBehalfOf !== undefined && { onBehalfOf }),
      as: 'assigned',
      on,
    },
  };
}

function memberOf({ world }: DeskPlace, wanted: Wanted, giving: readonly string[]): Member | Against {
  if (giving.includes(wanted.person)) {
    return { unmet: [notTo(wanted, { say: { zh: '即为本人', en: 'it is the person himself' } })] };
  }
  const member = world.member?.(wanted.person);
  if (member && member.actor.kind !== 'public') return member;
  const say = { zh: '不是本机关登记的工作人员或者专家', en: 'no officer or expert of the organisation' };
  return { unmet: [notTo(wanted, { say })] };
}

function awayOf({ absent }: Member, wanted: Wanted): readonly Unmet[] {
  const say = { zh: '正在离岗', en: 'the person is away' };
  return absent ? [notTo(wanted, { say })] : [];
}

/** Why somebody else may not be given it, in the words of what stands against him. */
function notTo(
  { at, basis }: Wanted,
  { say, basis: provisions = [basis] }: Pick<Unmet, 'say'> & Partial<Pick<Unmet, 'basis'>>,
): Unmet {
  const [zh, en] = typeof say === 'string' ? [say, say] : [say.zh, say.en ?? say.zh];
  return against('person-not-eligible', provisions, `不能交给此人：${zh}`, `not to this person: ${en}`, at);
}
