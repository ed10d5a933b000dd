import type { Unmet } from '../../engine/case/refusal.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { PowerAction } from '../../engine/powers/power-question.js';
import type { RedactionPorts } from '../../usecases/redaction/redaction-ports.js';
import type { RequestAnswer } from '../../usecases/redaction/request-records.js';
import type { HttpServices } from '../http-services.js';
import { powerProblem } from '../powers/power-problem.js';
import { Problem, unknownResource } from '../problems/problem.js';

/** What use-cases of redaction need of the services. */
export function redactionPorts({
  ports,
  redactions,
  consultations,
  materials,
}: Pick<HttpServices, 'ports' | 'redactions' | 'consultations' | 'materials'>): RedactionPorts {
  return {
    ...ports,
    ...{ redactions: redactions.reads, redactionRules: redactions.rules, comments: consultations.reads },
    contents: materials,
  };
}

/** A 404 for a request, or for what it is about. */
export function unknownRedaction(): Problem {
  return unknownResource('抹除申请或者其对象', 'request to erase, or what it is about');
}

/** A 404 for a person's request, for its case, or for what was not granted to him. */
export function unknownPersonRequest(): Problem {
  return unknownResource(
    '个人信息申请或者其案件，或者尚未同意查阅、复制',
    'request of a person, or case that it is about, or it has not been granted',
  );
}

/** What is recorded; `unknown` is said where there is no such request. @throws Problem for what is not */
export function recordedRedaction<State>(
  answer: RequestAnswer<State>,
  action?: PowerAction,
  unknown: () => Problem = unknownRedaction,
): Extract<RequestAnswer<State>, { outcome: 'recorded' }> {
  switch (answer.outcome) {
    case 'recorded':
      return answer;
    case 'keyReused':
      throw new Problem('idempotency-key-reused');
    case 'unknown':
      throw unknown();
    case 'refused': {
      const { unmet } = answer;
      const [first] = unmet;
      if (action && (!first || OF_POWER.has(first.code))) throw powerProblem(action, unmet);
      const earliest = earliestOf(unmet);
      throw new Problem(first?.code ?? 'requirement-unmet', {
        unmet,
        ...(earliest !== undefined && { earliestPossible: earliest }),
      });
    }
  }
}

/** The day on which time alone has cured everything; undefined when something else must change. */
function earliestOf(unmet: readonly Unmet[]): CivilDate | undefined {
  let latest: CivilDate | undefined;
  for (const { earliestPossible } of unmet) {
    if (earliestPossible === undefined) return undefined;
    if (latest === undefined || earliestPossible > latest) latest = earliestPossible;
  }
  return latest;
}

const OF_POWER: ReadonlySet<string> = new Set([
  ...['power-missing', 'account-not-active', 'scope-missing', 'separation-of-duties'],
]);
