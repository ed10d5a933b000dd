import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateNested } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { IsLists } from '../body/lists.decorator.js';
import { OpinionBodyDto } from '../work/opinion-body.dto.js';

/** The envelope of an act. What `input` must hold is data of the procedure and judged by it. */
export class ActBodyDto {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '行为的内容；结构见案件的 acts · the act’s input; its shape is listed by the case’s acts',
    example: {},
  })
  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description:
      '行为实际发生之日（仅限可以补记的行为）· earlier day of the act, where the act may be declared',
  })
  @IsOptional()
  @IsCivilDate()
  occurredOn?: CivilDate;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    description: '由此成为当事人的人员（按当事人身份）· persons who become party by this act, by party post',
  })
  @IsOptional()
  @IsLists(20, 200)
  parties?: Record<string, string[]>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    description:
      '由此开始的签署轮次的签署人员，依次签署的按签署顺序 · who is to sign in the rounds that it begins, in order, by round',
  })
  @IsOptional()
  @IsLists(10, 100)
  signers?: Record<string, string[]>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '随行为填写的表单字段 · fields of the form that are filled in with it',
  })
  @IsOptional()
  @IsObject()
  fields?: Record<string, unknown>;

  @ApiPropertyOptional({ type: OpinionBodyDto, description: '随行为发表的意见 · an opinion given with it' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OpinionBodyDto)
  opinion?: OpinionBodyDto;
}
