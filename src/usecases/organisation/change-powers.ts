import { concernedBy } from '../../engine/organisation/concerned-by.js';
import { entryOf } from '../../engine/organisation/entries.js';
import { classesOf, type ChangeClass } from '../../engine/organisation/change-class.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import type { OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import { missingPower } from '../../engine/powers/missing-power.js';
import type { PersonFacts } from '../../engine/organisation/standing.js';
import type { PolicyReason, PowerAction, PowerQuestion } from '../../engine/powers/power-question.js';
import { personFacts } from '../../engine/organisation/person-facts.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { OrganisationView } from './organisation-append.js';

/** What the policies are asked about changes of the organisation. */
export interface ChangeWish {
  readonly action: Extract<
    PowerAction,
    'changeStructure' | 'proposeGrant' | 'confirmGrant' | 'withdrawPower' | 'appointDeputy' | 'recordAbsence'
  >;
  readonly concerned?: PowerQuestion['concerned'];
}

/** The policies that allow all wishes, or everything that stands against them. */
export type ChangePower =
  | { readonly allowed: true; readonly policies: readonly string[] }
  | { readonly allowed: false; readonly reasons: readonly PolicyReason[] };

/** What changes ask of whoever makes them, and whether they give power to somebody. */
export interface ChangeDemand {
  readonly wishes: readonly ChangeWish[];
  readonly grants: boolean;
}

/**
 * The powers that a list of changes needs, each once. An officer appoints his own deputies and records his own
 * absences; when somebody else does it for him, it gives or takes power like anything else.
 *
 * @param checked whether the changes fit the organisation; only then can it be seen which changes of units and posts
 * shift somebody's power.
 */
export function demandOf(
  changes: readonly OrganisationChange[],
  standing: OrganisationView,
  asker: string,
  checked: boolean,
): ChangeDemand {
  const { snapshot, today } = standing;
  const classes = checked ? classesOf(snapshot.organisation, changes, today) : changes.map(classByName);
  const wishes = new Map<string, ChangeWish>();
  for (const [i, change] of changes.entries()) {
    const action = actionOf(change, classes[i] as ChangeClass, snapshot.index, asker);
    for (const person of representatives(change, action, standing, asker)) {
      const key = `${action} ${person === undefined ? '' : person === asker ? 'himself' : 'another'}`;
      if (!wishes.has(key))
        wishes.set(key, { action, ...(person !== undefined && { concerned: { person } }) });
    }
  }
  const all = [...wishes.values()];
  return { wishes: all, grants: all.some(({ action }) => action === 'proposeGrant') };
}

/** All that a policy can see of a person concerned is whether he is the asker: one other stands for all. */
function representatives(
  change: OrganisationChange,
  action: ChangeWish['action'],
  { snapshot, today }: OrganisationView,
  asker: string,
): readonly (string | undefined)[] {
  if (action === 'appointDeputy' || action === 'recordAbsence') return [asker];
  // Only who gives power is asked to whom.
  if (action !== 'proposeGrant') return [undefined];
  const concerned = concernedBy(change, snapshot.organisation, today, snapshot.index);
  const one = [concerned.find((person) => person === asker), concerned.find((person) => person !== asker)];
  const known = one.filter((person) => person !== undefined);
  return known.length > 0 ? known : [undefined];
}

function classByName({ change }: OrganisationChange): ChangeClass {
  if (/^(substitution|absence)/.test(change)) return 'own';
  if (/(begun|restored)$/.test(change)) return 'grant';
  return /^(unit|post)|(put|named)$/.test(change) ? 'structure' : 'withdrawal';
}

/** Asks the policies about each wish as the organisation stands. Members of the public are never asked about. */
export function powerToChange(
  ports: Pick<Ports, 'checkPower'>,
  standing: OrganisationView,
  asker: Asker,
  wishes: readonly ChangeWish[],
): ChangePower {
  const policies = new Set<string>();
  const reasons = new Map<string, PolicyReason>();
  for (const { action, concerned } of wishes) {
    const answer = ports.checkPower({
      action,
      person: askerFacts(standing, asker),
      scopes: asker.scopes,
      concerned: concerned ?? {},
    });
    if (answer.allowed) {
      for (const policy of answer.policies) policies.add(policy);
      continue;
    }
    const denials = answer.denials.length > 0 ? answer.denials : [missingPower(action)];
    for (const denial of denials) reasons.set(`${denial.policy} ${denial.say.zh}`, denial);
  }
  return reasons.size > 0
    ? { allowed: false, reasons: [...reasons.values()] }
    : { allowed: true, policies: [...policies].toSorted() };
}

/** The asker as the policies see him. Who is no part of the organisation has no part in changing it. */
export function askerFacts({ snapshot, today }: OrganisationView, { person }: Asker): PersonFacts {
  const outsider: PersonFacts = { person, standing: 'active', kind: 'public', administrator: [] };
  return personFacts(snapshot.index, person, today) ?? outsider;
}

function actionOf(
  change: OrganisationChange,
  kind: ChangeClass,
  index: OrganisationIndex,
  asker: string,
): ChangeWish['action'] {
  if (kind === 'own') return ownAction(change, index, asker);
  if (kind === 'grant') return 'proposeGrant';
  return kind === 'withdrawal' ? 'withdrawPower' : 'changeStructure';
}

function ownAction(
  change: OrganisationChange,
  index: OrganisationIndex,
  asker: string,
): ChangeWish['action'] {
  const begins = change.change.endsWith('.begun');
  if (ownerOf(change, index) !== asker) {
    // An absence wakes standing deputies, so that it gives power when another records it.
    return begins ? 'proposeGrant' : 'withdrawPower';
  }
  return change.change.startsWith('substitution') ? 'appointDeputy' : 'recordAbsence';
}

/** Whose affair a substitution or an absence is. */
function ownerOf(change: OrganisationChange, index: OrganisationIndex): string | undefined {
  const { substitutions, absences } = index.organisation;
  if (change.change === 'substitution.begun') return change.substitution.principal;
  if (change.change === 'substitution.ended') return entryOf(substitutions, change.id)?.principal;
  if (change.change === 'absence.begun') return change.absence.person;
  return change.change === 'absence.ended' ? entryOf(absences, change.id)?.person : undefined;
}
