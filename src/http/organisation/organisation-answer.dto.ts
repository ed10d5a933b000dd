import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { RecordReceiptDto, recordReceiptDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import type { Done } from './organisation-problem.js';

/** A change of the organisation that is on record. */
export class OrganisationAnswerDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['changed', 'proposed', 'rejected'],
    description:
      'changed 已生效；proposed 含有授权，待安全管理员确认；rejected 已驳回 · changed: in force; proposed: gives power, waits for the security administrator; rejected',
  })
  outcome: string;

  @Discloses('internal')
  @ApiProperty({
    type: RecordReceiptDto,
    description: '留痕（多条时为第一条）· the record, the first of several',
  })
  record: RecordReceiptDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '变更项数 · number of changes' })
  changes?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '提议编号 · id of the proposal' })
  proposal?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '新登记的编号 · id of what came into being' })
  id?: string;
}

/** A pure function of the recorded answer: a repeated key gives the same bytes. */
export function organisationAnswerDto(done: Done): OrganisationAnswerDto {
  return {
    outcome: done.outcome,
    record: recordReceiptDto(done.receipt),
    ...('changes' in done && { changes: done.changes }),
    ...('proposal' in done && { proposal: done.proposal }),
    ...('id' in done && done.id !== undefined && { id: done.id }),
  };
}
