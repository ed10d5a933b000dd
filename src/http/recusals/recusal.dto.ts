import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { RecusalEntry } from '../../usecases/organisation/recusals.js';
import { IsReason } from '../body/reason.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Who is to stay out of the case, and why. */
export class RecusalBodyDto {
  @ApiPropertyOptional({
    description: '申请其回避的人员；不填为本人自行回避 · the officer; without it, oneself',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  person?: string;

  @ApiProperty({ description: '理由；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(2000)
  @IsReason(2)
  reason: string;
}

/** The decision on a recusal. */
export class RecusalDecisionDto {
  @ApiProperty({ description: '是否决定回避 · whether it is ordered' })
  @IsBoolean()
  ordered: boolean;

  @ApiProperty({ description: '理由；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(2000)
  @IsReason(2)
  reason: string;
}

/** Why a case is sealed. */
export class SealBodyDto {
  @ApiProperty({ description: '封存依据的文件（永久留痕）· document on which it rests; stays on record' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  basis: string;

  @ApiPropertyOptional({ description: '理由；不进入留痕记录 · reason; kept out of the record' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}

/** Why a seal is lifted. */
export class UnsealBodyDto {
  @ApiProperty({ description: '理由；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(2000)
  @IsReason(2)
  reason: string;
}

/** A recusal. */
export class RecusalDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '回避编号 · id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ description: '人员代码 · whom it concerns' })
  person: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['declared', 'requested', 'ordered', 'rejected'],
    description: '已声明、已申请、已决定回避、不予回避 · status',
  })
  status: string;

  @Discloses('internal')
  @ApiProperty({ description: '提出人 · who raised it' })
  by: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '提出日 · on' })
  on: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '决定人 · who decided' })
  decidedBy?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '决定日 · decided on' })
  decidedOn?: string;
}

/** Recusals of a case. */
export class RecusalsDto {
  @Discloses('internal')
  @ApiProperty({ type: [RecusalDto], description: '回避 · recusals' })
  items: readonly RecusalDto[];
}

/** Recusal as sent: the case is known from the address. */
export function recusalDto({ case: _case, ...recusal }: RecusalEntry): RecusalDto {
  return recusal;
}
