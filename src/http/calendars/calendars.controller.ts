import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { addDays, daysBetween } from '../../engine/clock/civil-date.js';
import type { Calendar } from '../../engine/clock/calendar.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest, unknownResource } from '../problems/problem.js';
import { CalendarDaysDto, type CalendarDayDto, CalendarNoticesDto, DaysQueryDto } from './calendar.dto.js';
import { calendarKnownOn, calendarNamed } from './calendar-known-on.js';

const MAX_DAYS = 400;

/** Calendars 工作日历: which day is what, and by which notice. Public, as the notices are. */
@ApiTags('calendars 工作日历')
@Controller('v1/calendars')
export class CalendarsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '已采用的放假通知', en: 'adopted notices on days off', requires: 'public' })
  @ApiOkResponse({ type: CalendarNoticesDto, description: '通知 · notices' })
  async listCalendars(): Promise<CalendarNoticesDto> {
    const versions = await this.services.queries.calendarVersions();
    return {
      items: versions.map(({ name, year, notice, knownFrom, sha256 }) => ({
        name,
        year,
        notice,
        knownFrom,
        sha256,
      })),
    };
  }

  @Get(':name/days')
  @Describe({
    zh: '逐日类别及依据',
    en: 'days with their class and source',
    requires: 'public',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: CalendarDaysDto, description: '各日 · days' })
  async listDays(@Param('name') name: string, @Query() query: DaysQueryDto): Promise<CalendarDaysDto> {
    const { from, to, knownAt } = query;
    const length = daysBetween(from, to) + 1;
    if (length < 1) throw invalidRequest('query:to', '不得早于 from', 'must not be before from');
    if (length > MAX_DAYS) {
      throw invalidRequest('query:to', `一次至多 ${MAX_DAYS} 日`, `at most ${MAX_DAYS} days at once`);
    }
    const calendar = calendarNamed(await calendarKnownOn(this.services.ports, knownAt), name);
    if (!calendar) throw unknownResource('日历', 'calendar');
    const days = Array.from({ length }, (_, index) => calendarDay(calendar, addDays(from, index)));
    return { calendar: calendar.name, knownAt: calendar.knownAt, days };
  }
}

function calendarDay(calendar: Calendar, date: CivilDate): CalendarDayDto {
  const day = calendar.classify(date);
  return {
    date,
    class: day.class,
    workingDay: calendar.isWorkingDay(date),
    source: day.source,
    provisional: day.provisional,
  };
}
