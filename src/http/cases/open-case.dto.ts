import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { IsLists } from '../body/lists.decorator.js';

/** Who applies. */
export class ApplicantDto {
  @ApiProperty({
    maxLength: 200,
    description: '申请人姓名或者名称 · name of the applicant',
    example: '刘某某',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @ApiPropertyOptional({
    maxLength: 100,
    description: '申请人在本系统的代号 · his pseudonym, when he has an account',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  person?: string;
}

/** Filing an application. */
export class OpenCaseDto {
  @ApiProperty({ maxLength: 100, description: '程序名称 · procedure', example: 'administrative-licence' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  procedure: string;

  @ApiPropertyOptional({
    maxLength: 100,
    description:
      '立案行为；程序只有一种立案行为时可以不填 · act that opens the case; may be left out when the procedure has one alone',
    example: 'propose',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  act?: string;

  @ApiProperty({ maxLength: 500, description: '事项 · what the case is about', example: '食品经营许可' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  subject: string;

  @ApiProperty({ type: ApplicantDto, description: '申请人 · applicant' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => ApplicantDto)
  applicant: ApplicantDto;

  @ApiPropertyOptional({
    maxLength: 120,
    description:
      '承办单位；只有一个单位主管该程序时可以不填 · unit that is to handle it; may be left out when one alone is competent',
    example: 'market-bureau',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  unit?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string', format: 'uuid' } },
    description: '关联案件（按程序定义的关系）· cases that it is about, by relation of the definition',
  })
  @IsOptional()
  @IsLists(10, 20)
  related?: Record<string, string[]>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '收件行为的内容；结构见程序的定义 · input of the opening act, as the procedure defines it',
    example: {},
  })
  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '实际收到之日 · day on which it was received, when earlier',
  })
  @IsOptional()
  @IsCivilDate()
  occurredOn?: CivilDate;
}
