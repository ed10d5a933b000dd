import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, MaxLength } from 'class-validator';
import { IsReason } from '../body/reason.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { RecordReceiptDto } from './record-receipt.dto.js';

/** Which personal fields somebody wants to see in plain text, and why. */
export class UnmaskingBodyDto {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: 50,
    description:
      '要查看的字段：subject、applicantName 或者 records.序号.部分名 · fields: subject, applicantName, or records.<sequence>.<part>',
    example: ['applicantName', 'records.0.input.phone'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  fields: string[];

  @ApiProperty({
    minLength: 5,
    maxLength: 500,
    description: '理由，不少于五个字，留痕 · reason, at least five characters; it goes on record',
    example: '电话联系申请人补正材料',
  })
  @IsString()
  @MaxLength(500)
  @IsReason(5)
  reason: string;
}

/** Plain text that was shown, and the record that it left. */
export class UnmaskingDto {
  @Discloses('internal')
  @ApiProperty({ type: RecordReceiptDto, description: '留痕 · the record of the reading' })
  act: RecordReceiptDto;

  @Discloses('sensitive')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      '各字段的明文；内容已删除的为 null · plain values by field; null where the content is erased',
  })
  values: Readonly<Record<string, unknown>>;
}
