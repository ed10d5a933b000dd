import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { IsReason } from '../body/reason.decorator.js';

/** A subscription that is wanted. */
export class WebhookWishDto {
  @ApiProperty({
    maxLength: 2000,
    example: 'https://receiver.example.gov.cn/duecourse',
    description: '接收地址（https） · the receiver’s address (https)',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  url: string;

  @ApiPropertyOptional({
    type: [String],
    minItems: 1,
    maxItems: 50,
    example: ['case.*', 'clock.lapsed'],
    description:
      '记录种类，word.* 为其下全部；不填为全部 · types of records, word.* for all of a kind; absent: all',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(/^[A-Za-z][A-Za-z0-9_-]{0,99}(\.[A-Za-z][A-Za-z0-9_-]{0,99}){0,3}(\.\*)?$/, { each: true })
  types?: string[];

  @ApiPropertyOptional({ maxLength: 200, description: '用途 · what it is for' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  note?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description: '从此位置之后的事件开始；不填为从现在开始 · begins after this position; absent: from now on',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;
}

/** What is to be delivered again. */
export class ReplayDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description:
      '此位置之后的全部事件；不填为停下的事件 · everything after this position; absent: what is parked',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;

  @ApiPropertyOptional({ format: 'uuid', description: '只限此案件 · of this case alone' })
  @IsOptional()
  @IsUUID()
  caseId?: string;
}

/** Which parked event is passed over, and why. */
export class SkipDto {
  @ApiProperty({
    format: 'uuid',
    example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    description: '案件 · case',
  })
  @IsUUID()
  caseId: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: '所停事件的位置 · position of the parked event' })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  position: number;

  @ApiProperty({
    minLength: 5,
    maxLength: 500,
    description: '理由，至少 5 字 · reason, 5 characters at least',
  })
  @IsString()
  @MaxLength(500)
  @IsReason(5)
  reason: string;
}
