import { ApiProperty } from '@nestjs/swagger';
import type { Instant } from '../../engine/clock/time.js';
import { IsInstant } from '../body/civil-date.decorator.js';
import { RecordReceiptDto } from '../cases/record-receipt.dto.js';

/** Where the clock is to be moved. */
export class AdvanceDto {
  @ApiProperty({
    type: String,
    format: 'date-time',
    description: '移到的时刻（UTC）· instant, UTC with milliseconds',
    example: '2026-10-13T01:00:00.000Z',
  })
  @IsInstant()
  to: Instant;
}

/** The clock as moved, and what the law did meanwhile. */
export class AdvanceAnswerDto {
  @ApiProperty({ format: 'date-time', description: '现在的模拟时刻 · simulated time now' })
  now: string;

  @ApiProperty({ type: RecordReceiptDto, description: '留痕 · record' })
  act: RecordReceiptDto;

  @ApiProperty({
    type: 'integer',
    description: '其间依法发生的期限届满等留痕数 · records of lapses that fell due',
  })
  lapsed: number;

  @ApiProperty({ description: '模拟安装 · always true here' })
  simulated: true;
}
