import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import type { ReadField } from '../../usecases/reading/read-form.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Fields to be filled in. */
export class FormBodyDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '字段的值 · values by field',
    example: { copies: 3 },
  })
  @IsObject()
  values: Record<string, unknown>;
}

/** A field of the form. */
export class FormFieldDto {
  @Discloses('internal')
  @ApiProperty({ description: '字段 · field' })
  name: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '值的结构（JSON Schema）· what the value must be, as JSON Schema',
  })
  schema: Readonly<Record<string, unknown>>;

  @Discloses('public')
  @ApiProperty({ enum: ['internal', 'personal', 'sensitive'], description: '数据分级 · data class' })
  dataClass: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['readable', 'writable', 'required'],
    description: '本人现在可以查看、可以填写或者必须填写 · what one may do with it now',
  })
  access: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'integer',
    description: '填写它的留痕序号；未填写的没有 · sequence of the record that fills it in',
  })
  record?: number;

  @Discloses('sensitive')
  @ApiProperty({
    oneOf: [{}, { type: 'null' }],
    description: '值；未填写或者内容已删除的为 null · value; null while it is empty or its content is erased',
  })
  value: unknown;

  @Discloses('internal')
  @ApiProperty({ description: '已脱敏，可以说明理由查看明文 · masked; plain text for a reason' })
  masked: boolean;
}

/** The form of a case. */
export class FormDto {
  @Discloses('internal')
  @ApiProperty({
    type: [FormFieldDto],
    description: '字段，不含对本人隐藏的 · fields, without those hidden from one',
  })
  items: readonly FormFieldDto[];
}

/** Keys of a field that are ours and not JSON Schema's. */
const OWN_KEYS = new Set(['title', 'optional', 'personal']);

/** Field as sent. */
export function formFieldDto(field: ReadField, language: Language): FormFieldDto {
  const { name, definition, dataClass, access, record, value, masked } = field;
  const schema = Object.entries(definition).filter(([key]) => !OWN_KEYS.has(key));
  return {
    name,
    title: definition.title === undefined ? name : inLanguage(definition.title, language),
    schema: Object.fromEntries(schema),
    ...{ dataClass, access },
    ...(record !== undefined && { record }),
    ...{ value, masked },
  };
}
