import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { Publication } from '../../usecases/public/list-publications.js';
import { inLanguage, type Language } from '../language.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Filters of the list of public records. */
export class PublicationsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: '程序 · procedure' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  procedure?: string;

  @ApiPropertyOptional({ description: '公开事项 · name of the publication' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  publication?: string;

  @ApiPropertyOptional({ description: '单位 · unit' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  unit?: string;
}

/** One thing that a public record says. */
export class PublishedFieldDto {
  @Discloses('public')
  @ApiProperty({ description: '名称 · name' })
  field: string;

  @Discloses('public')
  @ApiProperty({ description: '标题 · label' })
  title: string;

  @Discloses('public')
  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }],
    description: '内容 · value',
  })
  value: string | number | boolean;
}

/** A public record. */
export class PublicationDto {
  @Discloses('public')
  @ApiProperty({ format: 'uuid', description: '公开编号，不指向任何案件 · its number; it leads to no case' })
  id: string;

  @Discloses('public')
  @ApiProperty({ description: '公开事项 · name of the publication' })
  publication: string;

  @Discloses('public')
  @ApiProperty({ description: '公开事项名称 · its title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '公开的依据 · provisions that ask for it' })
  basis: readonly string[];

  @Discloses('public')
  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @Discloses('public')
  @ApiProperty({ description: '程序名称 · title of the procedure' })
  procedureTitle: string;

  @Discloses('public')
  @ApiProperty({ description: '单位名称 · unit' })
  unit: string;

  @Discloses('public')
  @ApiProperty({ format: 'date', description: '公开日期 · day on which it became public' })
  publishedOn: string;

  @Discloses('public')
  @ApiProperty({ type: [PublishedFieldDto], description: '公开内容 · what it says' })
  fields: readonly PublishedFieldDto[];
}

/** Public records. */
export class PublicationsDto {
  @Discloses('public')
  @ApiProperty({ type: [PublicationDto], description: '公开信息，新的在前 · the latest first' })
  items: readonly PublicationDto[];

  @Discloses('public')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Public record as sent. */
export function publicationDto(row: Publication, language: Language): PublicationDto {
  const { title, publications } = row.definitionOf;
  const declared = publications?.[row.publication];
  return {
    id: row.id,
    publication: row.publication,
    title: inLanguage(declared?.title ?? row.publication, language),
    basis: declared ? [declared.basis].flat() : [],
    procedure: row.procedure,
    procedureTitle: inLanguage(title, language),
    unit: row.unitTitle,
    publishedOn: row.publishedOn,
    fields: Object.entries(row.fields).map(([field, value]) => ({
      field,
      title: inLanguage(declared?.fields[field]?.title ?? field, language),
      value,
    })),
  };
}
