import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Handwriting } from '../../engine/case/opinion/handwriting.js';
import type { ListedOpinion } from '../../usecases/reading/list-opinions.js';
import type { RecordAuthor } from '../../usecases/reading/record-authors.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { STANCES } from './opinion-body.dto.js';

/** A person with his name, where it is known. */
export class NamedPersonDto {
  @Discloses('internal')
  @ApiProperty({ description: '代号 · pseudonym' })
  person: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '姓名 · name' })
  name?: string;
}

/** Who did something, in which post of which unit as of then. */
export class AuthorDto extends NamedPersonDto {
  @Discloses('internal')
  @ApiPropertyOptional({ description: '当时的岗位 · post as of then' })
  post?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '岗位名称 · title of the post' })
  postTitle?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '当时的单位 · unit as of then' })
  unit?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '单位名称 · title of the unit' })
  unitTitle?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: NamedPersonDto, description: '代理何人 · for whom' })
  onBehalfOf?: NamedPersonDto;
}

/** An opinion, as it was given. */
export class OpinionDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence of its record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '留痕编号 · id of its record' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '法律上的日期 · legal day' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '记录时刻 · when it was recorded' })
  recordedAt: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: AuthorDto, description: '发表人 · who gave it' })
  author?: AuthorDto;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '随何行为发表 · the act that it came with' })
  act?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '行为名称 · title of that act' })
  actTitle?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ enum: STANCES, description: '同意、不同意、弃权 · stance' })
  stance?: string;

  @Discloses('personal')
  @ApiProperty({
    type: String,
    nullable: true,
    description: '全文；内容已删除的为 null · in full; null when erased',
  })
  text: string | null;

  @Discloses('personal')
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '手写签名 · handwritten signature',
  })
  signature?: Handwriting;

  @Discloses('internal')
  @ApiProperty({ description: '发表时稿件和材料的摘要 · digest of the draft and materials that it is about' })
  seen: string;

  @Discloses('internal')
  @ApiProperty({
    description: '案件现在的稿件和材料是否仍为当时所见 · whether the case still holds the very same',
  })
  current: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '更正哪一条意见 · the opinion that it corrects' })
  corrects?: number;

  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'integer' },
    description: '被哪些意见更正 · the opinions that correct it',
  })
  correctedBy: readonly number[];
}

/** The opinions of a case. */
export class OpinionsDto {
  @Discloses('internal')
  @ApiProperty({ type: [OpinionDto], description: '意见，先发表的在前 · opinions, oldest first' })
  items: readonly OpinionDto[];

  @Discloses('internal')
  @ApiProperty({
    description:
      '现有稿件和材料的摘要；发表意见时作为 seen 提交 · digest of the present draft and materials, to be sent as `seen`',
  })
  seen: string;
}

/** Opinion as sent. */
export function opinionDto(opinion: ListedOpinion, language: Language): OpinionDto {
  const { seq, id, on, recordedAt, author, act, stance, text, signature, seen, current } = opinion;
  return {
    ...{ sequence: seq, id, on, recordedAt },
    ...(author && { author: authorDto(author, language) }),
    ...(act && { act: act.name, actTitle: inLanguage(act.title, language) }),
    ...(stance && { stance }),
    text,
    ...(signature && { signature }),
    ...{ seen, current },
    ...(opinion.corrects !== undefined && { corrects: opinion.corrects }),
    correctedBy: opinion.correctedBy,
  };
}

/** Author as sent. */
export function authorDto(author: RecordAuthor, language: Language): AuthorDto {
  const { postTitle, ...rest } = author;
  return { ...rest, ...(postTitle !== undefined && { postTitle: inLanguage(postTitle, language) }) };
}
