import type { Unmet } from '../../engine/case/refusal.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { Instant } from '../../engine/clock/time.js';
import { personFacts } from '../../engine/organisation/person-facts.js';
import { missingPower } from '../../engine/powers/missing-power.js';
import type { PersonFacts } from '../../engine/organisation/standing.js';
import type { PowerAction, PowerQuestion } from '../../engine/powers/power-question.js';
import type { OrganisationSnapshot, Ports } from '../ports.js';
import type { Asker } from './power-facts.js';

/** What administrators do: none of it is an act in a case. */
export type AdministrativeAction = Extract<
  PowerAction,
  | 'readOrganisation'
  | 'changeStructure'
  | 'proposeGrant'
  | 'confirmGrant'
  | 'withdrawPower'
  | 'openAccount'
  | 'unlockAccount'
  | 'publishProcedure'
  | 'adoptCalendar'
  | 'advanceClock'
  | 'manageWebhooks'
>;

/** Everything that stands against a person's administrative action; nothing when he may. */
export function administrativeDenials(
  ports: Pick<Ports, 'checkPower' | 'installation'>,
  snapshot: OrganisationSnapshot,
  wish: {
    readonly asker: Asker;
    readonly action: AdministrativeAction;
    readonly concerned?: PowerQuestion['concerned'];
  },
  now: Instant,
): readonly Unmet[] {
  const { asker, action, concerned } = wish;
  const on = civilDayOf(now, ports.installation.zone);
  const nobody: PersonFacts = { person: asker.person, standing: 'active', kind: 'public', administrator: [] };
  const answer = ports.checkPower({
    action,
    person: personFacts(snapshot.index, asker.person, on) ?? nobody,
    scopes: asker.scopes,
    ...(concerned && { concerned }),
  });
  if (answer.allowed) return [];
  const denials = answer.denials.length > 0 ? answer.denials : [missingPower(action)];
  return denials.map(({ code, say, basis }) => ({ code, say, basis }));
}
