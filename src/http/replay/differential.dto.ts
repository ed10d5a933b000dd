import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import type { Classified, ClassifiedRecord, DifferentialReport } from '../../engine/replay/differential.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { differenceDto, FieldDifferenceDto, ReplayObstacleDto, UnmetRuleDto } from './replay.dto.js';

const CLASSES: readonly Classified['class'][] = [
  ...(['same', 'same-with-other-date', 'other-effects', 'not-accepted'] as const),
  ...(['accepted-instead', 'other-reasons', 'cannot-be-judged'] as const),
];

/** Under which other rules; at least one of them. */
export class DifferentialQueryDto {
  @ApiPropertyOptional({
    description: '本案程序另一已发布版本的SHA-256 · digest of another published version',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  under?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '该日终了时所知的日历 · the calendar as known at the end of this day',
  })
  @IsOptional()
  @IsCivilDate()
  calendarKnownOn?: CivilDate;
}

/** What the other rules would have made of a record. */
export class ClassifiedRecordDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ description: '事件类型 · what happened' })
  type: string;

  @Discloses('internal')
  @ApiProperty({
    enum: CLASSES,
    enumName: 'ReplayClass',
    description:
      '相同、仅日期不同、效果不同、不予办理、反而可办、理由不同、无法判断 · same, other dates, other effects, refused, allowed instead, other reasons, cannot be judged',
  })
  class: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    description: '其前已有人会另作行动，仅供参考 · people would have acted otherwise before it',
  })
  conditional?: true;

  @Discloses('internal')
  @ApiPropertyOptional({ type: [FieldDifferenceDto], description: '不同之处 · differences' })
  differences?: readonly FieldDifferenceDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: [UnmetRuleDto], description: '另一规则下不具备的 · what stands against it' })
  unmet?: readonly UnmetRuleDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: ReplayObstacleDto, description: '无法判断的原因 · why it cannot be judged' })
  why?: ReplayObstacleDto;
}

/** What the other rules would have brought about by themselves. */
export class MissingEventDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '其前的留痕 · the record before it' })
  afterSequence: number;

  @Discloses('internal')
  @ApiProperty({ description: '事件类型 · what would have happened' })
  type: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '法律上的日期 · day in law' })
  on: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '期限 · clock' })
  clock?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '仅供参考 · people would have acted otherwise before it' })
  conditional?: true;
}

/** A legal day that comes out otherwise. */
export class MovedDayDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ description: '期限 · clock' })
  clock: string;

  @Discloses('internal')
  @ApiProperty({ description: '动作：起算、延长、恢复、届满 · what the clock did' })
  action: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['dueOn', 'promisedDueOn', 'notBefore'],
    enumName: 'MovedDayField',
    description: '届满日、承诺日、最早日 · last day, promised day, earliest day',
  })
  field: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: String, format: 'date', description: '留痕所载 · on record' })
  recorded?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: String, format: 'date', description: '另一规则下 · under the other rules' })
  model?: string;
}

/** 差异复演 of a case. */
export class DifferentialDto {
  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'integer',
    description:
      '自此条起不再断言 · first act of a person that would have gone otherwise; nothing is claimed from it on',
  })
  stopsAt?: number;

  @Discloses('internal')
  @ApiProperty({ type: [MovedDayDto], description: '变动的日期 · days that come out otherwise' })
  days: readonly MovedDayDto[];

  @Discloses('internal')
  @ApiProperty({
    type: [MissingEventDto],
    description: '留痕中没有的事件 · events that the record does not have',
  })
  missing: readonly MissingEventDto[];

  @Discloses('internal')
  @ApiProperty({ type: [ClassifiedRecordDto], description: '逐条 · record by record' })
  items: readonly ClassifiedRecordDto[];
}

/** The report as sent. */
export function differentialDto({ records, missing, days, stopsAt }: DifferentialReport): DifferentialDto {
  return {
    ...(stopsAt !== undefined && { stopsAt }),
    days: days.map(({ seq, ...day }) => ({ sequence: seq, ...day })),
    missing: missing.map(({ afterSeq, ...event }) => ({ afterSequence: afterSeq, ...event })),
    items: records.map(recordDto),
  };
}

function recordDto(record: ClassifiedRecord): ClassifiedRecordDto {
  const { seq, type, conditional } = record;
  return {
    ...{ sequence: seq, type, class: record.class },
    ...(conditional && { conditional }),
    ...('differences' in record && { differences: record.differences.map(differenceDto) }),
    ...('unmet' in record && { unmet: record.unmet }),
    ...('why' in record && { why: record.why }),
  };
}
