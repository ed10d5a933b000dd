import { ApiProperty } from '@nestjs/swagger';
import type { DraftAnswer } from '../../usecases/streams/draft/draft-reads.js';
import type { ListedComment } from '../../usecases/streams/draft/read-drafts.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { NamedPersonDto } from '../work/opinion.dto.js';
import { COMMENT_ANSWER_NAMES, COMMENT_KIND_NAMES } from './draft-body.dto.js';
import { namedDto, SpanDto } from './draft.dto.js';

/** An answer to a comment, or to the answer before. */
export class DraftAnswerDto {
  @Discloses('internal')
  @ApiProperty({ enum: COMMENT_ANSWER_NAMES, description: '已修改、不采纳、已确认、坚持 · answer' })
  answer: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '答复之日 · day' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '当时的最新稿次 · the latest version then' })
  version: number;

  @Discloses('personal')
  @ApiProperty({ type: String, nullable: true, description: '说明；已删除的为空 · why; null when erased' })
  text: string | null;

  @Discloses('internal')
  @ApiProperty({ type: NamedPersonDto, description: '答复人 · who gave it' })
  by: NamedPersonDto;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;
}

/** A comment on a draft, where it stands in the latest version. */
export class DraftCommentDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '意见序号，自 1 起 · number, from 1' })
  comment: number;

  @Discloses('internal')
  @ApiProperty({ enum: COMMENT_KIND_NAMES, description: '必须修改、建议、询问、法律风险 · kind' })
  kind: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['open', ...COMMENT_ANSWER_NAMES],
    description: '待回应，或者最后的答复 · open, or the last answer',
  })
  state: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '提出之日 · day' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '针对第几稿 · version that it was made on' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '条的编号；空为全文 · article; null: the whole' })
  article: string | null;

  @Discloses('personal')
  @ApiProperty({
    type: String,
    nullable: true,
    description: '意见；已删除的为空 · comment; null when erased',
  })
  text: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '当时所引原文 · words quoted then' })
  quote: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '建议改为 · words suggested' })
  suggestion: string | null;

  @Discloses('internal')
  @ApiProperty({
    enum: ['untouched', 'touched', 'articleDeleted'],
    description:
      '原文未变、原文已变、原条已删 · where it stands in the latest version; never moved by likeness',
  })
  where: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '该条现编号 · what the article is numbered now' })
  label: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: [SpanDto],
    nullable: true,
    description: '原文已变的：自提出意见时起的变化 · how the article changed since',
  })
  changes: readonly SpanDto[] | null;

  @Discloses('internal')
  @ApiProperty({ type: NamedPersonDto, description: '提出人 · who made it' })
  by: NamedPersonDto;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('internal')
  @ApiProperty({ type: [DraftAnswerDto], description: '答复，先答复的在前 · answers, the first one first' })
  answers: readonly DraftAnswerDto[];
}

/** Comments of a draft. */
export class DraftCommentsDto {
  @Discloses('internal')
  @ApiProperty({ type: [DraftCommentDto], description: '意见，先提出的在前 · comments, the first one first' })
  items: readonly DraftCommentDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Comment as sent. */
export function draftCommentDto(
  { standing, person, answers, anchor: _anchor, ...comment }: ListedComment,
  names: ReadonlyMap<string, string>,
): DraftCommentDto {
  return {
    ...comment,
    where: standing.where,
    label: standing.where === 'articleDeleted' ? null : standing.label,
    changes: standing.where === 'touched' ? standing.spans : null,
    by: namedDto(person, names),
    answers: answers.map((answer) => answerDto(answer, names)),
  };
}

function answerDto(
  { person, seq: _seq, ...answer }: DraftAnswer,
  names: ReadonlyMap<string, string>,
): DraftAnswerDto {
  return { ...answer, by: namedDto(person, names) };
}
