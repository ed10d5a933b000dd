import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Moment } from '../../usecases/audit/read-moment.js';
import type { TimelineMark } from '../../usecases/audit/read-timeline.js';
import { IsCivilDate, IsInstant } from '../body/civil-date.decorator.js';
import { CaseStateDto, caseStateDto } from '../cases/case-state.dto.js';
import { ClockExplanationDto, clockExplanationDto } from '../cases/clock-explanation.dto.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { inLanguage, type Language } from '../language.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Which moment of a case. */
export class MomentQueryDto {
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description: '当时已知：此刻之前（含）的留痕；默认现在 · as known at this instant; now',
  })
  @IsOptional()
  @IsInstant()
  knownAt?: Instant;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description:
      '截至某日在法律上已经发生的；默认全部已知的 · of that, what was so in law by this day; all of it',
  })
  @IsOptional()
  @IsCivilDate()
  effectiveAt?: CivilDate;
}

/** A record on which a moment rests. */
export class MomentRecordDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '序号 · sequence' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf hash' })
  leaf: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '记录时刻 · when it was recorded' })
  recordedAt: string;
}

/** A record that rests on one left out. */
export class NotFoldableDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '序号 · sequence' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '其所依据而届时不同的内容 · what it had found otherwise' })
  rests: readonly string[];

  @Discloses('internal')
  @ApiProperty({
    type: [Number],
    description: '因何条留痕届时尚未生效 · records not yet in effect that it rests on',
  })
  on: readonly number[];
}

/** The calendar that clocks of a moment are explained by. */
export class MomentCalendarDto {
  @Discloses('public')
  @ApiProperty({ type: DigestPairDto, description: '工作日历 · calendar' })
  digest: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({
    description: '与最后一条已知留痕所记的一致 · the very one that the last record known names',
  })
  asRecorded: boolean;
}

/** A case at a moment. */
@ApiExtraModels(CaseStateDto, MomentRecordDto, MomentCalendarDto)
export class MomentDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '当时已知的时刻 · as known at' })
  knownAt: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '期限按此日说明 · the day on which clocks are looked at' })
  on: string;

  @Discloses('internal')
  @ApiProperty({
    oneOf: [{ $ref: getSchemaPath(MomentRecordDto) }],
    nullable: true,
    description: '当时最后一条留痕；null：当时尚无此案 · the last record known; null: nothing was on record',
  })
  last: MomentRecordDto | null;

  @Discloses('internal')
  @ApiProperty({
    oneOf: [{ $ref: getSchemaPath(CaseStateDto) }],
    nullable: true,
    description: '当时的状态；null：当时尚未立案 · the state then; null: not open yet',
  })
  state: CaseStateDto | null;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '当时所处环节 · states that were active, outermost first' })
  active: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: [ClockExplanationDto], description: '当时的期限 · clocks then' })
  clocks: readonly ClockExplanationDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: MomentCalendarDto, description: '当时的工作日历 · calendar then' })
  calendar?: MomentCalendarDto;

  @Discloses('internal')
  @ApiProperty({ type: [Number], description: '已知但届时尚未生效的留痕 · known, and in effect later only' })
  leftOut: readonly number[];

  @Discloses('internal')
  @ApiProperty({
    type: [NotFoldableDto],
    description: '依赖上述留痕因而不能计入的 · records that rest on those, and so are not in it',
  })
  notFoldable: readonly NotFoldableDto[];
}

/** A mark in a lane of the time line. */
export class TimelineMarkDto extends MomentRecordDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['state', 'people', 'clock', 'materials', 'opinions', 'records'],
    description: '泳道 · lane',
  })
  lane: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '法律上自何日起 · the day from which it is so in law' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ description: '说明 · in words' })
  say: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · legal basis' })
  legalBasis: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: 'object', additionalProperties: true, description: '内容（人以代码表示）· values' })
  data: Readonly<Record<string, unknown>>;
}

/** A time line. */
export class TimelineDto {
  @Discloses('internal')
  @ApiProperty({ type: [TimelineMarkDto], description: '标记 · marks' })
  items: readonly TimelineMarkDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页（按留痕计）· page, counted in records' })
  page: PageInfoDto;
}

/** Moment as sent. */
export function momentDto(moment: Moment, language: Language): MomentDto {
  const { state, last, calendar, procedure } = moment;
  return {
    ...{ knownAt: moment.knownAt, on: moment.on },
    last: last
      ? { sequence: last.record.seq, leaf: digestPairDto(last.leaf), recordedAt: last.record.recordedAt }
      : null,
    state: state && caseStateDto(state),
    active: state ? procedure.activePaths(state.value) : [],
    clocks: moment.clocks.map((clock) => clockExplanationDto(clock, language)),
    ...(calendar && {
      calendar: { digest: digestPairDto(calendar.digest), asRecorded: calendar.asRecorded },
    }),
    leftOut: moment.leftOut,
    notFoldable: moment.notFoldable.map(({ seq, rests, on }) => ({ sequence: seq, rests, on })),
  };
}

/** Mark as sent. */
export function timelineMarkDto(mark: TimelineMark, language: Language): TimelineMarkDto {
  const { lane, seq, leaf, recordedAt, on, say, articles, data } = mark;
  return {
    ...{ lane, sequence: seq, leaf: digestPairDto(leaf), recordedAt, on },
    ...{ say: inLanguage(say, language), legalBasis: articles, data },
  };
}
