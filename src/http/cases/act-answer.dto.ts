import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Recorded } from '../problems/answer-problem.js';
import { CaseStateDto, caseStateDto } from './case-state.dto.js';
import { RecordReceiptDto, recordReceiptDto } from './record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** What it takes for a round of signatures to pass. */
export class RoundNeedDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '签署人数 · signers' })
  signers: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '总票数 · votes of all of them' })
  weight: number;

  @Discloses('internal')
  @ApiProperty({
    type: 'integer',
    description: '通过所需票数（无人弃权时）· votes that must agree when nobody abstains',
  })
  needed: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '至少须签署的人数 · how many must have signed' })
  quorum: number;
}

/** What it took before a change of the signers, and what it takes now. */
export class RoundEffectDto {
  @Discloses('internal')
  @ApiProperty({ type: RoundNeedDto, description: '变更前 · before' })
  before: RoundNeedDto;

  @Discloses('internal')
  @ApiProperty({ type: RoundNeedDto, description: '变更后 · after' })
  after: RoundNeedDto;

  @Discloses('internal')
  @ApiPropertyOptional({
    enum: ['passed', 'failed'],
    description: '因此形成的结果 · the result to which it has led',
  })
  result?: string;
}

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
  @ApiPropertyOptional({
    type: RoundEffectDto,
    description: '加签、减签对通过门槛的影响 · what a change of the signers means for the result',
  })
  round?: RoundEffectDto;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '模拟安装 · true in a simulated installation' })
  simulated?: true;
}

function roundEffectDto({ before, after, result }: NonNullable<Recorded['round']>): RoundEffectDto {
  return { before: needDto(before), after: needDto(after), ...(result && { result }) };
}

function needDto({ signers, weight, needed, quorum }: RoundNeedDto): RoundNeedDto {
  return { signers, weight, needed, quorum };
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
    ...(answer.round && { round: roundEffectDto(answer.round) }),
    ...(simulated && { simulated }),
  };
}
