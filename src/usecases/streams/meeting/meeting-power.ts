import { personFactsOf } from '../../../engine/case/power/power.js';
import { today } from '../../../engine/case/world.js';
import {
  meetingFacts,
  powerInMeeting,
  seatFacts,
  seatPlace,
  type Keeper,
  type MeetingPower,
  type MeetingSeat,
} from '../../../engine/meeting/meeting-power.js';
import type { ActContext } from '../../cases/act-context.js';
import type { Ports } from '../../ports.js';
import { actorFor, type Asker } from '../../powers/power-facts.js';

/** Whether the asker may do something in a meeting of the forum in the unit, in a post of one of these kinds. */
export async function meetingPower(
  ports: Pick<Ports, 'directory' | 'checkPower'>,
  context: ActContext,
  asker: Asker,
  { seat, act, as }: { readonly seat: MeetingSeat; readonly act: string; readonly as: readonly Keeper[] },
): Promise<MeetingPower> {
  const actor = await actorFor(ports, context.organisation, asker, seatPlace(seat, today(context.world)));
  return powerInMeeting(ports.checkPower, actor, { forum: seat.forum, act, as });
}

/** Whether the asker may know of a meeting: he holds a post of its forum for the unit, supervises or audits it. */
export async function mayKnowMeeting(
  ports: Pick<Ports, 'directory' | 'checkPower'>,
  context: ActContext,
  asker: Asker,
  seat: MeetingSeat,
): Promise<boolean> {
  const actor = await actorFor(ports, context.organisation, asker, seatPlace(seat, today(context.world)));
  return actor.capacities
    .filter(({ serves }) => serves)
    .some((capacity) => {
      const { allowed } = ports.checkPower({
        ...{ action: 'readCase', person: personFactsOf(actor), scopes: actor.scopes },
        ...{ capacity: seatFacts(capacity, ''), case: meetingFacts(seat.forum) },
      });
      return allowed;
    });
}

/** Whether a person may read what he himself said: as anybody reads his own work, whatever posts he has left since. */
export async function mayReadOwnWords(
  ports: Pick<Ports, 'directory' | 'checkPower'>,
  context: ActContext,
  asker: Asker,
  seat: MeetingSeat,
): Promise<boolean> {
  const actor = await actorFor(ports, context.organisation, asker, seatPlace(seat, today(context.world)));
  const about = { ...meetingFacts(seat.forum), performers: [asker.person] };
  return ports.checkPower({
    ...{ action: 'readCase', person: personFactsOf(actor), scopes: actor.scopes, case: about },
  }).allowed;
}
