import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CaseProgress } from '../../usecases/public/read-progress.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** A stage that the public is told of. */
export class StageDto {
  @Discloses('public')
  @ApiProperty({ description: '阶段 · stage' })
  stage: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ description: '已到达 · reached' })
  reached: boolean;

  @Discloses('public')
  @ApiProperty({ description: '现处阶段 · where the case is now' })
  current: boolean;

  @Discloses('public')
  @ApiPropertyOptional({ format: 'date', description: '日期 · day' })
  on?: string;
}

/** The term that binds the authority. */
export class ProgressTermDto {
  @Discloses('public')
  @ApiProperty({ description: '期限 · term' })
  title: string;

  @Discloses('public')
  @ApiPropertyOptional({ format: 'date', description: '法定最后一日 · last lawful day' })
  dueOn?: string;

  @Discloses('public')
  @ApiPropertyOptional({ format: 'date', description: '承诺最后一日 · last promised day' })
  promisedDueOn?: string;

  @Discloses('public')
  @ApiPropertyOptional({
    type: 'integer',
    description: '剩余工作日，超期为负 · working days left, negative when overdue',
  })
  remaining?: number;

  @Discloses('public')
  @ApiProperty({ description: '停止计算 · the term stands still' })
  suspended: boolean;

  @Discloses('public')
  @ApiProperty({ description: '节假日安排未公布，暂计 · rests on days of which no notice is known' })
  provisional: boolean;
}

/** How far a case is. Nothing here is about a person. */
export class ProgressDto {
  @Discloses('public')
  @ApiProperty({ description: '收件编号 · number on the receipt' })
  receipt: string;

  @Discloses('public')
  @ApiProperty({ description: '事项 · procedure' })
  procedure: string;

  @Discloses('public')
  @ApiProperty({ type: [StageDto], description: '办理阶段 · stages in order' })
  stages: readonly StageDto[];

  @Discloses('public')
  @ApiPropertyOptional({ type: ProgressTermDto, description: '办理期限 · the term that runs' })
  term?: ProgressTermDto;

  @Discloses('public')
  @ApiProperty({ description: '已结束 · whether the case has ended' })
  ended: boolean;
}

/** Progress as sent. */
export function progressDto({ receipt, procedure, progress }: CaseProgress, language: Language): ProgressDto {
  const { stages, term, ended } = progress;
  return {
    receipt,
    procedure: inLanguage(procedure, language),
    stages: stages.map(({ title, ...stage }) => ({ ...stage, title: inLanguage(title, language) })),
    ...(term && { term: { ...term, title: inLanguage(term.title, language) } }),
    ended,
  };
}
