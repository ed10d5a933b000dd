import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Tally } from '../../engine/meeting/tally.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** How many are there. */
export class QuorumDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '到会 · present' })
  present: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '应到（不计回避）· entitled, without those recused' })
  entitled: number;

  @Discloses('internal')
  @ApiProperty({ description: '达到法定人数 · whether it suffices' })
  reached: boolean;
}

/** The running majority. */
export class TallyDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '除主持人外已表态 · stated positions, without who presides' })
  stated: number;

  @Discloses('internal')
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: '各种意见人数 · by stance',
  })
  stances: Tally['stances'];

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '多数人的意见 · what more than half hold' })
  majority: Tally['majority'];
}

/** An item of the agenda. */
export class MeetingItemDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '编号 · number' })
  item: number;

  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ description: '程序中的名称 · name in the procedure' })
  name: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '草案稿次 · version of the draft' })
  draftVersion: number;

  @Discloses('internal')
  @ApiProperty({
    enum: ['tabled', 'begun', 'decided', 'withdrawn', 'notReached'],
    description: '状态 · status',
  })
  status: string;

  @Discloses('internal')
  @ApiProperty({ description: '最后发言并作出决定的人 · who speaks last and decides' })
  presides: string;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: '材料送达全体之日 · papers with all on',
  })
  papersOn: string | null;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '回避 · recused' })
  recused: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '行政首长须等待其发言的成员 · whom the chief waits for' })
  waitingFor: readonly string[];

  @Discloses('internal')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '各人的意见 · positions by person',
  })
  positions: object;

  @Discloses('internal')
  @ApiProperty({ type: QuorumDto, description: '本议题法定人数 · quorum on the item' })
  quorum: QuorumDto;

  @Discloses('internal')
  @ApiProperty({ type: TallyDto, description: '多数意见 · running majority' })
  tally: TallyDto;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '未确认发言的成员 · who has not confirmed his words' })
  unconfirmed: readonly string[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: '议定 · decision' })
  decided?: object;
}

/** What somebody is to do. */
export class MeetingFollowUpDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '编号 · number' })
  followUp: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '议题 · item' })
  item: number;

  @Discloses('internal')
  @ApiProperty({ description: '执行单位 · unit' })
  unit: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '承办人 · person' })
  person?: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '完成期限 · last day' })
  until: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '交办之日 · given on' })
  assignedOn: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '在谁手中：person、as（assigned、claimed）、on · who has it in hand',
  })
  holder?: object;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '报告办结之日 · reported as done on' })
  reportedOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '逾期之日 · ran out on' })
  lapsedOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '销号日 · done on' })
  doneOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ enum: ['red', 'yellow', 'green'], description: '红黄绿灯；已销号的没有 · light' })
  light?: string;
}
