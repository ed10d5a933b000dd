import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { InboxCaseDto } from './inbox-case.dto.js';
import { InboxFollowUpDto } from './inbox-follow-up.dto.js';
import { InboxHolderDto, InboxPersonDto, InboxPrincipalDto } from './inbox-people.dto.js';

/** An act by name and title. */
export class InboxActDto {
  @Discloses('internal')
  @ApiProperty({ description: '行为 · act' })
  act: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;
}

/** The task of a row. */
export class InboxTaskDto {
  @Discloses('internal')
  @ApiProperty({ description: '待办 · task within the case' })
  key: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('public')
  @ApiProperty({ description: '岗位名称 · title of the post' })
  postTitle: string;

  @Discloses('internal')
  @ApiProperty({ type: [InboxActDto], description: '可以作出的行为 · acts' })
  acts: readonly InboxActDto[];

  @Discloses('internal')
  @ApiProperty({
    enum: ['own', 'deputy', 'party'],
    description: '本人岗位、代理或者当事人 · in a post of his own, for another, or as a party',
  })
  heldAs: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxPrincipalDto, description: '我代理何人 · for whom it is held' })
  onBehalfOf?: InboxPrincipalDto;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '会签轮次 · round of signatures that it is' })
  signing: string | null;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxHolderDto, description: '在谁手中 · who has it in hand' })
  holder?: InboxHolderDto;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '最近催办之日 · urged on' })
  urgedOn: string | null;
}

/** An open referral to the reader. */
export class InboxReferralDto {
  @Discloses('internal')
  @ApiProperty({ description: '转请 · referral within the case' })
  id: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['delegation', 'consultation', 'circulation'],
    description: '委派、加签、传阅 · what is asked for',
  })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '所属待办 · task that it belongs to' })
  task: string | null;

  @Discloses('internal')
  @ApiProperty({ description: '待办在等答复 · the task waits for the answer' })
  blocks: boolean;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    enum: ['before', 'parallel', 'after'],
    nullable: true,
    description: '前加签、并加签、后加签 · before, beside or after the task',
  })
  place: string | null;
}

/** What the reader did, or what was done for him. */
export class InboxDoingDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence of the record' })
  seq: number;

  @Discloses('internal')
  @ApiProperty({ description: '事件 · type of the record' })
  type: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '行为 · act' })
  act: string | null;

  @Discloses('public')
  @ApiPropertyOptional({ description: '行为名称 · title of the act' })
  actTitle?: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '岗位 · post' })
  post: string | null;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '法律上的日期 · legal day' })
  on: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxPersonDto, description: '代何人 · for whom' })
  onBehalfOf?: InboxPersonDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxPersonDto, description: '由何人代办 · by whom' })
  doneBy?: InboxPersonDto;
}

/** Since when a row is there. */
export class InboxSinceDto {
  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '法律上的日期 · legal day' })
  on: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: '记录时刻 · instant of the record',
  })
  at: string | null;
}

/** A row of the inbox. */
export class InboxRowDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({
    type: InboxCaseDto,
    nullable: true,
    description: '案件所示；已无权知悉的为空 · the case; null where he may know of it no longer',
  })
  case: InboxCaseDto | null;

  @Discloses('internal')
  @ApiProperty({
    enum: [
      ...['course', 'returned', 'takenBack', 'lapsed', 'transferred', 'delegated', 'consulted', 'circulated'],
      ...['followUp', 'deputy', 'copied', 'initiated', 'done', 'followed'],
    ],
    description:
      '为何到我：流转、退回、拿回、期限届满、转办、委派、加签、传阅、会议议定事项、代理、抄送、发起、已办、关注 · why it is here',
  })
  cause: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxPersonDto, description: '来自 · from whom' })
  from?: InboxPersonDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxSinceDto, description: '自何时起 · since when' })
  since: InboxSinceDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxTaskDto, description: '待办 · task' })
  task?: InboxTaskDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxReferralDto, description: '转请 · referral' })
  referral?: InboxReferralDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxFollowUpDto, description: '会议议定事项 · follow-up of a meeting' })
  followUp?: InboxFollowUpDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxDoingDto, description: '已办 · what was done' })
  doing?: InboxDoingDto;

  @Discloses('internal')
  @ApiPropertyOptional({
    enum: ['opener', 'party'],
    description: '经办立案或者当事人 · opened it, or is party',
  })
  initiated?: string;
}

/** A view of the inbox. */
export class InboxDto {
  @Discloses('internal')
  @ApiProperty({ type: [InboxRowDto], description: '时间紧的在前 · least remaining time first' })
  items: readonly InboxRowDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}
