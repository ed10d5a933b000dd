import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Consequence } from '../../engine/case/explain/consequence.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** A state that the case would be in. */
export class EnteredStateDto {
  @Discloses('internal')
  @ApiProperty({ description: '环节 · state' })
  state: string;

  @Discloses('public')
  @ApiProperty({ description: '环节名称 · title' })
  title: string;
}

/** What would become of a clock. */
export class ClockConsequenceDto {
  @Discloses('internal')
  @ApiProperty({ description: '期限 · clock' })
  clock: string;

  @Discloses('public')
  @ApiProperty({ description: '期限名称 · title' })
  title: string;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    enum: ['started', 'restarted', 'paused', 'resumed', 'extended', 'stopped'],
    description: '起算、重新计算、中止、恢复、延长或者终止 · what would happen to it',
  })
  does: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: String, format: 'date', description: '届满日 · last lawful day afterwards' })
  dueOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '不得早于 · first lawful day afterwards',
  })
  notBefore?: string;

  @Discloses('internal')
  @ApiProperty({ description: '日历尚未公布，日期暂定 · the days rest on no notice yet' })
  provisional: boolean;
}

/** A round of signatures that would begin. */
export class RoundConsequenceDto {
  @Discloses('internal')
  @ApiProperty({ description: '签署 · round' })
  name: string;

  @Discloses('public')
  @ApiProperty({ description: '签署名称 · title' })
  title: string;

  @Discloses('internal')
  @ApiProperty({ description: '签署人数 · how many would be asked' })
  signers: number;
}

/** Somebody who would be waited for. */
export class TaskConsequenceDto {
  @Discloses('internal')
  @ApiProperty({ description: '任务 · task' })
  task: string;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('public')
  @ApiProperty({ description: '岗位名称 · title of the post' })
  title: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: RoundConsequenceDto,
    description: '由此开始的签署 · the round that would begin',
  })
  signing?: RoundConsequenceDto;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '退回给何人（代号）· to whom it would come back' })
  backTo?: string;
}

/** A document that would be ordered. */
export class OrderedDocumentDto {
  @Discloses('internal')
  @ApiProperty({ description: '文书 · document' })
  document: string;

  @Discloses('public')
  @ApiProperty({ description: '文书名称 · title' })
  title: string;
}

/** The round of signatures that the act would settle. */
export class SettledRoundDto {
  @Discloses('internal')
  @ApiProperty({ description: '签署 · round' })
  signing: string;

  @Discloses('public')
  @ApiProperty({ description: '签署名称 · title' })
  title: string;

  @Discloses('internal')
  @ApiProperty({ type: String, enum: ['passed', 'failed'], description: '通过或者不通过 · result' })
  result: string;
}

/** What an act would do if it were done now. */
export class ConsequenceDto {
  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '行为之日 · the day that would count' })
  on: string;

  @Discloses('internal')
  @ApiProperty({
    type: [EnteredStateDto],
    description: '进入的环节；空则不变 · states it would enter; empty: it stays',
  })
  enters: readonly EnteredStateDto[];

  @Discloses('internal')
  @ApiProperty({ type: [ClockConsequenceDto], description: '期限的变化 · what would become of clocks' })
  clocks: readonly ClockConsequenceDto[];

  @Discloses('internal')
  @ApiProperty({ type: [TaskConsequenceDto], description: '新的待办 · who would be waited for anew' })
  tasks: readonly TaskConsequenceDto[];

  @Discloses('internal')
  @ApiProperty({ type: [OrderedDocumentDto], description: '须制发的文书 · documents to be issued' })
  documents: readonly OrderedDocumentDto[];

  @Discloses('internal')
  @ApiPropertyOptional({
    type: String,
    enum: ['returned', 'takenBack'],
    description: '退回或者拿回 · it would go back',
  })
  comesBack?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: SettledRoundDto, description: '由此结束的签署 · the round it would settle' })
  settles?: SettledRoundDto;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '办结结果 · the case would end with it' })
  outcome?: string;
}

/** Consequence as sent. */
export function consequenceDto(consequence: Consequence, language: Language): ConsequenceDto {
  const { on, enters, clocks, tasks, documents, comesBack, settles, outcome } = consequence;
  const titled = <T extends { readonly title: Consequence['enters'][number]['title'] }>(one: T) => ({
    ...one,
    title: inLanguage(one.title, language),
  });
  return {
    on,
    enters: enters.map(titled),
    clocks: clocks.map(titled),
    tasks: tasks.map(({ signing, ...task }) => ({
      ...titled(task),
      ...(signing && { signing: titled(signing) }),
    })),
    documents: documents.map(titled),
    ...(comesBack && { comesBack }),
    ...(settles && { settles: titled(settles) }),
    ...(outcome !== undefined && { outcome }),
  };
}
