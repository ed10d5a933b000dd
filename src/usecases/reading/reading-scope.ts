import { today } from '../../engine/case/world.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { AUDITOR } from '../../engine/organisation/capacity.js';
import { barredCases, sealedCases, type RecusalRule } from '../../engine/organisation/case-bars.js';
import type { OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import { personFacts } from '../../engine/organisation/person-facts.js';
import { reachOf, type Reach } from '../../engine/organisation/reach.js';
import type { PersonFacts } from '../../engine/organisation/standing.js';
import type { PowerAction } from '../../engine/powers/power-question.js';
import type { Ports } from '../ports.js';
import { factsOf, type Asker } from '../powers/power-facts.js';
import type { ReadingScope, ReadingWay } from '../queries.js';

/** The post whose holder reads every case that it serves, whatever posts the definition names. */
const SUPERVISOR = 'supervisor';

/**
 * What a person may know of now, for the lists: the rules `readCase` and `holdTask` of the policies as values.
 * Undefined: nothing at all.
 */
export async function readingScope(
  ports: Pick<Ports, 'directory' | 'now' | 'installation' | 'recusalRequestBars'>,
  asker: Asker,
  action: Extract<PowerAction, 'readCase' | 'holdTask'>,
): Promise<ReadingScope | undefined> {
  if (asker.scopes && !asker.scopes.includes(action)) return undefined;
  const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
  const on = today({ now, zone: ports.installation.zone });
  const facts = await factsOf(ports, snapshot, asker.person, on);
  return scopeOf(snapshot.index, facts, on, { requestBars: ports.recusalRequestBars });
}

/** The scope of a person on a day. Undefined for whoever has no power at all, and for administrators. */
export function scopeOf(
  index: OrganisationIndex,
  { person, standing, administrator }: PersonFacts,
  on: CivilDate,
  rule: RecusalRule,
): ReadingScope | undefined {
  if (standing !== 'active' || administrator.length > 0) return undefined;
  return {
    person,
    ways: reachOf(index, person, on).flatMap((reach) => wayOf(index, reach, on, rule)),
    sealed: sealedCases(index),
    barred: barredCases(index, person, rule),
  };
}

function wayOf(
  index: OrganisationIndex,
  reach: Reach,
  on: CivilDate,
  rule: RecusalRule,
): readonly ReadingWay[] {
  const { post, units, procedures, cases, deputy } = reach;
  // Nobody acts for an administrator: he has no part in cases, and so has nothing to pass on.
  if (deputy && (personFacts(index, deputy.principal, on)?.administrator.length ?? 0) > 0) return [];
  return [
    {
      post,
      whole: post === SUPERVISOR || (post === AUDITOR && !deputy),
      ...(units && { units }),
      ...(procedures && { procedures }),
      ...(cases && { cases }),
      ...(deputy?.acts && { acts: deputy.acts }),
      ...(deputy && { deputy: { principal: deputy.principal, substitution: deputy.substitution } }),
      barred: deputy ? barredCases(index, deputy.principal, rule) : [],
    },
  ];
}
