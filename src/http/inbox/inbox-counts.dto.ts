import { ApiProperty } from '@nestjs/swagger';
import { Discloses } from '../powers/discloses.decorator.js';

/** How many there are in a view. */
export class InboxCountDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '件数，至多二百 · how many, at most two hundred' })
  n: number;

  @Discloses('internal')
  @ApiProperty({ description: '还有更多 · there are more' })
  more: boolean;
}

/** How many there are in each view. */
export class InboxCountsDto {
  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '待签收 · to be claimed' })
  toClaim: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '待办 · in hand' })
  inHand: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '将到期 · due soon' })
  dueSoon: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '退回给我 · returned to me' })
  returned: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '我代理 · as a deputy' })
  asDeputy: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '转请给我 · referred to me' })
  referrals: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '全部 · all of my posts, whoever has it' })
  all: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '我发起 · initiated by me' })
  initiated: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '已办 · done by me' })
  done: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '抄送我的 · copied to me' })
  copied: InboxCountDto;

  @Discloses('internal')
  @ApiProperty({ type: InboxCountDto, description: '关注 · followed' })
  followed: InboxCountDto;
}
