import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Discloses } from '../powers/discloses.decorator.js';
import { InboxHolderDto, InboxPrincipalDto } from './inbox-people.dto.js';

/** What a meeting gave somebody to do. */
export class InboxFollowUpDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '会议 · meeting' })
  meeting: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '编号 · number within the meeting' })
  followUp: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '议题 · item' })
  item: number;

  @Discloses('internal')
  @ApiProperty({ description: '会议类型 · forum' })
  forum: string;

  @Discloses('internal')
  @ApiProperty({ description: '执行单位 · unit that carries it out' })
  unit: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '事项；已删除的没有 · what is to be done; absent where it was erased' })
  what?: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '交办之日 · given on' })
  since: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '完成期限 · last day' })
  until: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['own', 'deputy', 'party'],
    description: '本人岗位或者代理 · in a post of his own, or for another',
  })
  heldAs: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxPrincipalDto, description: '我代理何人 · for whom it is held' })
  onBehalfOf?: InboxPrincipalDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxHolderDto, description: '在谁手中 · who has it in hand' })
  holder?: InboxHolderDto;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: '报告办结之日，等待销号 · reported as done on; it waits to be recognised',
  })
  reportedOn: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '逾期之日 · ran out on' })
  lapsedOn: string | null;
}
