import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { DAY_CLASSES } from '../cases/clock-explanation.dto.js';

/** An adopted notice on days off. */
export class CalendarNoticeDto {
  @ApiProperty({ description: '日历 · calendar', example: 'cn' })
  name: string;

  @ApiProperty({ type: 'integer', description: '年份 · year' })
  year: number;

  @ApiProperty({ description: '通知 · notice' })
  notice: string;

  @ApiProperty({ format: 'date', description: '自何日起为人所知 · known from' })
  knownFrom: string;

  @ApiProperty({ description: 'SHA-256' })
  sha256: string;
}

/** Adopted notices. */
export class CalendarNoticesDto {
  @ApiProperty({ type: [CalendarNoticeDto], description: '通知 · notices' })
  items: readonly CalendarNoticeDto[];
}

/** Which days. */
export class DaysQueryDto {
  @ApiProperty({ type: String, format: 'date', description: '起 · from' })
  @IsCivilDate()
  from: CivilDate;

  @ApiProperty({ type: String, format: 'date', description: '止（含）· to, inclusive; at most 400 days' })
  @IsCivilDate()
  to: CivilDate;

  @ApiPropertyOptional({ type: String, format: 'date', description: '按该日所知 · as known on that day' })
  @IsOptional()
  @IsCivilDate()
  knownAt?: CivilDate;
}

/** A day of the calendar. */
export class CalendarDayDto {
  @ApiProperty({ format: 'date', description: '日期 · day' })
  date: string;

  @ApiProperty({ enum: DAY_CLASSES, description: '类别 · class' })
  class: string;

  @ApiProperty({ description: '是否工作日 · whether it is a working day' })
  workingDay: boolean;

  @ApiProperty({ description: '依据 · the notice it rests on' })
  source: string;

  @ApiProperty({ description: '该年通知尚未公布 · no notice is known for it' })
  provisional: boolean;
}

/** Days of a calendar. */
export class CalendarDaysDto {
  @ApiProperty({ description: '日历 · calendar' })
  calendar: string;

  @ApiProperty({ format: 'date', description: '按何日所知 · as known on' })
  knownAt: string;

  @ApiProperty({ type: [CalendarDayDto], description: '各日 · days' })
  days: readonly CalendarDayDto[];
}
