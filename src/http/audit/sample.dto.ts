import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { MOST_CASES, type Sample } from '../../usecases/audit/audit-samples.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Of which cases a sample is. */
export class PopulationDto {
  @ApiPropertyOptional({ description: '程序 · procedure' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  procedure?: string;

  @ApiPropertyOptional({ type: String, enum: ['open', 'ended'], description: '在办或者办结 · open or ended' })
  @IsOptional()
  @IsIn(['open', 'ended'])
  status?: 'open' | 'ended';
}

/** A wish for a sample. */
export class SampleWishDto {
  @ApiProperty({ type: PopulationDto, description: '总体：本人可以查阅的案件中的哪些 · of which cases' })
  @ValidateNested()
  @Type(() => PopulationDto)
  population: PopulationDto;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_CASES, description: '抽取件数 · how many' })
  @IsInt()
  @Min(1)
  @Max(MOST_CASES)
  size: number;

  @ApiProperty({
    minLength: 1,
    maxLength: 200,
    example: '福利彩票双色球 2026118 期开奖号码',
    description:
      '以哪一项尚未公布的公开数值为种子 · the public value, not announced yet, that will be the seed',
  })
  @IsCharacters(1, 200)
  source: string;
}

/** The public value, once it is announced. */
export class SeedDto {
  @ApiProperty({
    minLength: 1,
    maxLength: 200,
    example: '03 11 17 22 28 31 07',
    description: '数值 · the value',
  })
  @IsCharacters(1, 200)
  value: string;
}

/** What was drawn. */
export class DrawnSampleDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '抽取时刻 · when it was drawn' })
  at: string;

  @Discloses('public')
  @ApiProperty({ description: '公布的数值 · the public value' })
  value: string;

  @Discloses('public')
  @ApiProperty({ description: '种子 · seed' })
  seed: string;

  @Discloses('internal')
  @ApiProperty({
    type: [String],
    description: '抽中的案件，依签号顺序 · cases, in the order of their tickets',
  })
  cases: readonly string[];
}

/** A sample, with all that anybody needs to draw it again. */
export class SampleDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '编号 · id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '总体固定的时刻 · when the population was fixed' })
  announcedAt: string;

  @Discloses('internal')
  @ApiProperty({ description: '审计人员 · auditor' })
  by: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '总体 · population' })
  population: readonly string[];

  @Discloses('public')
  @ApiProperty({ description: '总体的摘要 · digest of the population' })
  digest: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '抽取件数 · how many' })
  size: number;

  @Discloses('public')
  @ApiProperty({ description: '种子的来源 · source of the seed' })
  source: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: DrawnSampleDto, description: '抽取结果 · what was drawn' })
  drawn?: DrawnSampleDto;
}

/** Sample as sent. */
export function sampleDto({
  id,
  announcedAt,
  by,
  population,
  digest,
  size,
  source,
  drawn,
}: Sample): SampleDto {
  return {
    ...{ id, announcedAt, by, population, digest, size, source },
    ...(drawn && { drawn: { at: drawn.at, value: drawn.value, seed: drawn.seed, cases: drawn.cases } }),
  };
}
