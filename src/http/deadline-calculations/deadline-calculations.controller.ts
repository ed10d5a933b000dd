import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { isCivilDate } from '../../engine/clock/civil-date.js';
import { calculateDeadlineDocument } from '../../usecases/clocks/calculate-deadline.js';
import { calendarKnownOn, calendarNamed } from '../calendars/calendar-known-on.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem } from '../problems/problem.js';
import { DeadlineAnswerDto, deadlineAnswerDto, DeadlineQuestionDto } from './deadline.dto.js';

/** Deadline calculations 期限试算: anybody may check a term. */
@ApiTags('deadline-calculations 期限试算')
@Controller('v1/deadline-calculations')
export class DeadlineCalculationsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post()
  @HttpCode(200)
  @Describe({
    zh: '期限试算，逐日说明',
    en: 'compute a deadline, explained day by day',
    requires: 'public',
    problems: [400],
  })
  @ApiBody({ type: DeadlineQuestionDto })
  @ApiOkResponse({ type: DeadlineAnswerDto, description: '结果 · answer' })
  async calculateDeadline(@Body() question: unknown): Promise<DeadlineAnswerDto> {
    const day = (question as { knownAt?: unknown } | null | undefined)?.knownAt;
    const calendar = await calendarKnownOn(this.services.ports, isCivilDate(day) ? day : undefined);
    // The document has its own reader, shared with the command line: every fault comes with a pointer.
    const outcome = calculateDeadlineDocument(question, (name) => calendarNamed(calendar, name));
    if (outcome.ok) return deadlineAnswerDto(outcome.answer);
    throw new Problem('invalid-request', {
      unmet: outcome.problems.map(({ at, problem }) => ({
        code: 'invalid-request',
        say: problem,
        basis: [],
        at: at === '' ? '/' : at,
      })),
    });
  }
}
