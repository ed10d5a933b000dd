import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { WaitingProposal } from '../../usecases/organisation/proposed-changes.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { PersonNameDto } from './change.dto.js';

/** A list of changes that waits for a second administrator. */
export class ProposalDto {
  @Discloses('internal')
  @ApiProperty({ example: 'proposal-12', description: '提议编号 · id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ description: '提议人 · who proposed it' })
  by: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '提议日 · on' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ description: '变更的摘要（SHA-256）· digest of the changes' })
  digest: string;

  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '变更 · changes',
  })
  changes: readonly object[];

  @Discloses('internal')
  @ApiProperty({ type: [PersonNameDto], description: '姓名 · names' })
  names: readonly PersonNameDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ description: '依据 · document or reason' })
  basis?: string;
}

/** Proposals, oldest first. */
export class ProposalsDto {
  @ApiProperty({ type: [ProposalDto], description: '提议 · proposals' })
  items: readonly ProposalDto[];
}

/** Proposal as sent. */
export function proposalDto({ id, proposal, changes, names, basis }: WaitingProposal): ProposalDto {
  const { by, on, digest } = proposal;
  return { id, by, on, digest, changes, names, ...(basis !== undefined && { basis }) };
}
