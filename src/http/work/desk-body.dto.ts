import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MAX_READERS, MAX_REASON } from '../../engine/case/desk/desk-command.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { OpinionBodyDto } from './opinion-body.dto.js';

/** Places of 加签. */
export const PLACES = ['before', 'parallel', 'after'] as const;

const MAX_PERSON = 100;

/** Why something is done at a desk. */
export class DeskReasonDto {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_REASON,
    description:
      '理由，留痕；改变他人工作的必须说明 · reason, on record; needed where another’s work changes',
    example: '出差，请代为办理',
  })
  @IsOptional()
  @IsCharacters(1, MAX_REASON)
  reason?: string;
}

/** To whom, and why. */
export class DeskPersonDto extends DeskReasonDto {
  @ApiProperty({ maxLength: MAX_PERSON, description: '交给何人（代号）· to whom, by pseudonym' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PERSON)
  to: string;
}

/** 改派: to whom, or back to everybody of the post. */
export class ReassignmentBodyDto extends DeskReasonDto {
  @ApiPropertyOptional({
    maxLength: MAX_PERSON,
    description: '改派何人（代号）；未写则退还岗位 · to whom; without it the task is the whole post’s again',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PERSON)
  to?: string;
}

/** 加签: whose opinion, and whether the task waits for it. */
export class ConsultationBodyDto extends DeskPersonDto {
  @ApiProperty({
    enum: PLACES,
    description:
      '前加签、并加签（等待答复）或者后加签（不等待）· before and parallel: the task’s acts wait; after: they do not',
  })
  @IsIn(PLACES)
  place: (typeof PLACES)[number];
}

/** 传阅, 抄送: who is to read. */
export class ReadersBodyDto extends DeskReasonDto {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: MAX_READERS,
    description: '何人（代号）· who, by pseudonym',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_READERS)
  @ArrayUnique()
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(MAX_PERSON, { each: true })
  to: string[];
}

/** The answer to what one was asked. */
export class ReferralAnswerDto {
  @ApiPropertyOptional({
    type: OpinionBodyDto,
    description: '答复意见；委派和加签必须写 · what is said; needed for delegations and consultations',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => OpinionBodyDto)
  opinion?: OpinionBodyDto;
}

/** 撤回签署: whose signature. */
export class SignatureWithdrawalDto extends DeskReasonDto {
  @ApiPropertyOptional({
    maxLength: MAX_PERSON,
    description: '撤回何人的签署（代理签署时）· whose, where one signed for another',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PERSON)
  signer?: string;
}

/** 加签: who else is to sign in the round. */
export class SignersBodyDto extends DeskReasonDto {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: MAX_READERS,
    description: '何人（代号），依签署次序 · who, in the order in which they are to sign',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_READERS)
  @ArrayUnique()
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(MAX_PERSON, { each: true })
  persons: string[];

  @ApiPropertyOptional({
    enum: PLACES,
    description: '依次签署时的位置；默认最后 · where they stand in the order; default last',
  })
  @IsOptional()
  @IsIn(PLACES)
  place?: (typeof PLACES)[number];
}

/** 减签: who is taken out of the round. */
export class SignerRemovalDto extends DeskReasonDto {
  @ApiProperty({ maxLength: MAX_PERSON, description: '何人（代号）· who, by pseudonym' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PERSON)
  person: string;
}
