import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Instant } from '../../engine/clock/time.js';
import type { HumanChallenge } from '../../usecases/streams/consultation/consultation-ports.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** 人机检验: what a browser has to work on. */
export class HumanCheckDto implements Partial<HumanChallenge> {
  @Discloses('public')
  @ApiProperty({ enum: ['none', 'proofOfWork'], description: '种类 · kind' })
  kind: 'none' | 'proofOfWork';

  @Discloses('public')
  @ApiPropertyOptional({
    description:
      '题目：找一个十进制计数，使 SHA-256(题目 LF 幂等键 LF 计数) 开头至少有 bits 个零位 · find a decimal counter so that ' +
      'SHA-256 of challenge LF Idempotency-Key LF counter begins with so many zero bits',
  })
  challenge?: string;

  @Discloses('public')
  @ApiPropertyOptional({ type: 'integer', description: '零位数 · zero bits' })
  bits?: number;

  @Discloses('public')
  @ApiPropertyOptional({ type: String, format: 'date-time', description: '有效至 · valid until' })
  validUntil?: Instant;
}
