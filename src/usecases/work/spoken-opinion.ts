import type { OpinionMark } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import {
  opinionMark,
  seenDigest,
  unmetOpinion,
  type GivenOpinion,
} from '../../engine/case/opinion/opinion.js';
import type { Unmet } from '../../engine/case/refusal.js';
import type { Ports } from '../ports.js';

/** Who gave the opinion in a record of a case; undefined when that record holds none. */
export async function authorOfOpinion(
  ports: Pick<Ports, 'ledger'>,
  caseId: string,
  seq: number,
): Promise<{ readonly person?: string } | undefined> {
  const [found] = await ports.ledger.records(caseId, seq, 1);
  if (found?.record.seq !== seq || !('opinion' in found.record.data)) return undefined;
  const person = found.record.actor?.person;
  return { ...(person !== undefined && { person }) };
}

/** What stands against the opinion that comes with something else that is done in the case. */
export async function againstOpinion(
  ports: Pick<Ports, 'ledger' | 'hash'>,
  place: { readonly caseId: string; readonly state: CaseState; readonly person: string },
  opinion: GivenOpinion | undefined,
): Promise<readonly Unmet[]> {
  if (!opinion) return [];
  const { caseId, state, person } = place;
  const { corrects } = opinion;
  const corrected = corrects === undefined ? undefined : await authorOfOpinion(ports, caseId, corrects);
  return unmetOpinion(opinion, person, { seen: seenDigest(state, ports.hash), corrected });
}

/** The opinion's mark on the event that it comes with. @param after the case after that event, which its author knows */
export function markOf(
  ports: Pick<Ports, 'hash'>,
  opinion: GivenOpinion | undefined,
  after: CaseState,
): { readonly opinion?: OpinionMark } {
  return opinion ? { opinion: opinionMark(opinion, seenDigest(after, ports.hash)) } : {};
}

/** The opinion's text, the signature under it and the values of filled-in fields, each a part by itself. */
export function partsBeside(beside: {
  readonly opinion?: Pick<GivenOpinion, 'text' | 'signature'> | undefined;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}): Readonly<Record<string, unknown>> {
  const { opinion } = beside;
  const fields = Object.entries(beside.fields ?? {}).map(([name, value]) => [`field.${name}`, value]);
  return {
    ...Object.fromEntries(fields),
    ...(opinion && { opinion: opinion.text }),
    ...(opinion?.signature && { signature: opinion.signature }),
  };
}
