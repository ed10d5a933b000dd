import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import type { Candidate } from '../../usecases/organisation/who-can.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import type { Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { UnmetDto, unmetDto } from '../problems/problem-document.js';

/** Which act of which case, on which day. */
export class WhoCanQueryDto {
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  @IsString()
  case: string;

  @ApiProperty({ example: 'accept', description: '行为 · act' })
  @IsString()
  @Matches(/^[A-Za-z][A-Za-z0-9._-]{0,99}$/)
  act: string;

  @ApiPropertyOptional({ type: String, format: 'date', description: '某日；默认今日 · on this day; today' })
  @IsOptional()
  @IsCivilDate()
  on?: CivilDate;
}

/** A post in which somebody might act. */
export class HoldingDto {
  @Discloses('internal')
  @ApiProperty({ description: '程序岗位 · post' })
  post: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '岗位所在机构 · unit of the post' })
  unit?: string;

  @Discloses('internal')
  @ApiProperty({ description: '该岗位当日是否管辖本案 · whether it serves the case on the day' })
  serves: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '代理何人 · for whom' })
  onBehalfOf?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '依据的代理 · by which substitution' })
  substitution?: string;
}

/** Somebody in a post of the act, with the chain of reasons. */
export class CandidateDto {
  @Discloses('internal')
  @ApiProperty({ description: '人员代码 · code' })
  person: string;

  @Discloses('internal')
  @ApiProperty({ description: '姓名 · name' })
  name: string;

  @Discloses('internal')
  @ApiProperty({ description: '能否办理 · whether he can' })
  can: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '以何岗位 · in which post' })
  post?: string;

  @Discloses('internal')
  @ApiProperty({ type: [HoldingDto], description: '本人的和代理的岗位 · posts, own and as a deputy' })
  holdings: readonly HoldingDto[];

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '准许所依据的规则 · policies that permit it' })
  policies: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: [UnmetDto], description: '不能办理的原因 · what stands against it' })
  unmet: readonly UnmetDto[];
}

/** Who can do an act. */
export class WhoCanDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '当日 · on' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '可以作出的岗位 · posts of officers that may do it' })
  posts: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '可以作出的当事人身份 · posts of parties that may do it' })
  parties: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: [CandidateDto], description: '人员及其理由 · people with reasons' })
  candidates: readonly CandidateDto[];
}

/** Candidate as sent. */
export function candidateDto(candidate: Candidate, name: string, language: Language): CandidateDto {
  const { unmet, ...rest } = candidate;
  return { ...rest, name, unmet: unmet.map((one) => unmetDto(one, language)) };
}
