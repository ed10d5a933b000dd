import { civilDayOf, addDays } from '../src/engine/clock/civil-date.js';
import { CONSULTATION_LAW } from '../src/engine/consultation/consultation-law.js';
import type { ConsultationEvent, ConsultationState } from '../src/engine/consultation/consultation.js';
import { openConsultation } from '../src/engine/consultation/keep-consultation.js';
import { openCase } from '../src/usecases/cases/open-case.js';
import type { ConsultationPorts } from '../src/usecases/streams/consultation/work-on-consultation.js';
import { workOnStream } from '../src/usecases/streams/work-on-stream.js';
import { withStreams } from '../test/support/with-streams.js';
import { askerOf, UNIT } from './licence-journey.js';

/** A decision that has a consultation beside it, for the office of the benchmark. */
export const DECISION = withStreams();

/** A consultation on a case of the office, opened by the law alone: who may open one is not what is measured. */
export async function openedConsultation(ports: ConsultationPorts): Promise<string> {
  const answer = await openCase(ports)({
    ...{ procedure: DECISION.definition.procedure, unit: UNIT, subject: '征求意见', key: 'bench-case' },
    ...{ applicant: { name: '某单位' }, input: {}, by: askerOf('reviewer') },
  });
  if (answer.outcome !== 'recorded') throw new Error(JSON.stringify(answer));
  const { caseId } = answer;
  const on = civilDayOf(await ports.now.now(), ports.installation.zone);
  const closesOn = addDays(on, 30);
  const begun = await workOnStream<ConsultationState, ConsultationEvent, null>(
    ports,
    CONSULTATION_LAW,
    { kind: 'consultation', stream: ports.ids.randomUuid(), begins: true, caseId, key: 'bench', asked: {} },
    () => {
      const notice = { caseId, name: 'solicitation', draft: { version: 0 }, modes: ['public'] as const };
      const decision = openConsultation({ ...notice, opensOn: on, closesOn, words: {} }, null, { on });
      if (decision.refused) return decision;
      const days = { opens_on: on, closes_on: closesOn, shortened: false };
      const row = { case_id: caseId, name: 'solicitation', draft_version: 0, draft_stream: null, ...days };
      return { ...decision, rows: { opened: row }, result: null };
    },
  );
  if (begun.outcome !== 'recorded') throw new Error(begun.outcome);
  return begun.stream;
}
