import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { AnswerRow, AuditAnswer, AuditQuestion } from '../../engine/audit-questions/audit-question.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import type { Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** A line of an answer. It leads to the record and to the articles. */
export class AnswerRowDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence of the record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf hash' })
  leaf: DigestPairDto;

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
  @ApiPropertyOptional({ description: '所偏离的规则 · the rule that the record deviates from' })
  deviatesFrom?: string;
}

/** A question with its answer. */
export class AuditAnswerDto {
  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '题号 · number' })
  n: number;

  @Discloses('public')
  @ApiProperty({ description: '问题 · question' })
  question: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['shown', 'inOrder', 'deviates', 'notApplicable', 'notKnown'],
    description: '结论：列示、符合、偏离、不适用、无法判断 · conclusion',
  })
  conclusion: string;

  @Discloses('internal')
  @ApiProperty({ type: [AnswerRowDto], description: '逐条 · rows' })
  rows: readonly AnswerRowDto[];

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '留痕不能说明的 · what the ledger does not tell' })
  notKnown: readonly string[];
}

/** Answers to all questions. */
export class AuditAnswersDto {
  @Discloses('internal')
  @ApiProperty({ type: [AuditAnswerDto], description: '答复 · answers' })
  items: readonly AuditAnswerDto[];
}

/** Answer as sent. */
export function auditAnswerDto(
  { n, question }: Pick<AuditQuestion, 'n' | 'question'>,
  { conclusion, rows, notKnown }: AuditAnswer,
  language: Language,
): AuditAnswerDto {
  return {
    ...{ n, question: question[language], conclusion },
    rows: rows.map((row) => answerRowDto(row, language)),
    notKnown: notKnown.map((words) => words[language]),
  };
}

function answerRowDto(
  { seq, leaf, articles, say, data, deviatesFrom }: AnswerRow,
  language: Language,
): AnswerRowDto {
  return {
    ...{ sequence: seq, leaf: digestPairDto(leaf), legalBasis: articles, say: say[language] },
    ...(data && { data }),
    ...(deviatesFrom !== undefined && { deviatesFrom }),
  };
}
