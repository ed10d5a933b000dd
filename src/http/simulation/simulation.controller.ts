import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { advanceClock } from '../../usecases/clocks/advance-clock.js';
import { applyCalendarToCases } from '../../usecases/law/adopt-calendar.js';
import { openCaseIds } from '../../usecases/cases/open-case-ids.js';
import { lapseDueClocks } from '../../usecases/clocks/lapse-due-clocks.js';
import { lapseDueFollowUps } from '../../usecases/streams/meeting/lapse-follow-ups.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { recordReceiptDto } from '../cases/record-receipt.dto.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { powerProblem } from '../powers/power-problem.js';
import { Problem } from '../problems/problem.js';
import { AdvanceAnswerDto, AdvanceDto } from './advance.dto.js';

const SWEEP_LIMIT = 100;

/** Simulated time 模拟时间. A real installation refuses for ever. */
@ApiTags('simulation 模拟')
@Controller('v1/simulation')
export class SimulationController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('advances')
  @Describe({
    zh: '把模拟时钟向前移动，并记录其间届满的期限',
    en: 'move the simulated clock forward and record what lapsed',
    requires: 'advanceClock',
    problems: [400, 409, 422],
  })
  @ApiCreatedResponse({ type: AdvanceAnswerDto, description: '已移动 · moved' })
  async advanceClock(@Body() body: AdvanceDto, @Me() person: SignedIn): Promise<AdvanceAnswerDto> {
    const { ports } = this.services;
    const before = await this.calendarDigest();
    const answer = await advanceClock(ports)(body.to, person);
    if (answer.outcome === 'refused') throw powerProblem('advanceClock', answer.unmet);
    if (answer.outcome === 'notSimulated') throw new Problem('not-simulated');
    if (answer.outcome === 'backwards') {
      throw new Problem('clock-backwards', {
        detail: { zh: `现在的模拟时刻是 ${answer.now}。`, en: `The simulated time is ${answer.now}.` },
      });
    }
    await this.applyNotices(before);
    const lapsed = await this.sweep();
    return { now: answer.now, act: recordReceiptDto(answer.receipt), lapsed, simulated: true };
  }

  private async calendarDigest(): Promise<string> {
    const { calendars, now } = this.services.ports;
    return (await calendars.knownAt(await now.now())).digest.sha256;
  }

  /** Notices that became known on the way move the days that rested on not knowing them. */
  private async applyNotices(before: string): Promise<void> {
    if ((await this.calendarDigest()) === before) return;
    await applyCalendarToCases(this.services.ports)(openCaseIds(this.services.queries));
  }

  /** What fell due on the way is on record before the answer is given. */
  private async sweep(): Promise<number> {
    let lapsed = 0;
    for (;;) {
      const clocks = await lapseDueClocks(this.services.ports)(SWEEP_LIMIT);
      const followUps = await lapseDueFollowUps(this.services.meetings)(SWEEP_LIMIT);
      lapsed += clocks.lapsed + followUps.lapsed;
      if (clocks.lapsed + followUps.lapsed === 0) return lapsed;
    }
  }
}
