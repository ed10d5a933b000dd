import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { AnswerRow } from '../../engine/audit-questions/audit-question.js';
import type { PopulationRow } from '../../engine/audit-questions/population/population-row.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import type { Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** What every line of an answer says: in words, under which articles, and what it deviates from. */
class WordedRowDto {
  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · legal basis' })
  legalBasis: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '说明 · in words' })
  say: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '内容（人以代码表示）· values; people by code',
  })
  data?: Readonly<Record<string, unknown>>;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '所偏离的规则 · the rule that is deviated from' })
  deviatesFrom?: string;
}

/** A line of an answer about one case. It leads to the record and to the articles. */
export class AnswerRowDto extends WordedRowDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence of the record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf hash' })
  leaf: DigestPairDto;
}

/** A line about one case or about many. Where it is about one, it leads to the record. */
export class PopulationRowDto extends WordedRowDto {
  @Discloses('internal')
  @ApiPropertyOptional({ format: 'uuid', description: '案件 · case' })
  case?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '留痕序号 · sequence of the record' })
  sequence?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ type: DigestPairDto, description: '叶子散列 · leaf hash' })
  leaf?: DigestPairDto;
}

/** Line of an answer about one case, as sent. */
export function answerRowDto(
  { seq, leaf, articles, say, data, deviatesFrom }: AnswerRow,
  language: Language,
): AnswerRowDto {
  return {
    ...{ sequence: seq, leaf: digestPairDto(leaf), legalBasis: articles, say: say[language] },
    ...(data && { data }),
    ...(deviatesFrom !== undefined && { deviatesFrom }),
  };
}

/** Line as sent. */
export function populationRowDto(
  { caseId, seq, leaf, articles, say, data, deviatesFrom }: PopulationRow,
  language: Language,
): PopulationRowDto {
  return {
    ...(caseId !== undefined && { case: caseId }),
    ...(seq !== undefined && { sequence: seq }),
    ...(leaf && { leaf: digestPairDto(leaf) }),
    ...{ legalBasis: articles, say: say[language], data },
    ...(deviatesFrom && { deviatesFrom: deviatesFrom[language] }),
  };
}
