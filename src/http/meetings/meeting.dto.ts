import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { everybody, type MeetingState } from '../../engine/meeting/meeting-state.js';
import type { MeetingRow } from '../../usecases/streams/meeting/meeting-ports.js';
import {
  lightOf,
  type ForumView,
  type ItemView,
  type MeetingView,
} from '../../usecases/streams/meeting/read-meetings.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { MeetingFollowUpDto, MeetingItemDto, QuorumDto } from './meeting-item.dto.js';

/** Whose meetings. */
export class UnitQueryDto {
  @ApiProperty({ description: '机关 · the unit' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  unit: string;
}

/** Whose meetings, page by page. */
export class MeetingsQueryDto extends PageQueryDto {
  @ApiProperty({ description: '机关 · the unit' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  unit: string;
}

/** A meeting in a list. */
export class ListedMeetingDto implements MeetingRow {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '会议 · id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ description: '会议类型 · forum' })
  forum: string;

  @Discloses('internal')
  @ApiProperty({ description: '机关 · unit' })
  unit: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '会议日期 · day' })
  day: MeetingRow['day'];

  @Discloses('internal')
  @ApiProperty({ description: '时间 · local time' })
  time: string;

  @Discloses('internal')
  @ApiProperty({ enum: ['convened', 'open', 'adjourned', 'closed'], description: '状态 · status' })
  status: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '议题数 · items' })
  items: number;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: '纪要印发日 · day of the minutes',
  })
  minutesOn: MeetingRow['minutesOn'];
}

/** Meetings. */
export class MeetingsDto {
  @Discloses('internal')
  @ApiProperty({ type: [ListedMeetingDto], description: '会议 · meetings' })
  items: readonly ListedMeetingDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** A kind of meeting with its rules. */
export class ForumDto {
  @Discloses('public')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '规则及其依据 · rules with their provisions',
  })
  forum: object;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '上次会议 · last meeting' })
  lastHeld: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: '应当再次召开之日 · meets again by',
  })
  meetsAgainBy: string | null;

  @Discloses('internal')
  @ApiProperty({ description: '已经迟于应当召开之日（仅提示）· late; a reminder only' })
  late: boolean;
}

/** Kinds of meetings. */
export class ForumsDto {
  @Discloses('internal')
  @ApiProperty({ type: [ForumDto], description: '会议类型 · forums' })
  items: readonly ForumDto[];
}

/** A meeting. */
export class MeetingDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '会议 · id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '版本号 · version' })
  version: number;

  @Discloses('public')
  @ApiProperty({ type: 'object', additionalProperties: true, description: '会议类型及规则 · forum' })
  forum: object;

  @Discloses('internal')
  @ApiProperty({ description: '机关 · unit' })
  unit: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '会议日期 · day' })
  day: string;

  @Discloses('internal')
  @ApiProperty({ description: '时间 · local time' })
  time: string;

  @Discloses('internal')
  @ApiProperty({ enum: ['convened', 'open', 'adjourned', 'closed'], description: '状态 · status' })
  status: string;

  @Discloses('internal')
  @ApiProperty({ description: '行政首长 · chief' })
  chief: string;

  @Discloses('internal')
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: '全体组成人员姓名 · names of everybody who belongs to it',
  })
  people: Readonly<Record<string, string>>;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '在会 · who is there' })
  present: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: QuorumDto, description: '法定人数 · quorum' })
  quorum: QuorumDto;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '材料最迟送达日 · last day for the papers' })
  papersDueOn?: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '已签阅材料 · who has read the papers' })
  papersRead: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: [MeetingItemDto], description: '议题，依议程顺序 · items in the order of the agenda' })
  items: readonly MeetingItemDto[];

  @Discloses('internal')
  @ApiProperty({ type: [MeetingFollowUpDto], description: '议定事项 · follow-ups' })
  followUps: readonly MeetingFollowUpDto[];

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: '纪要印发日 · day of the minutes',
  })
  minutesOn: string | null;
}

/** Forum as sent. */
export function forumDto({ forum, lastHeld, meetsAgainBy, late }: ForumView): ForumDto {
  return { forum, lastHeld, meetsAgainBy, late };
}

/** Meeting as sent. */
export function meetingDto(view: MeetingView): MeetingDto {
  const { id, version, state, items, papersDueOn, quorum, names } = view;
  const { forum, unit, day, time, status, present, papersRead, minutesOn, roll } = state;
  return {
    ...{ id, version, forum, unit, day, time, status, present, papersRead, minutesOn, quorum },
    chief: roll.chief,
    people: Object.fromEntries(everybody(roll).map((person) => [person, names.get(person) ?? person])),
    ...(papersDueOn !== undefined && { papersDueOn }),
    items: items.map(itemDto),
    followUps: state.followUps.map((one) => followUpDto(one, view)),
  };
}

function itemDto({ item, presides, papersOn, quorum, tally, waitingFor }: ItemView): MeetingItemDto {
  const { caseId, name, draftVersion, status, recused, positions, unconfirmed, decided } = item;
  return {
    ...{ item: item.item, caseId, name, draftVersion, status, presides, papersOn, recused, waitingFor },
    ...{ positions, quorum, tally, unconfirmed, ...(decided && { decided }) },
  };
}

function followUpDto(one: MeetingState['followUps'][number], { today }: MeetingView): MeetingFollowUpDto {
  return { ...one, ...(one.doneOn === undefined && { light: lightOf(one.until, today).light }) };
}
