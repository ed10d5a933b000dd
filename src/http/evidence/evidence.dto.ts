import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';
import { PURPOSE_LENGTH } from '../../usecases/evidence/purpose.js';
import { RecordReceiptDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** For whom a bundle of evidence is, and what for. */
export class EvidenceBodyDto {
  @ApiProperty({
    pattern: '^[a-z][a-z-]{1,30}$',
    description: '披露范围：auditor、applicant、court、public · disclosure profile',
    example: 'auditor',
  })
  @IsString()
  @Matches(/^[a-z][a-z-]{1,30}$/)
  profile: string;

  @ApiProperty({
    minLength: PURPOSE_LENGTH.least,
    maxLength: PURPOSE_LENGTH.most,
    description: '用途，不少于五个字，留痕 · purpose, at least five characters; it goes on record',
    example: '年度行政审批专项审计',
  })
  @IsString()
  purpose: string;
}

/** A bundle that waits to be fetched, and the record that says who has it. */
export class EvidenceDto {
  @Discloses('internal')
  @ApiProperty({ type: RecordReceiptDto, description: '留痕 · the record of it' })
  act: RecordReceiptDto;

  @Discloses('internal')
  @ApiProperty({ type: String, description: '下载地址，一小时内有效 · where it is fetched, within an hour' })
  location: string;
}
