import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';

/** A deputy for oneself. */
export class OwnSubstitutionDto {
  @ApiProperty({
    enum: ['standing', 'leave'],
    description:
      'standing：AB岗，本人离岗之日生效；leave：离岗委托，期间内每日生效 · on days of absence; every day of the period',
  })
  @IsIn(['standing', 'leave'])
  kind: 'standing' | 'leave';

  @ApiProperty({ example: 'o-202', description: '代理人 · deputy' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  deputy: string;

  @ApiProperty({ type: String, format: 'date', description: '自 · from' })
  @IsCivilDate()
  from: CivilDate;

  @ApiPropertyOptional({ type: String, format: 'date', description: '至（含当日）· to, the last day' })
  @IsOptional()
  @IsCivilDate()
  to?: CivilDate;

  @ApiPropertyOptional({ type: [String], description: '限于这些岗位 · only these posts' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  posts?: string[];

  @ApiPropertyOptional({ type: [String], description: '限于这些程序 · only these procedures' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  procedures?: string[];

  @ApiPropertyOptional({ type: [String], description: '限于这些行为 · only these acts' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  acts?: string[];

  @ApiProperty({ description: '依据的文件 · document on which it rests' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  basis: string;
}

/** From when something of one's own ends. */
export class EndBodyDto {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '不再有效的第一日；默认今日 · first day without it; today',
  })
  @IsOptional()
  @IsCivilDate()
  on?: CivilDate;
}

/** One's own absence. No reason is kept. */
export class OwnAbsenceDto {
  @ApiProperty({ type: String, format: 'date', description: '自 · from' })
  @IsCivilDate()
  from: CivilDate;

  @ApiPropertyOptional({ type: String, format: 'date', description: '至（含当日）· to, the last day' })
  @IsOptional()
  @IsCivilDate()
  to?: CivilDate;
}
