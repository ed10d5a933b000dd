import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { VerifiedDocument } from '../../usecases/papers/verify-document.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Whether a document was issued here, and what it must look like. */
export class VerificationDto {
  @Discloses('public')
  @ApiProperty({ description: '确由本系统签发 · whether such a document was issued here' })
  issued: boolean;

  @Discloses('public')
  @ApiPropertyOptional({ description: '签发机关 · organ' })
  organ?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '文书名称 · title' })
  title?: string;

  @Discloses('public')
  @ApiPropertyOptional({ type: String, nullable: true, description: '文号 · number' })
  number?: string | null;

  @Discloses('public')
  @ApiPropertyOptional({ format: 'date', description: '签发之日 · day of issue' })
  issuedOn?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '内容摘要 SHA-256 · digest of the content' })
  sha256?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '内容摘要 SM3 · digest of the content' })
  sm3?: string;

  @Discloses('public')
  @ApiPropertyOptional({ type: DigestPairDto, description: '签发记录的叶子散列 · leaf of its record' })
  leaf?: DigestPairDto;
}

/** Result as sent. */
export function verificationDto(found: VerifiedDocument | undefined): VerificationDto {
  if (!found) return { issued: false };
  return { issued: true, ...found, leaf: digestPairDto(found.leaf) };
}
