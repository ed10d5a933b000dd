import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import type { FieldDifference, Judged, JudgedRecord, Verdict } from '../../engine/replay/verdict.js';
import { STREAM_KINDS } from '../../engine/law/stream-definition.js';
import { MOST_AT_ONCE, type ReplayPage } from '../../usecases/replay/replay-case.js';
import { Discloses } from '../powers/discloses.decorator.js';

const STREAMS = Object.keys(STREAM_KINDS);

const VERDICTS: readonly Verdict['verdict'][] = ['same', 'differs', 'cannot-be-judged'];

/** One member of a record that comes out otherwise. */
export class FieldDifferenceDto {
  @Discloses('internal')
  @ApiProperty({
    example: '/data/clocks/0/dueOn',
    description: '位置（JSON指针） · JSON pointer into the record',
  })
  at: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    description: '依规则应为（JSON文本）；没有即为无 · what the rules give, as JSON text',
  })
  expected?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '留痕所载（JSON文本）；没有即为无 · what is on record, as JSON text' })
  found?: string;
}

/** A requirement that is not met. */
export class UnmetRuleDto {
  @Discloses('public')
  @ApiProperty({ description: '原因代码 · code' })
  code: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '条款 · provisions' })
  basis: readonly string[];
}

/** The rule by which a record was judged. */
export class JudgedRuleDto {
  @Discloses('public')
  @ApiProperty({
    enum: ['act', 'clock', 'stream', 'house'],
    enumName: 'JudgedRuleKind',
    description: '种类 · kind',
  })
  kind: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · name' })
  name: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '条款 · provisions' })
  basis: readonly string[];
}

/** What a judgement would have needed. */
export class ReplayObstacleDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['part', 'law', 'input'],
    enumName: 'ReplayObstacleKind',
    description:
      '内容未披露或者已抹除、规则不在、从未记录 · withheld or erased, rules not at hand, never recorded',
  })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ description: '缺少什么 · what is missing' })
  name: string;
}

/** A record with its verdict. */
export class ReplayedRecordDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ example: 'case.accepted', description: '事件类型 · what happened' })
  type: string;

  @Discloses('internal')
  @ApiProperty({
    enum: VERDICTS,
    enumName: 'ReplayVerdict',
    description: '一致、不一致、无法判断 · same, differs, cannot be judged',
  })
  verdict: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: [FieldDifferenceDto], description: '不一致之处 · differences' })
  differences?: readonly FieldDifferenceDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: JudgedRuleDto, description: '所依规则 · rule' })
  rule?: JudgedRuleDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: [UnmetRuleDto], description: '依规则应当不予办理 · the rules refuse it' })
  refused?: readonly UnmetRuleDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: ReplayObstacleDto, description: '无法判断的原因 · why it cannot be judged' })
  why?: ReplayObstacleDto;
}

/** How many records came to which verdict. */
export class ReplayCountsDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '一致 · same' })
  same: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '不一致 · differ' })
  differs: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '无法判断 · cannot be judged' })
  cannotBeJudged: number;
}

/** What replay found in a stream of any kind, as far as it was judged. */
class JudgedDto {
  @Discloses('internal')
  @ApiProperty({ type: ReplayCountsDto, description: '各结论的条数 · verdicts counted' })
  counts: ReplayCountsDto;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'integer',
    description: '首条不一致的留痕 · sequence of the first that differs',
  })
  firstDivergence?: number;

  @Discloses('internal')
  @ApiProperty({ type: [ReplayedRecordDto], description: '逐条 · record by record' })
  items: readonly ReplayedRecordDto[];
}

/** 复演 of a stream beside a case. */
export class StreamReplayDto extends JudgedDto {
  @Discloses('internal')
  @ApiProperty({ description: '记录流 · stream' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ enum: STREAMS, enumName: 'StreamKind', description: '种类 · kind' })
  kind: string;
}

/** Which records an answer is about: counted through the case and then through each stream beside it. */
export class JudgedPartDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '自第几条起（从0计） · from, counted from 0' })
  from: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '至第几条前 · to before' })
  to: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '共有条数 · of so many' })
  of: number;
}

/** From where, and how many records. */
export class ReplayQueryDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    default: 0,
    description: '自第几条起：上一页的next · from which record on: `next` of the page before',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  from?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MOST_AT_ONCE,
    default: MOST_AT_ONCE,
    description: '至多条数 · at most so many',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_AT_ONCE)
  limit?: number;
}

/** 复演 of a case. */
export class CaseReplayDto extends JudgedDto {
  @Discloses('internal')
  @ApiPropertyOptional({
    description: '重新算出的最后状态的SHA-256 · digest of the last state as computed anew',
  })
  finalState?: string;

  @Discloses('internal')
  @ApiProperty({
    type: [StreamReplayDto],
    description: '案旁的记录流（草案、征求意见、专家组、会议） · what went on beside the case',
  })
  streams: readonly StreamReplayDto[];

  @Discloses('internal')
  @ApiProperty({ type: JudgedPartDto, description: '本次所复演的部分 · the part that was decided anew' })
  judged: JudgedPartDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '下一页自此条起 · where the next page begins' })
  next?: number;
}

/** The report as sent. */
export function caseReplayDto(page: ReplayPage): CaseReplayDto {
  const { finalState, streams, judged, next } = page;
  return {
    ...judgedDto(page),
    ...(finalState !== undefined && { finalState }),
    streams: streams.map((one) => ({ stream: one.stream, kind: one.kind, ...judgedDto(one) })),
    judged,
    ...(next !== undefined && { next }),
  };
}

function judgedDto({ records, counts, firstDivergence }: Judged): JudgedDto {
  return {
    counts: { same: counts.same, differs: counts.differs, cannotBeJudged: counts['cannot-be-judged'] },
    ...(firstDivergence !== undefined && { firstDivergence }),
    items: records.map(recordDto),
  };
}

function recordDto(judged: JudgedRecord): ReplayedRecordDto {
  const { seq, type, verdict } = judged;
  const head = { sequence: seq, type, verdict };
  if (judged.verdict === 'same') return head;
  if (judged.verdict === 'cannot-be-judged') return { ...head, why: judged.why };
  const { differences, rule, refused } = judged;
  return { ...head, differences: differences.map(differenceDto), rule, ...(refused && { refused }) };
}

/** A difference as sent: values as canonical JSON, whatever they are. */
export function differenceDto({ at, expected, found }: FieldDifference): FieldDifferenceDto {
  return {
    at,
    ...(expected !== undefined && { expected: canonicalJson(expected) }),
    ...(found !== undefined && { found: canonicalJson(found) }),
  };
}
