import type { FastifyReply } from 'fastify';
import type { ActAnswer } from '../../usecases/cases/act-answer.js';
import { ActAnswerDto, actAnswerDto } from '../cases/act-answer.dto.js';
import { barredProblem } from '../cases/barred-problem.js';
import type { HttpServices } from '../http-services.js';
import { ledgerHeaders, recordedOrProblem } from '../problems/answer-problem.js';

/**
 * What was done in a case as it is sent: the record, its address and the case's new version.
 * @throws Problem for every other outcome
 */
export function recordedAnswer(
  { ports }: Pick<HttpServices, 'ports'>,
  answer: ActAnswer,
  reply: FastifyReply,
): ActAnswerDto {
  const barred = 'barredBy' in answer && answer.barredBy && barredProblem(answer, answer.barredBy);
  if (barred) throw barred;
  const recorded = recordedOrProblem(answer);
  const { stream, seq } = recorded.receipt;
  void reply.headers({ ...ledgerHeaders(recorded), location: `/v1/streams/${stream}/records/${seq}` });
  return actAnswerDto(recorded, ports.installation.mode === 'simulated');
}
