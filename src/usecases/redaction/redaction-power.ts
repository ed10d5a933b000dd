import type { Unmet } from '../../engine/case/refusal.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { Instant } from '../../engine/clock/time.js';
import { reachOf } from '../../engine/organisation/reach.js';
import { missingPower } from '../../engine/powers/missing-power.js';
import type { CapacityFacts } from '../../engine/powers/power-question.js';
import { factsOf, type Asker } from '../powers/power-facts.js';
import type { OrganisationSnapshot, Ports } from '../ports.js';

const HEADS: readonly string[] = ['organ-head', 'government-head'];

/** What may be wanted of a request. For `approveRedaction`: whose request it is. */
export type RedactionPower =
  | { readonly action: 'requestRedaction' }
  | { readonly action: 'approveRedaction'; readonly proposedBy: string };

/** Where the content is: the head of an organ decides about what his organ handles. Absent: in no one organ. */
export interface RedactionOffice {
  readonly unit: string;
  readonly procedure: string;
}

/** Everything that stands against it; nothing when he may. */
export async function redactionDenials(
  ports: Pick<Ports, 'checkPower' | 'installation' | 'directory'>,
  { snapshot, now }: { readonly snapshot: OrganisationSnapshot; readonly now: Instant },
  asker: Asker,
  power: RedactionPower,
  office?: RedactionOffice,
): Promise<readonly Unmet[]> {
  const on = civilDayOf(now, ports.installation.zone);
  const { action } = power;
  const capacity =
    action === 'approveRedaction'
      ? headCapacity(reachOf(snapshot.index, asker.person, on), office)
      : undefined;
  const answer = ports.checkPower({
    ...{ action, person: await factsOf(ports, snapshot, asker.person, on), scopes: asker.scopes },
    ...(capacity && { capacity }),
    ...(action === 'approveRedaction' && { concerned: { proposedBy: power.proposedBy } }),
  });
  if (answer.allowed) return [];
  const denials = answer.denials.length > 0 ? answer.denials : [missingPower(action)];
  return denials.map(({ code, say, basis }) => ({ code, say, basis }));
}

function headCapacity(
  reaches: ReturnType<typeof reachOf>,
  office: RedactionOffice | undefined,
): CapacityFacts | undefined {
  const head = reaches.find(
    ({ rank, deputy, units, procedures }) =>
      !deputy &&
      HEADS.includes(rank ?? '') &&
      (!office ||
        ((units?.includes(office.unit) ?? true) && (procedures?.includes(office.procedure) ?? true))),
  );
  if (head?.rank === undefined) return undefined;
  const { post, rank } = head;
  return { kind: 'own', post, rank, serves: true, inScope: true, holdsTask: false };
}
