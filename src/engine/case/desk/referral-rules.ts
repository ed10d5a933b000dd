import { anyPower } from '../power/any-power.js';
import type { GrantedPower } from '../power/power.js';
import type { Unmet } from '../refusal.js';
import { MAX_READERS } from './desk-command.js';
import { against, REFERRAL, type Against, type DeskPlace, type Ruled } from './desk-place.js';
import type { ReferralState } from './desk-state.js';
import { againstAsking } from './eligible.js';
import { taskAtHand } from './hand-power.js';
import { awaitingReferral, blockingReferrals } from './in-hand.js';
import { naturalPersons } from './task-power.js';

/** 委派: one at a time, by who may do the task; whom it is given to gains nothing that he could pass on. */
export function delegate(place: DeskPlace, task: string, to: string): Ruled {
  const { on, actor, state } = place;
  const open = blockingReferrals(state, task).filter(({ kind }) => kind === 'delegation');
  const busy = open.length > 0 ? [awaitingReferral(open)] : [];
  const referral: ReferralState = { kind: 'delegation', task, to, from: actor.person, on, blocks: true };
  return referredFromTask(place, task, referral, busy);
}

/** 加签: asks for an opinion on the task; before it is done or beside it, then it waits; or after it. */
export function consult(
  place: DeskPlace,
  task: string,
  to: string,
  where: NonNullable<ReferralState['place']>,
): Ruled {
  const { on, actor, state } = place;
  const referral: ReferralState = {
    kind: 'consultation',
    task,
    to,
    from: actor.person,
    on,
    ...(where !== 'after' && { blocks: true as const }),
    place: where,
  };
  const asked = Object.values(state.referrals ?? {}).some(
    (one) => one.kind === 'consultation' && one.task === task && one.to === to,
  );
  const twice = asked ? [alreadyAsked('/to')] : [];
  return referredFromTask(place, task, referral, twice);
}

function referredFromTask(
  place: DeskPlace,
  task: string,
  referral: ReferralState,
  unmet: readonly Unmet[],
): Ruled {
  const at = taskAtHand(place, task, 'had or free');
  const power = powerToRefer(place);
  const asking = 'unmet' in at ? [place.actor.person] : naturalPersons(place.actor, at.power);
  const wanted = { person: referral.to, at: '/to', basis: REFERRAL };
  const all = [
    ...('unmet' in at ? at.unmet : []),
    ...('unmet' in power ? power.unmet : []),
    ...unmet,
    ...againstAsking(place, wanted, asking, referral.blocks === true),
  ];
  if ('unmet' in at || 'unmet' in power || all.length > 0) return { unmet: distinct(all) };
  const policies = [...new Set([...at.power.policies, ...power.policies])];
  return {
    change: { did: 'referred', referrals: { [`r${nextNumber(place)}`]: referral } },
    power: { ...at.power, policies },
    basis: [REFERRAL],
    tell: [referral.to],
  };
}

/** 传阅: each reads it and says so; nothing waits for them. */
export function circulate(place: DeskPlace, to: readonly string[]): Ruled {
  const { on, actor, state } = place;
  const unread = new Set(
    Object.values(state.referrals ?? {}).flatMap((one) => (one.kind === 'circulation' ? [one.to] : [])),
  );
  const readers = [...new Set(to)];
  const twice = readers.flatMap((person) => (unread.has(person) ? [alreadyAsked(pointer(to, person))] : []));
  const power = powerToRead(place, to, twice);
  if ('unmet' in power) return power;
  const first = nextNumber(place);
  const referrals = readers.map((person, index): readonly [string, ReferralState] => [
    `r${first + index}`,
    { kind: 'circulation', to: person, from: actor.person, on },
  ]);
  return {
    change: { did: 'referred', referrals: Object.fromEntries(referrals) },
    power,
    basis: [REFERRAL],
    tell: readers,
  };
}

/** 抄送: they may read from now on. */
export function copy(place: DeskPlace, to: readonly string[]): Ruled {
  const power = powerToRead(place, to, []);
  if ('unmet' in power) return power;
  const readers = [...new Set(to)];
  return { change: { did: 'copied', to: readers }, power, basis: [REFERRAL], tell: readers };
}

/** The power to let these people read, or all that stands against it. */
function powerToRead(
  place: DeskPlace,
  to: readonly string[],
  unmet: readonly Unmet[],
): GrantedPower | Against {
  const power = powerToRefer(place);
  const people = [...new Set(to)];
  const all = [
    ...('unmet' in power ? power.unmet : []),
    ...(people.length === 0 || people.length > MAX_READERS ? [wrongNumber()] : []),
    ...unmet,
    ...people
      .slice(0, MAX_READERS)
      .flatMap((person) =>
        againstAsking(
          place,
          { person, at: pointer(to, person), basis: REFERRAL },
          [place.actor.person],
          false,
        ),
      ),
  ];
  return 'unmet' in power || all.length > 0 ? { unmet: all } : power;
}

/** The power to ask somebody beside the procedure, or to let him read. */
export function powerToRefer({ definition, state, actor, world }: DeskPlace): GrantedPower | Against {
  const power = anyPower({ definition, state, actor, world }, 'referCase');
  if (power.allowed) return power.granted;
  return { unmet: power.denials.map(({ code, say, basis }) => ({ code, say, basis })) };
}

function nextNumber({ state }: DeskPlace): number {
  return (state.referralsMade ?? 0) + 1;
}

function pointer(to: readonly string[], person: string): string {
  return `/to/${to.indexOf(person)}`;
}

function alreadyAsked(at: string): Unmet {
  return against(
    'person-not-eligible',
    REFERRAL,
    '不能交给此人：已经请过，尚未答复',
    'not to this person: asked already, and not answered yet',
    at,
  );
}

function wrongNumber(): Unmet {
  return against(
    'invalid-input',
    REFERRAL,
    `应当选择 1 至 ${MAX_READERS} 人`,
    `choose 1 to ${MAX_READERS} people`,
    '/to',
  );
}

/** The same reason once: having the task and referring it ask much the same of a person. */
function distinct(unmet: readonly Unmet[]): readonly Unmet[] {
  const keys = unmet.map(({ code, say, at }) => JSON.stringify([code, say, at]));
  return unmet.filter((_one, index) => keys.indexOf(keys[index] as string) === index);
}
