import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsOptional,
  Matches,
  MaxLength,
} from 'class-validator';
import { NOTICE_KINDS, noticeText } from '../../usecases/notices/notice-kinds.js';
import type { Notice } from '../../usecases/notices/notice-ports.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

const KINDS = Object.keys(NOTICE_KINDS);
const MODES = ['immediately', 'daily', 'never'];

/** Which notices. */
export class NoticesQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ type: Boolean, description: '只看未读 · unread ones only' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  unread?: boolean;
}

/** A sentence in both languages. */
export class NoticeTextDto {
  @Discloses('internal')
  @ApiProperty({ description: '中文 · Chinese' })
  zh: string;

  @Discloses('internal')
  @ApiProperty({ description: '英文 · English' })
  en: string;
}

/** Something that the person is told. */
export class NoticeDto {
  @Discloses('internal')
  @ApiProperty({ description: '编号 · id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ enum: KINDS, description: '种类 · kind' })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ type: NoticeTextDto, description: '内容 · what it says' })
  text: NoticeTextDto;

  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '案件内的待办 · task within the case' })
  task?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '所涉日期 · the day it is about' })
  day?: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '时间 · when it happened' })
  at: string;

  @Discloses('internal')
  @ApiProperty({ description: '是否已读 · whether it was read' })
  read: boolean;
}

/** Notices, unread ones first. */
export class NoticesDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '未读条数 · how many are unread' })
  unread: number;

  @Discloses('internal')
  @ApiProperty({ type: [NoticeDto], description: '通知 · notices' })
  items: readonly NoticeDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Which notices were read; none named: all. */
export class ReadingDto {
  @ApiPropertyOptional({
    type: [String],
    minItems: 1,
    maxItems: 200,
    description: '通知编号；不填为全部 · ids of notices; absent: all',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @Matches(/^\d{1,18}$/, { each: true })
  ids?: string[];
}

/** How many were marked. */
export class ReadDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '新标为已读的条数 · how many were unread before' })
  read: number;
}

/** How a person is told beside the application. */
export class NoticeSettingsDto {
  @Discloses('personal')
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'name@example.gov.cn',
    description: '电子邮箱 · address for mail',
  })
  @IsOptional()
  @MaxLength(254)
  @IsEmail({ allow_ip_domain: false, ignore_max_length: false })
  mail?: string | null;

  @Discloses('internal')
  @ApiProperty({
    enum: MODES,
    description: '随时、每日一次或者不发邮件 · mail at once, once a day, or never',
  })
  @IsIn(MODES)
  mode: string;
}

/** Notice as sent. */
export function noticeDto({ id, kind, caseId, about, at, read }: Notice): NoticeDto {
  const { task, day } = about;
  return {
    ...{ id, kind, caseId, at, read },
    text: noticeText(kind, about),
    ...(task !== undefined && { task }),
    ...(day !== undefined && { day }),
  };
}
