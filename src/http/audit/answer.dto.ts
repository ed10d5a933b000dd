import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import type { AuditAnswer, AuditQuestion } from '../../engine/audit-questions/audit-question.js';
import type { Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { AnswerRowDto, answerRowDto } from './answer-row.dto.js';

const QUESTIONS = /^\d{1,2}(?:,\d{1,2}){0,33}$/;

/** Which questions are put. */
export class QuestionsQueryDto {
  @ApiPropertyOptional({
    pattern: QUESTIONS.source,
    description: '题号，以逗号分隔；不写则为全部 · numbers, with commas between; all without it',
    example: '1,5,30',
  })
  @IsOptional()
  @IsString()
  @Matches(QUESTIONS)
  questions?: string;
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
