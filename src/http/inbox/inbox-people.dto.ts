import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Discloses } from '../powers/discloses.decorator.js';

/** A person that a row names. */
export class InboxPersonDto {
  @Discloses('internal')
  @ApiProperty({ description: '代号 · pseudonym' })
  person: string;

  @Discloses('personal')
  @ApiPropertyOptional({
    description: '姓名；当事人以外的公众脱敏 · name; masked for a member of the public, except to parties',
  })
  name?: string;
}

/** For whom a task is held. */
export class InboxPrincipalDto extends InboxPersonDto {
  @Discloses('internal')
  @ApiProperty({ description: '代理登记 · the substitution' })
  substitution: string;
}

/** Who has a task in hand. */
export class InboxHolderDto extends InboxPersonDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['claimed', 'assigned', 'returned'],
    description: '已签收、转给他未签收、退回给他 · signed for, given to him, or returned to him',
  })
  as: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '自何日起 · since' })
  on: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: InboxPersonDto, description: '代何人 · for whom' })
  onBehalfOf?: InboxPersonDto;
}
