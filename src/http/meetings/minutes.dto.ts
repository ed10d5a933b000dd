import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { OwnWords } from '../../engine/meeting/own-words.js';
import { DigestPairDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

const KINDS = ['record', 'summary'] as const;

/** Which minutes. */
export class MinutesQueryDto {
  @ApiPropertyOptional({
    enum: KINDS,
    default: 'record',
    description: '会议记录、会议纪要 · record or summary',
  })
  @IsOptional()
  @IsIn(KINDS)
  kind?: (typeof KINDS)[number];
}

/** When and by which record minutes were issued. */
export class IssuedMinutesDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '印发日 · issued on' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ description: '印发留痕的叶子散列 · leaf hash of the record' })
  receipt: string;

  @Discloses('internal')
  @ApiProperty({ description: '内容的加盐摘要（SHA-256）· salted digest of the content' })
  sha256: string;
}

/** 会议记录 or 会议纪要. */
export class MinutesDto {
  @Discloses('internal')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '内容：标题、段落、表格 · content, block by block',
  })
  content: object;

  @Discloses('internal')
  @ApiPropertyOptional({ type: IssuedMinutesDto, description: '印发；没有即为预览 · absent: a preview' })
  issued?: IssuedMinutesDto;
}

/** A part with its salt: the digest in the record follows from both. */
export class OwnPartDto {
  @Discloses('internal')
  @ApiProperty({ description: '名称 · name' })
  name: string;

  @Discloses('internal')
  @ApiProperty({ description: '盐，32 字节十六进制 · salt' })
  salt: string;

  @Discloses('internal')
  @ApiProperty({ description: '内容的规范 JSON · canonical JSON of the content' })
  value: string;
}

/** A record in the chain. */
export class ChainLinkDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '序号 · sequence' })
  seq: number;

  @Discloses('internal')
  @ApiProperty({ description: '存储的规范文本 · canonical text as stored' })
  text: string;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf' })
  leaf: DigestPairDto;
}

/** A record of one's own words. */
export class OwnRecordDto extends ChainLinkDto {
  @Discloses('internal')
  @ApiProperty({ type: [OwnPartDto], description: '内容及其盐 · parts with salts' })
  parts: readonly OwnPartDto[];
}

/** Where the chain ends. */
export class ChainHeadDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '序号 · sequence' })
  seq: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf' })
  leaf: DigestPairDto;
}

/** One's own words on an item, with their proof. */
export class OwnWordsDto {
  @Discloses('internal')
  @ApiProperty({ description: '本人代码 · person' })
  person: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '议题 · item' })
  item: number;

  @Discloses('internal')
  @ApiProperty({ type: [OwnRecordDto], description: '本人的留痕 · own records' })
  own: readonly OwnRecordDto[];

  @Discloses('internal')
  @ApiProperty({
    type: [ChainLinkDto],
    description: '从第一条到流首的全部留痕 · every record from the first to the head',
  })
  chain: readonly ChainLinkDto[];

  @Discloses('internal')
  @ApiProperty({ type: ChainHeadDto, description: '流首 · head' })
  head: ChainHeadDto;

  @Discloses('internal')
  @ApiProperty({ description: '怎样核验，证明什么 · how to check it and what it proves' })
  notice: string;
}

const NOTICE =
  '每条留痕的叶子散列为 H(0x00 ‖ text)，写在下一条的 prev 中，直至流首；内容的摘要为 H("audit-part/v1\\n" ‖ 名称 ‖ "\\n" ‖ 盐 ‖ 内容)，' +
  '写在留痕的 parts 中。改动一个字，摘要即不符。本证明止于本会议的流首；全库默克尔树上的证明随检查点另行提供。';

/** Own words as sent, with what they prove. */
export function ownWordsDto(words: OwnWords): OwnWordsDto {
  return { ...words, notice: NOTICE };
}
