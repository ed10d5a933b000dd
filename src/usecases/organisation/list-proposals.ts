import { civilDayOf } from '../../engine/clock/civil-date.js';
import { missingPower } from '../../engine/powers/missing-power.js';
import type { PolicyReason } from '../../engine/powers/power-question.js';
import type { Asker } from '../powers/power-facts.js';
import { askerFacts } from './change-powers.js';
import { waitingProposals, type WaitingProposal } from './proposed-changes.js';
import type { SettlingPorts } from './settle-proposal.js';

/** The proposals that wait, with everything that they would change; for the three administrators alone. */
export async function listProposals(
  ports: SettlingPorts,
  by: Asker,
): Promise<
  | { readonly allowed: true; readonly proposals: readonly WaitingProposal[] }
  | { readonly allowed: false; readonly reasons: readonly PolicyReason[] }
> {
  const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
  const person = askerFacts({ snapshot, today: civilDayOf(now, ports.installation.zone) }, by);
  const answer = ports.checkPower({ action: 'readOrganisation', person, scopes: by.scopes });
  // Who is to be appointed is nobody's business before it is so.
  const allowed = answer.allowed && person.administrator.length > 0;
  if (!allowed) {
    const denials = answer.allowed ? [] : answer.denials;
    return { allowed: false, reasons: denials.length > 0 ? denials : [missingPower('confirmGrant')] };
  }
  return { allowed: true, proposals: await waitingProposals(ports, snapshot.organisation) };
}
