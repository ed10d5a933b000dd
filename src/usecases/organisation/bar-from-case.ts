import { checkChanges } from '../../engine/organisation/check-changes.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import { isLibraryStream } from '../law/library-streams.js';
import { mayRead, wouldKnow } from '../reading/may-read.js';
import { placeOf } from '../reading/known-case.js';
import type { Ports } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { readCaseFor } from '../cases/read-case.js';
import { powerOverCase, type BarringAction, type BarringPower } from './case-powers.js';
import type { OrganisationStanding } from './organisation-append.js';
import type { OrganisationAnswer } from './organisation-answer.js';
import {
  conflictOutcome,
  refusedOutcome,
  transactOrganisation,
  type Outcome,
} from './transact-organisation.js';

/** Who wants what about which case, and why. */
export interface BarringRequest {
  readonly by: Asker;
  readonly caseId: string;
  /** Personal: kept as a part. */
  readonly reason?: string;
  readonly key: string;
}

/** A change about a case that somebody wants to make. */
export interface BarringWish {
  readonly action: BarringAction;
  /** Whose recusal is decided. */
  readonly concerned?: string;
  readonly change: OrganisationChange;
  /** Past tense: `recusal.declared`. */
  readonly event: string;
}

/**
 * Makes one change about a case in the organisation's stream, by a power over that case. Who may not know of the case
 * is told that there is none; what the wish is depends on the organisation as it stands.
 */
export function barFromCase(
  ports: Ports,
  request: BarringRequest,
  asked: Readonly<Record<string, unknown>>,
  wishOf: (standing: OrganisationStanding) => BarringWish | OrganisationAnswer,
): Promise<OrganisationAnswer> {
  const { by, caseId, reason, key } = request;
  const attempt = { ...asked, case: caseId, ...(reason !== undefined && { reason }) };
  return transactOrganisation(ports, { by, key, asked: attempt }, async (standing) => {
    const found = isLibraryStream(caseId) ? undefined : await readCaseFor(ports, caseId, by);
    if (!found) return UNKNOWN_CASE;
    const wish = wishOf(standing);
    const knows = mayRead(placeOf(found)) || wouldKnow(placeOf(found));
    if ('outcome' in wish) return knows ? { answer: wish } : UNKNOWN_CASE;
    const { action, concerned, change } = wish;
    const power = powerOverCase(found, action, concerned === undefined ? undefined : { person: concerned });
    if (!power.allowed) return knows ? refusedOutcome(standing, by, attempt, power.reasons) : UNKNOWN_CASE;
    const conflicts = checkChanges(standing.snapshot.organisation, [change], standing.today);
    if (conflicts.length > 0) return conflictOutcome(by, attempt, conflicts);
    return barred(request, wish, power);
  });
}

const UNKNOWN_CASE: Outcome = { answer: { outcome: 'unknown', what: 'case' } };

function barred(
  { by, reason }: BarringRequest,
  { change, event }: BarringWish,
  { policies, capacity }: Extract<BarringPower, { allowed: true }>,
): Outcome {
  const { post, unit, deputy } = capacity ?? {};
  return {
    event: {
      type: event,
      changes: [change],
      data: { power: { policies } },
      parts: reason === undefined ? {} : { reason },
      actor: recordActor(by, {
        ...(post !== undefined && { post }),
        ...(unit !== undefined && { unit }),
        ...(deputy && { onBehalfOf: deputy.principal.person, substitution: deputy.substitution }),
      }),
    },
    answer: (receipt) => ({
      outcome: 'changed',
      receipt,
      changes: 1,
      ...('id' in change && { id: change.id }),
    }),
  };
}
