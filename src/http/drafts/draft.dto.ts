import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ComparedUnit } from '../../engine/draft/compare-drafts.js';
import type { Draft, Heading, Item } from '../../engine/draft/draft.js';
import { articleLabel, headingLabel } from '../../engine/draft/marks.js';
import type { DraftVersion, DraftWithdrawal } from '../../usecases/streams/draft/draft-reads.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { NamedPersonDto } from '../work/opinion.dto.js';

/** Who withdrew a version, when and why. */
export class DraftWithdrawalDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '撤回之日 · day of the withdrawal' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ type: NamedPersonDto, description: '撤回人 · who withdrew it' })
  by: NamedPersonDto;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '理由；空为已删除 · the reason; null: erased' })
  reason: string | null;
}

/** A version of a draft. */
export class DraftVersionDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '稿次，自 1 起 · version, from 1' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '提交之日 · day of submission' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '正文摘要 · digest of the text' })
  digest: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '条数；0 为未结构化 · articles; 0: not structured' })
  articles: number;

  @Discloses('internal')
  @ApiProperty({ enum: ['text', 'txt', 'docx'], description: '来源 · what it was made from' })
  source: string;

  @Discloses('internal')
  @ApiProperty({ type: NamedPersonDto, description: '提交人 · who submitted it' })
  by: NamedPersonDto;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: DraftWithdrawalDto, description: '已撤回 · withdrawn' })
  withdrawn?: DraftWithdrawalDto;
}

/** The versions of a draft. */
export class DraftVersionsDto {
  @Discloses('internal')
  @ApiProperty({ description: '留痕所在流 · stream of the ledger' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ type: [DraftVersionDto], description: '各稿，先提交的在前 · versions, the first one first' })
  items: readonly DraftVersionDto[];
}

/** 项、目. */
export class DraftItemDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '0（一）1 1． 2（1）· level' })
  level: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '序号 · number' })
  number: number;

  @Discloses('internal')
  @ApiProperty({ description: '文字 · text' })
  text: string;

  @Discloses('internal')
  @ApiProperty({ type: () => [DraftItemDto], description: '下级 · items below' })
  items: readonly Item[];
}

/** 款. */
export class DraftParagraphDto {
  @Discloses('internal')
  @ApiProperty({ description: '文字 · text' })
  text: string;

  @Discloses('internal')
  @ApiProperty({ type: [DraftItemDto], description: '项 · items' })
  items: readonly Item[];
}

/** 编、章、节, or 条. */
export class DraftBlockDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['book', 'chapter', 'section', 'article'],
    description: '编、章、节、条 · what it is',
  })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ description: '编号，例如第三条 · as it is counted' })
  label: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '条的编号，各稿不变 · id of an article, the same in all versions' })
  id?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '编、章、节的标题 · title of a heading' })
  title?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: [String], description: '标题之下条文之前的文字 · lines under a heading' })
  lines?: readonly string[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: [DraftParagraphDto], description: '款 · paragraphs of an article' })
  paragraphs?: readonly DraftParagraphDto[];
}

/** A version with what it says. */
export class ReadDraftDto extends DraftVersionDto {
  @Discloses('internal')
  @ApiProperty({
    type: [String],
    description: '条文之前的文字；未结构化的为全文 · lines before the body, or all',
  })
  preamble: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: [DraftBlockDto], description: '编、章、节、条 · headings and articles' })
  body: readonly DraftBlockDto[];

  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'string' } },
    description: '附件 · annexes',
  })
  annexes: readonly (readonly string[])[];
}

/** A piece of text that stayed, came or went. */
export class SpanDto {
  @Discloses('internal')
  @ApiProperty({ enum: ['same', 'ins', 'del'], description: '未变、新增、删去 · stayed, came, went' })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ description: '文字 · text' })
  text: string;
}

/** What became of an article, a heading, an annex, or of what stands before all. */
export class ComparedUnitDto {
  @Discloses('internal')
  @ApiProperty({ enum: ['preamble', 'heading', 'article', 'annex'], description: '是什么 · what it is' })
  unit: string;

  @Discloses('internal')
  @ApiProperty({ description: '编号 · id; of an article, the same in all versions' })
  id: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['unchanged', 'changed', 'moved', 'added', 'deleted'],
    description: '未变、修改、移位、新增、删除 · what became of it',
  })
  change: string;

  @Discloses('internal')
  @ApiProperty({ description: '次序已变（修改的也可能移位）· stands elsewhere among the others' })
  moved: boolean;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '旧稿中的编号 · label in the older version' })
  oldLabel: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '新稿中的编号 · label in the newer version' })
  newLabel: string | null;

  @Discloses('internal')
  @ApiProperty({ type: [SpanDto], description: '逐字比较 · character by character' })
  spans: readonly SpanDto[];
}

/** Two versions, article by article. */
export class DraftComparisonDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '旧稿 · the older version' })
  from: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '新稿 · the newer version' })
  to: number;

  @Discloses('internal')
  @ApiProperty({ type: [ComparedUnitDto], description: '按新稿次序 · in the order of the newer version' })
  items: readonly ComparedUnitDto[];
}

/** Version as sent. */
export function draftVersionDto(
  { person, digest, withdrawn, ...version }: DraftVersion,
  names: ReadonlyMap<string, string>,
): DraftVersionDto {
  return {
    ...{ ...version, digest: digestPairDto(digest), by: namedDto(person, names) },
    ...(withdrawn && { withdrawn: withdrawalDto(withdrawn, names) }),
  };
}

function withdrawalDto(
  { person, ...withdrawal }: DraftWithdrawal,
  names: ReadonlyMap<string, string>,
): DraftWithdrawalDto {
  return { ...withdrawal, by: namedDto(person, names) };
}

/** A person with his name, where it is known. */
export function namedDto(person: string, names: ReadonlyMap<string, string>): NamedPersonDto {
  const name = names.get(person);
  return { person, ...(name !== undefined && { name }) };
}

/** Version with its text as sent. */
export function readDraftDto(
  { version, draft }: { readonly version: DraftVersion; readonly draft: Draft },
  names: ReadonlyMap<string, string>,
): ReadDraftDto {
  const { preamble, body, annexes } = draft;
  return { ...draftVersionDto(version, names), preamble, body: body.map(blockDto), annexes };
}

function blockDto(one: Heading | Extract<Draft['body'][number], { kind: 'article' }>): DraftBlockDto {
  if (one.kind === 'heading') {
    const { level, title, lines } = one;
    return { kind: level, label: headingLabel(one), title, lines };
  }
  return { kind: 'article', label: articleLabel(one), id: one.id, paragraphs: one.paragraphs };
}

/** Comparison as sent. */
export function comparisonDto(from: number, to: number, units: readonly ComparedUnit[]): DraftComparisonDto {
  return { from, to, items: units };
}
