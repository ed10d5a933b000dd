import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Recorded } from '../problems/answer-problem.js';
import { CaseStateDto, caseStateDto } from './case-state.dto.js';
import { RecordReceiptDto, recordReceiptDto } from './record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** An act that is on record, and the state after it. */
export class ActAnswerDto {
  @Discloses('internal')
  @ApiProperty({ type: RecordReceiptDto, description: '本次行为的留痕 · the record of the act' })
  act: RecordReceiptDto;

  @Discloses('internal')
  @ApiProperty({
    type: [RecordReceiptDto],
    description:
      '在此之前依法发生并一并记录的期限届满 · lapses that the law had made before, recorded with it',
  })
  lapsed: readonly RecordReceiptDto[];

  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '案件版本（ETag）· version, as in the ETag' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ type: CaseStateDto, description: '此后的状态 · the state after it' })
  state: CaseStateDto;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '应送达的文书 · documents that it issues' })
  documents: readonly string[];

  @Discloses('internal')
  @ApiPropertyOptional({ description: '模拟安装 · true in a simulated installation' })
  simulated?: true;
}

/** A pure function of the recorded answer: a repeated key gives the same bytes. */
export function actAnswerDto(answer: Recorded, simulated: boolean): ActAnswerDto {
  return {
    act: recordReceiptDto(answer.receipt),
    lapsed: answer.lapsed.map(recordReceiptDto),
    caseId: answer.caseId,
    version: answer.version,
    state: caseStateDto(answer.state),
    documents: answer.documents,
    ...(simulated && { simulated }),
  };
}
