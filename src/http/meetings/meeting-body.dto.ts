import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { RESULTS, STANCES, type ItemResult, type Stance } from '../../engine/meeting/meeting-state.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { IsReason } from '../body/reason.decorator.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/;
const MOST_PEOPLE = 500;
const MOST_CHARACTERS = 100_000;

/** When and where. */
export class AppointmentDto {
  @ApiProperty({ format: 'date', description: '会议日期 · day of the meeting' })
  @IsCivilDate()
  day: string;

  @ApiProperty({ example: '09:00', description: '时间，HH:MM · local time' })
  @Matches(TIME)
  time: string;

  @ApiPropertyOptional({ description: '地点；不进入留痕记录 · place; kept out of the record' })
  @IsOptional()
  @IsCharacters(1, 200)
  place?: string;
}

/** Which meeting is convened. */
export class ConveningDto extends AppointmentDto {
  @ApiProperty({ example: 'executive', description: '会议类型，见 forums · which forum' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  forum: string;

  @ApiProperty({ description: '召开会议的机关 · whose meeting it is' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  unit: string;
}

/** Which case is to be on the agenda. */
export class TablingDto {
  @ApiProperty({ format: 'uuid', description: '案件 · the case' })
  @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  caseId: string;

  @ApiProperty({
    example: 'meeting',
    description: '程序中该会议的名称 · what the procedure calls the meeting',
  })
  @Matches(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/)
  @MaxLength(100)
  name: string;

  @ApiPropertyOptional({ example: 'drafter', description: '汇报岗位 · the post that presents it' })
  @IsOptional()
  @Matches(/^[a-z][A-Za-z0-9.]*$/)
  @MaxLength(100)
  presenter?: string;
}

/** Why. */
export class MeetingReasonDto {
  @ApiProperty({ description: '理由；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(2000)
  @IsReason(2)
  reason: string;
}

/** The order of the items. */
export class AgendaDto {
  @ApiProperty({ type: [Number], description: '全部议题的编号，依审议顺序 · every item’s number, in order' })
  @IsArray()
  @ArrayMaxSize(200)
  @IsInt({ each: true })
  agenda: readonly number[];
}

/** Whose papers, to whom. */
export class PapersDto {
  @ApiPropertyOptional({ type: [Number], description: '议题；不填为全部 · items; all without it' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsInt({ each: true })
  items?: readonly number[];

  @ApiPropertyOptional({ type: [String], description: '成员代码；不填为全体 · members; all without it' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PEOPLE)
  @IsString({ each: true })
  @MaxLength(120, { each: true })
  to?: readonly string[];
}

/** When it was so. */
export class AtDto {
  @ApiPropertyOptional({
    example: '2026-10-12T09:40',
    description: '当地时间；不填为现在，不能早于已经留痕的事项 · local time; now without it',
  })
  @IsOptional()
  @Matches(LOCAL_TIME)
  at?: string;
}

/** Who is there when it begins. */
export class OpeningDto extends AtDto {
  @ApiProperty({ type: [String], description: '到会成员代码 · members who are there' })
  @IsArray()
  @ArrayMaxSize(MOST_PEOPLE)
  @IsString({ each: true })
  @MaxLength(120, { each: true })
  present: readonly string[];

  @ApiPropertyOptional({
    description: '列席人员；不进入留痕记录 · who attends without a say; kept out of the record',
  })
  @IsOptional()
  @IsCharacters(1, 5000)
  observers?: string;
}

/** Who came or went. */
export class AttendanceDto extends AtDto {
  @ApiProperty({ description: '成员代码 · the member' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  person: string;

  @ApiProperty({ description: '到会为 true，离会为 false · true: he came' })
  @IsBoolean()
  arrived: boolean;
}

/** Who is kept out of the item. */
export class ItemRecusalDto extends MeetingReasonDto {
  @ApiProperty({ description: '回避成员代码 · the member' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  person: string;

  @ApiPropertyOptional({ description: '主持人回避时，本议题的主持人 · who presides instead of the chief' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  presiding?: string;
}

/** Whose word it is. */
export class SilenceDto extends AtDto {
  @ApiPropertyOptional({ description: '发言人代码；不填为本人 · whose words; one’s own without it' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  person?: string;
}

/** What he said or wrote. */
export class SpeechDto extends SilenceDto {
  @ApiProperty({ enum: STANCES, description: '同意、修改后同意、不同意、暂缓、未表态 · stance' })
  @IsIn(STANCES)
  stance: Stance;

  @ApiProperty({ description: '发言原文；不进入留痕记录 · word for word; kept out of the record' })
  @IsCharacters(1, MOST_CHARACTERS)
  text: string;
}

/** What is decided. */
export class ItemDecisionDto extends AtDto {
  @ApiProperty({ enum: RESULTS, description: '通过、原则通过、暂缓、再次讨论、不通过 · result' })
  @IsIn(RESULTS)
  result: ItemResult;

  @ApiPropertyOptional({
    description: '与多数人意见不一致的理由；不进入留痕记录 · the chief’s reason; kept out of the record',
  })
  @IsOptional()
  @IsCharacters(1, MOST_CHARACTERS)
  reason?: string;

  @ApiPropertyOptional({ description: '理由是在会上说明的 · the reason was given in the meeting' })
  @IsOptional()
  @IsBoolean()
  saidInMeeting?: boolean;
}

/** What a member corrects of his own words. */
export class ConfirmationDto {
  @ApiPropertyOptional({ description: '更正；原发言保留 · correction; what was recorded stays' })
  @IsOptional()
  @IsCharacters(1, MOST_CHARACTERS)
  correction?: string;
}
