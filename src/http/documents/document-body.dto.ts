import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';

/** What whoever issues a document must give. */
export class IssuanceBodyDto {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      '签发人填写的栏目，按栏目名称；见文书的 missing · fields that the issuer fills in, by name; see missing',
    example: {},
  })
  @IsOptional()
  @IsObject()
  answers?: Record<string, unknown>;
}

/** One act of service, or one that failed. */
export class ServiceBodyDto {
  @ApiProperty({
    example: 'service.direct',
    description: '送达方式，见案件文书的 modes · mode of service, one of the case’s modes',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  mode: string;

  @ApiPropertyOptional({
    description: '受送达人：当事人代码或者身份；未写则为文书的对象 · addressee: a party’s code or post',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  to?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description:
      '送达行为之日（交付、留置、回执、到达、公告）；未写则为今日 · day of the act of service; default today',
  })
  @IsOptional()
  @IsCivilDate()
  on?: CivilDate;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '送达方式要求记明的内容 · what the mode wants told',
    example: {},
  })
  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

  @ApiPropertyOptional({
    description: '未能送达的原因；写明则记为送达未成 · why the attempt failed; then it is recorded as failed',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  failure?: string;
}
