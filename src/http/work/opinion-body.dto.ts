import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Matches, Min, ValidateBy } from 'class-validator';
import { isHandwriting, MAX_HANDWRITING, type Handwriting } from '../../engine/case/opinion/handwriting.js';
import { MAX_OPINION, type GivenOpinion } from '../../engine/case/opinion/opinion.js';
import type { Stance } from '../../engine/case/signing/signing-state.js';
import { IsCharacters } from '../body/characters.decorator.js';

/** The stances of an opinion. */
export const STANCES: readonly Stance[] = ['agree', 'disagree', 'abstain'];

function IsHandwriting(): PropertyDecorator {
  return ValidateBy({
    name: 'isHandwriting',
    validator: {
      validate: isHandwriting,
      defaultMessage: () =>
        `must be width, height and strokes of at most ${MAX_HANDWRITING.points} points within them`,
    },
  });
}

/** An opinion, alone or with an act. */
export class OpinionBodyDto {
  @ApiProperty({
    minLength: 1,
    maxLength: MAX_OPINION,
    description:
      '意见全文，一字不删地保存，此后不能改动，只能另行更正 · in full; it never changes, only another corrects it',
    example: '同意。请按程序办理。',
  })
  @IsString()
  @IsCharacters(1, MAX_OPINION)
  text: string;

  @ApiPropertyOptional({ enum: STANCES, description: '同意、不同意、弃权 · stance' })
  @IsOptional()
  @IsIn(STANCES)
  stance?: Stance;

  @ApiPropertyOptional({
    description:
      '发表意见时所见稿件和材料的摘要（取自意见列表的 seen）；与现状不符则拒绝 · digest of the draft and materials that were shown; refused when they have changed',
  })
  @IsOptional()
  @IsString()
  @Matches(/^[0-9a-f]{64}$/)
  seen?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description: '更正本人哪一条意见（留痕序号）· sequence of one’s own opinion that this one corrects',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  corrects?: number;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      '手写签名：{ width, height, strokes: [[x, y, x, y …], …] }，均为整数 · handwritten signature as strokes, whole numbers',
    example: { width: 400, height: 160, strokes: [[20, 90, 60, 40, 110, 120]] },
  })
  @IsOptional()
  @IsHandwriting()
  signature?: Handwriting;
}

/** Opinion as the engine takes it. */
export function opinionOf({ text, stance, seen, corrects, signature }: OpinionBodyDto): GivenOpinion {
  return {
    text,
    ...(stance && { stance }),
    ...(typeof seen === 'string' && { seen }),
    ...(typeof corrects === 'number' && { corrects }),
    ...(signature && { signature }),
  };
}
