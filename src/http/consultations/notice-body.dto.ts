import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import { type Mode, MODES } from '../../engine/consultation/consultation.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';

const SHORT = 200;
const MOST_REASON = 2_000;

/** 征求意见公告. */
export class NoticeBodyDto {
  @ApiProperty({ maxLength: SHORT, description: '标题 · title' })
  @IsCharacters(1, SHORT)
  title: string;

  @ApiPropertyOptional({ maxLength: 10_000, description: '起草说明 · explanation' })
  @IsOptional()
  @IsCharacters(1, 10_000)
  explanation?: string;

  @ApiPropertyOptional({
    maxLength: MOST_REASON,
    description: '其他反馈途径：地址、电话、邮箱 · other ways: address, telephone, e-mail',
  })
  @IsOptional()
  @IsCharacters(1, MOST_REASON)
  otherWays?: string;

  @ApiProperty({ type: String, format: 'date', description: '开始日（公告之日）· first day' })
  @IsCivilDate()
  opensOn: CivilDate;

  @ApiProperty({
    type: String,
    format: 'date',
    description:
      '截止日，当日 24 时止；一般不少于 30 日，公告当日不计 · last day; at least 30 days after the first',
  })
  @IsCivilDate()
  closesOn: CivilDate;

  @ApiProperty({ enum: MODES, isArray: true, description: '征求意见的方式 · modes of participation' })
  @IsArray()
  @ArrayMaxSize(MODES.length)
  @IsIn([...MODES], { each: true })
  modes: Mode[];

  @ApiPropertyOptional({
    maxLength: MOST_REASON,
    description: '缩短期限的说明，随公告公开 · why it is shorter; published with the notice',
  })
  @IsOptional()
  @IsCharacters(1, MOST_REASON)
  reason?: string;
}

/** Why. */
export class ConsultationReasonDto {
  @ApiProperty({ maxLength: MOST_REASON, description: '理由，对外公开 · reason; it is published' })
  @IsCharacters(1, MOST_REASON)
  reason: string;
}

/** Until when, and why. */
export class ConsultationExtensionDto extends ConsultationReasonDto {
  @ApiProperty({ type: String, format: 'date', description: '新的截止日 · the new last day' })
  @IsCivilDate()
  closesOn: CivilDate;
}
