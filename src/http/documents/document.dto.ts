import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { DocumentService } from '../../engine/case/documents/document-state.js';
import type { Definition } from '../../engine/law/definition.js';
import { shortReceipt } from '../../usecases/papers/paper.js';
import type { KnownDocument, ReadDocument } from '../../usecases/papers/read-documents.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** One attempt at service. */
export class ServiceDto {
  @Discloses('internal')
  @ApiProperty({ description: '送达方式 · mode' })
  mode: string;

  @Discloses('internal')
  @ApiProperty({ description: '受送达人（代码或者当事人身份）· addressee, by code or party post' })
  to: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '送达行为之日 · day of the act of service' })
  on: string;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: '送达之日；空值为送达未成 · day on which it takes effect; null: it failed',
  })
  effectiveOn: string | null;
}

/** A field that is still missing. */
export class MissingFieldDto {
  @Discloses('internal')
  @ApiProperty({ description: '栏目 · field' })
  field: string;

  @Discloses('internal')
  @ApiProperty({ description: '说明 · why' })
  say: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '可由签发人填写：JSON Schema · whoever issues may answer: JSON Schema',
  })
  ask?: object;
}

/** A document of a case: ordered, issued, served. */
export class DocumentDto {
  @Discloses('internal')
  @ApiProperty({ example: 'd1', description: '文书在本案中的编号 · id in the case' })
  id: string;

  @Discloses('public')
  @ApiProperty({ description: '文书种类 · name in the definition' })
  document: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ type: String, nullable: true, description: '受送达人身份；内部文书为空 · party post' })
  to: string | null;

  @Discloses('internal')
  @ApiProperty({ enum: ['ordered', 'issued', 'served'], description: '状态 · state' })
  state: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '产生之日 · day on which it was ordered' })
  orderedOn: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '产生它的行为 · act that ordered it' })
  act: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '文号 · number' })
  number: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '签发之日 · day of issue' })
  issuedOn: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '内容摘要 SHA-256 · digest of the content' })
  sha256: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '内容摘要 SM3 · digest of the content' })
  sm3: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    nullable: true,
    description: '回执码：凭此公开核验 · receipt: anybody can check the document by it',
  })
  receipt: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '送达之日 · day of service' })
  servedOn: string | null;

  @Discloses('internal')
  @ApiProperty({ description: '送达尚待期满（公告）· the day of service is still to pass' })
  pending: boolean;

  @Discloses('internal')
  @ApiProperty({ type: [ServiceDto], description: '送达记录 · services' })
  services: readonly ServiceDto[];

  @Discloses('internal')
  @ApiProperty({ description: '本人可以签发 · whether the person may issue it now' })
  mayIssue: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: [MissingFieldDto],
    description: '签发前尚缺的法定栏目 · mandatory fields that are still missing, to whoever may issue it',
  })
  missing?: readonly MissingFieldDto[];
}

/** A document with what it says. */
export class ReadDocumentDto extends DocumentDto {
  @Discloses('internal')
  @ApiProperty({ description: '内容对本人隐去 · whether its content is hidden from the person' })
  masked: boolean;

  @Discloses('personal')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      '内容；未签发的为预览，未齐备、已隐去或者已删除的为空 · content; a preview of what is not issued; null when incomplete, hidden or erased',
  })
  content: object | null;
}

/** A mode of service of the case's procedure. */
export class ServiceModeDto {
  @Discloses('public')
  @ApiProperty({ description: '送达方式 · name' })
  mode: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('public')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '须记明的内容：JSON Schema 属性 · what must be told, as JSON Schema properties',
  })
  input: object;
}

/** The documents of a case. */
export class DocumentsDto {
  @Discloses('internal')
  @ApiProperty({ type: [DocumentDto], description: '文书 · documents' })
  items: readonly DocumentDto[];

  @Discloses('public')
  @ApiProperty({ type: [ServiceModeDto], description: '送达方式 · modes of service' })
  modes: readonly ServiceModeDto[];
}

/** Document as sent. */
export function documentDto(known: KnownDocument, language: Language): DocumentDto {
  const { id, order, definition, row, mayIssue, missing } = known;
  const { issued, servedOn, services = [] } = order;
  const pending = order.pending ?? false;
  return {
    id,
    document: order.document,
    title: inLanguage(definition.title, language),
    to: definition.to ?? null,
    state: servedOn !== undefined && !pending ? 'served' : issued ? 'issued' : 'ordered',
    orderedOn: order.orderedOn,
    act: order.act ?? null,
    number: issued?.number ?? null,
    issuedOn: issued?.on ?? null,
    sha256: issued?.sha256 ?? null,
    sm3: issued?.sm3 ?? null,
    receipt: row ? shortReceipt(row.receipt) : null,
    servedOn: servedOn ?? null,
    pending,
    services: services.map(serviceDto),
    mayIssue,
    ...(missing && {
      missing: missing.map(({ field, why, ask }) => ({
        ...{ field, say: inLanguage(why, language) },
        ...(ask && { ask }),
      })),
    }),
  };
}

function serviceDto({ mode, to, on, effectiveOn }: DocumentService): ServiceDto {
  return { mode, to, on, effectiveOn: effectiveOn ?? null };
}

/** Document with its content as sent. */
export function readDocumentDto(read: ReadDocument, language: Language): ReadDocumentDto {
  return { ...documentDto(read, language), masked: !read.open, content: read.content ?? null };
}

/** The modes of service that a procedure has. */
export function serviceModesDto({ service = {} }: Definition, language: Language): readonly ServiceModeDto[] {
  return Object.entries(service).map(([mode, { title, basis, input = {} }]) => ({
    mode,
    title: inLanguage(title, language),
    basis: typeof basis === 'string' ? [basis] : basis,
    input,
  }));
}
