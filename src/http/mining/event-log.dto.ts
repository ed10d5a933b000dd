import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQueryDto } from '../pages/page-query.dto.js';

/** Formats of a log, with the type under which each is sent. */
export const EVENT_LOG_TYPES = {
  xes: 'application/xml; charset=utf-8',
  ocel: 'application/json; charset=utf-8',
  'ocel-sqlite': 'application/vnd.sqlite3',
  csv: 'text/csv; charset=utf-8',
} as const;
/** How the names of their files end. */
export const EVENT_LOG_ENDINGS = {
  xes: 'xes',
  ocel: 'jsonocel',
  'ocel-sqlite': 'sqlite',
  csv: 'csv',
} as const;
export type EventLogFormat = keyof typeof EVENT_LOG_TYPES;
const FORMATS = Object.keys(EVENT_LOG_TYPES) as EventLogFormat[];

/** Which cases, and how they are written. */
export class EventLogQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ type: String, enum: FORMATS, default: 'xes', description: '格式 · format' })
  @IsOptional()
  @IsIn(FORMATS)
  format?: EventLogFormat;

  @ApiPropertyOptional({ description: '程序 · procedure' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  procedure?: string;

  @ApiPropertyOptional({ type: String, enum: ['open', 'ended'], description: '在办或者办结 · open or ended' })
  @IsOptional()
  @IsIn(['open', 'ended'])
  status?: 'open' | 'ended';
}
