import type { LedgerRecord } from '../../engine/audit/record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { ReferralKind } from '../../engine/case/desk/desk-state.js';
import type { Effect } from '../../engine/case/effect.js';
import type { CaseAudience } from './case-audience.js';
import type { NoticeKind } from './notice-kinds.js';
import type { NoticeRules } from './notice-ports.js';
import { allKeepers, bothLanguages, clockTitle, type Told } from './told-of-event.js';

type DeskEffect = Extract<Effect, { readonly type: 'desk.notify' }>;

const OF_DESK: Readonly<Record<Exclude<DeskEffect['did'], 'referred'>, NoticeKind>> = {
  claimed: 'task.released',
  released: 'task.released',
  transferred: 'task.assigned',
  reassigned: 'task.assigned',
  answered: 'task.answered',
  recalled: 'task.recalled',
  copied: 'case.copied',
  suspended: 'case.changed',
  resumed: 'case.changed',
  voided: 'case.changed',
};

const OF_REFERRAL: Readonly<Record<ReferralKind, NoticeKind>> = {
  delegation: 'task.delegated',
  consultation: 'task.consulted',
  circulation: 'task.circulated',
};

/**
 * Who is told of what an event ordered: a document to be issued, a result to be published, those who work on the case
 * (where nobody does any more, whoever did it); a breach and a vacancy, its supervisors; a broken promise, those who
 * work on it too; what happens at a desk, those whom the effect names.
 *
 * @param cause of its own
 */
export function toldOfEffect(
  effect: Effect,
  { actor, data }: Pick<LedgerRecord, 'actor' | 'data'>,
  audience: CaseAudience,
  { mostHolders }: Pick<NoticeRules, 'mostHolders'>,
  cause: string,
): readonly Told[] {
  const working = (): readonly string[] => {
    const keepers = allKeepers(audience, mostHolders);
    return keepers.length > 0 || !actor ? keepers : [actor.person];
  };
  switch (effect.type) {
    case 'document.serve': {
      const title = audience.procedure.definition.documents?.[effect.document]?.title ?? effect.document;
      const about = { it: bothLanguages(title), day: effect.on };
      return [{ kind: 'document.ordered', to: working(), about, cause }];
    }
    case 'result.publish':
      return [{ kind: 'result.publish', to: working(), about: { day: effect.on }, cause }];
    case 'breach.report':
      return breach(effect, audience, mostHolders, cause);
    case 'incident.report':
      return [{ kind: 'incident.vacancy', to: audience.supervisors(), about: { day: effect.on }, cause }];
    case 'task.remind':
      return [{ kind: 'task.urged', to: effect.to, about: { task: effect.task }, cause }];
    case 'desk.notify':
      return atDesk(effect, data as unknown as CaseEvent, cause);
  }
}

function breach(
  { clock, dueOn, kind }: Extract<Effect, { readonly type: 'breach.report' }>,
  audience: CaseAudience,
  most: number,
  cause: string,
): readonly Told[] {
  const about = { it: clockTitle(audience, clock), day: dueOn };
  const supervisors = audience.supervisors();
  // A lapse is told to those who keep the clock by its own event; a promise has none.
  return kind === 'promised'
    ? [{ kind: 'clock.promise', to: [...supervisors, ...allKeepers(audience, most)], about, cause }]
    : [{ kind: 'clock.breach', to: supervisors, about, cause }];
}

function atDesk({ did, to }: DeskEffect, { desk }: CaseEvent, cause: string): readonly Told[] {
  if (did !== 'referred') {
    const task = desk && 'task' in desk ? { task: desk.task } : {};
    const holder = desk && 'holder' in desk ? desk.holder?.person : undefined;
    // Who gets a task is told so; the others to whom it matters, that it has gone elsewhere.
    const kinds = to.map((person): readonly [string, NoticeKind] => [
      person,
      OF_DESK[did] === 'task.assigned' && holder !== undefined && person !== holder
        ? 'task.released'
        : OF_DESK[did],
    ]);
    return [...new Set(kinds.map(([, kind]) => kind))].map((kind) => ({
      ...{ kind, cause, about: task },
      to: kinds.filter(([, own]) => own === kind).map(([person]) => person),
    }));
  }
  const referrals = desk?.did === 'referred' ? Object.values(desk.referrals) : [];
  return referrals
    .filter((referral) => to.includes(referral.to))
    .map(({ kind, to: person, task }) => ({
      ...{ kind: OF_REFERRAL[kind], to: [person], cause },
      about: task === undefined ? {} : { task },
    }));
}
