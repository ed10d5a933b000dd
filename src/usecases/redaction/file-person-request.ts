import type { NamedPart } from '../../engine/audit/redaction.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';
import type { RedactionPorts } from './redaction-ports.js';
import { redactionDenials } from './redaction-power.js';
import { RIGHT_BASIS, type PersonRight } from './person-request-state.js';
import {
  transactPersonRequest,
  type PersonRequestAnswer,
  type PersonRequestPlace,
} from './person-request-records.js';

/** Somebody asks something of the personal information that a case keeps about him. */
export interface PersonRequest {
  readonly by: Asker;
  readonly caseId: string;
  readonly right: PersonRight;
  /** Empty: all that is kept about him. */
  readonly parts: readonly NamedPart[];
  /** Kept as a part. */
  readonly reason: string;
  /** Who asks, when it is registered at the desk 窗口 for somebody without an account. Kept as a part. */
  readonly person?: string;
  /** `Idempotency-Key`. */
  readonly key: string;
}

/**
 * Files a request in a stream of its own, so that who may read the case does not learn of it from the case, and computes
 * the day by which it must be answered. A party files his own; whoever asks for erasure registers it for others.
 */
export function filePersonRequest(
  ports: RedactionPorts,
): (request: PersonRequest) => Promise<PersonRequestAnswer> {
  return (request) => {
    const { by, caseId, right, reason, person, key } = request;
    const parts = request.parts.map(({ seq, name }) => ({ seq, name }));
    const wish = {
      ...{ id: ports.ids.randomUuid(), create: true as const, actor: recordActor(by) },
      asked: { personRequest: { caseId, right, parts, reason, person: person ?? null } },
      key: { key, actor: by.person },
    };
    return transactPersonRequest(ports, wish, async (place) => {
      const unmet = await against(ports, place, request);
      if (unmet === 'unknown') return { answer: { outcome: 'unknown' } };
      if (unmet.length > 0) return { answer: { outcome: 'refused', unmet } };
      const { calendar, digest } = await ports.calendars.knownAt(place.now);
      return {
        event: {
          ...{ type: 'privacy.requested', on: place.on, right, stream: caseId, parts, by: by.person },
          ...(person !== undefined && { atDesk: true as const }),
          dueOn: calendar.nthWorkingDay(place.on, ports.redactionRules.answerDays),
        },
        basis: [RIGHT_BASIS[right], '个人信息保护法 50'],
        parts: { reason, ...(person !== undefined && { person }) },
        cal: digest,
      };
    });
  };
}

async function against(
  ports: RedactionPorts,
  place: PersonRequestPlace,
  { by, caseId, parts, person }: PersonRequest,
): Promise<readonly Unmet[] | 'unknown'> {
  if (person !== undefined) {
    const denied = await redactionDenials(ports, place, by, { action: 'requestRedaction' });
    if (denied.length > 0) return denied;
    if ((await ports.ledger.head(caseId))?.kind !== 'case') return 'unknown';
  } else {
    const known = await knownCase(ports, caseId, by);
    if (!known) return 'unknown';
    if (!Object.values(known.state.parties).some((persons) => persons.includes(by.person))) return [NO_PARTY];
  }
  const found = await ports.redactions.parts(caseId, parts);
  const there = new Set(found.map(({ seq, name }) => `${seq} ${name}`));
  return parts.flatMap(({ seq, name }, i) =>
    there.has(`${seq} ${name}`) ? [] : [{ ...NOT_THERE, at: `/parts/${i}` }],
  );
}

const NO_PARTY: Unmet = {
  code: 'power-missing',
  say: { zh: '仅限本案当事人就本人的信息提出', en: 'only a party asks about what is kept about him' },
  basis: ['个人信息保护法 44'],
};

const NOT_THERE: Unmet = {
  code: 'requirement-unmet',
  say: { zh: '没有这一内容，或者已经抹除', en: 'there is no such content, or it is erased' },
  basis: ['个人信息保护法 45'],
};
