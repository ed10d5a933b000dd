import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import {
  CHANNELS,
  type Channel,
  type CommentResult,
  type CommentSort,
  RESULTS,
  SORTS,
} from '../../engine/consultation/consultation.js';
import { MOST_NAMED } from '../../engine/consultation/handle-comments.js';
import { type Stance, STANCES } from '../../engine/consultation/receive-comments.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';

/** Characters of a comment of the public, of one that officials enter, and of what they say to comments. */
const MOST_PUBLIC = 2_000;
const MOST_ENTERED = 4_000;
const MOST_REASON = 2_000;
const SHORT = 200;
const MOST_AT_ONCE = 50;

/** Id of an article of the draft. */
const ARTICLE = /^[A-Za-z0-9._-]{1,40}$/;

/** Who made a comment; he need not say. */
export class CommentAuthorDto {
  @ApiPropertyOptional({
    maxLength: SHORT,
    description: '姓名或者名称，公开时遮盖 · name; masked when published',
  })
  @IsOptional()
  @IsCharacters(1, SHORT)
  name?: string;

  @ApiPropertyOptional({
    maxLength: SHORT,
    description: '联系方式，不公开 · how to reach him; never published',
  })
  @IsOptional()
  @IsCharacters(1, SHORT)
  contact?: string;

  @ApiPropertyOptional({ enum: ['person', 'organisation'], description: '个人、单位 · person, organisation' })
  @IsOptional()
  @IsIn(['person', 'organisation'])
  kind?: 'person' | 'organisation';
}

/** What comments of every channel have. */
class CommentBodyBase {
  @ApiPropertyOptional({ example: 'a3', description: '针对的条；没有则为全文 · article; absent: the whole' })
  @IsOptional()
  @Matches(ARTICLE)
  article?: string;

  @ApiPropertyOptional({ enum: STANCES, description: '态度 · stance' })
  @IsOptional()
  @IsIn([...STANCES])
  stance?: Stance;

  @ApiPropertyOptional({ type: CommentAuthorDto, description: '意见人，可以不填 · who; optional' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CommentAuthorDto)
  author?: CommentAuthorDto;

  @ApiProperty({ description: '同意公开意见内容（身份总是遮盖）· its words may be published' })
  @IsBoolean()
  consentToPublish: boolean;
}

/** A comment of one of the public. */
export class PublicCommentBodyDto extends CommentBodyBase {
  @ApiProperty({ minLength: 1, maxLength: MOST_PUBLIC, description: '意见内容 · the comment' })
  @IsCharacters(1, MOST_PUBLIC)
  text: string;

  @ApiPropertyOptional({
    maxLength: 2_000,
    description:
      '人机检验的答案：题目:计数；未启用检验时不需要 · challenge:counter, where a human check is on',
  })
  @IsOptional()
  @IsCharacters(1, 2_000)
  humanCheck?: string;
}

const ENTERED = CHANNELS.filter((channel) => channel !== 'web');

/** A comment that came otherwise than online. */
export class EnteredCommentDto extends CommentBodyBase {
  @ApiProperty({ minLength: 1, maxLength: MOST_ENTERED, description: '意见内容 · the comment' })
  @IsCharacters(1, MOST_ENTERED)
  text: string;

  @ApiProperty({ enum: ENTERED, description: '来源 · where it comes from' })
  @IsIn(ENTERED)
  channel: Channel;

  @ApiProperty({ type: String, format: 'date', description: '收到日 · day on which it arrived' })
  @IsCivilDate()
  arrivedOn: CivilDate;
}

/** Comments that are entered together, all or none. */
export class EnteredCommentsDto {
  @ApiProperty({
    type: [EnteredCommentDto],
    minItems: 1,
    maxItems: MOST_AT_ONCE,
    description: '意见 · comments',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @ValidateNested({ each: true })
  @Type(() => EnteredCommentDto)
  comments: EnteredCommentDto[];
}

/** Comments by number, or a whole group: exactly one of them. */
export class ChosenCommentsDto {
  @ApiPropertyOptional({
    type: 'integer',
    isArray: true,
    minItems: 1,
    maxItems: MOST_NAMED,
    description: '意见序号 · numbers of comments',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMED)
  @IsInt({ each: true })
  @Min(1, { each: true })
  comments?: number[];

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: '归并编号 · number of a group' })
  @IsOptional()
  @IsInt()
  @Min(1)
  group?: number;
}

/** What kind of comment each is. */
export class SortingBodyDto {
  @ApiProperty({
    type: 'integer',
    isArray: true,
    minItems: 1,
    maxItems: MOST_NAMED,
    description: '意见序号 · numbers of comments',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMED)
  @IsInt({ each: true })
  @Min(1, { each: true })
  comments: number[];

  @ApiProperty({
    enum: SORTS,
    description: '正常、重复、与草案无关、含个人信息遮盖、违法违规隐藏 · kind; hidden ones stay on record',
  })
  @IsIn([...SORTS])
  as: CommentSort;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: '与哪一条重复 · of which it is a duplicate',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  of?: number;

  @ApiPropertyOptional({ maxLength: MOST_REASON, description: '理由；隐藏时必填 · reason; needed to hide' })
  @IsOptional()
  @IsCharacters(1, MOST_REASON)
  reason?: string;

  @ApiPropertyOptional({ maxLength: MOST_ENTERED, description: '遮盖后的文字 · the words as masked' })
  @IsOptional()
  @IsCharacters(1, MOST_ENTERED)
  text?: string;
}

/** How comments are brought together: by number, by the same words, or by article. */
export class GroupingBodyDto {
  @ApiPropertyOptional({
    type: 'integer',
    isArray: true,
    minItems: 1,
    maxItems: MOST_NAMED,
    description: '意见序号 · numbers of comments',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMED)
  @IsInt({ each: true })
  @Min(1, { each: true })
  comments?: number[];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: '与此条文字相同的全部意见 · all comments with the same words as this one',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  sameAs?: number;

  @ApiPropertyOptional({ description: '针对此条的全部意见 · all comments on this article' })
  @IsOptional()
  @Matches(ARTICLE)
  article?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: '并入已有的归并 · a group that there is' })
  @IsOptional()
  @IsInt()
  @Min(1)
  group?: number;

  @ApiPropertyOptional({ maxLength: SHORT, description: '归并标题 · title of a new group' })
  @IsOptional()
  @IsCharacters(1, SHORT)
  title?: string;
}

/** What becomes of comments. */
export class HandlingBodyDto extends ChosenCommentsDto {
  @ApiProperty({ enum: RESULTS, description: '采纳、部分采纳、不采纳、另作说明 · result' })
  @IsIn([...RESULTS])
  result: CommentResult;

  @ApiPropertyOptional({
    maxLength: MOST_REASON,
    description: '理由；除采纳外必填，更正时必填 · reason; needed unless adopted, and for corrections',
  })
  @IsOptional()
  @IsCharacters(1, MOST_REASON)
  reason?: string;

  @ApiPropertyOptional({ type: [String], description: '因此修改的条 · articles that are changed' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @Matches(ARTICLE, { each: true })
  articles?: string[];
}
