import { ApiProperty } from '@nestjs/swagger';
import type { CalendarFeed } from '../../usecases/notices/calendar-ports.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** An address for a calendar programme, without its secret. */
export class CalendarFeedDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '编号 · id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '开通时间 · since' })
  createdAt: string;
}

/** An address as it is told once. */
export class BegunFeedDto extends CalendarFeedDto {
  @Discloses('sensitive')
  @ApiProperty({
    description: '日历订阅地址，只显示一次 · the address for the calendar programme, told this once',
    example: 'https://duecourse.example.gov.cn/v1/calendar-feeds/….ics',
  })
  url: string;
}

/** One's own addresses. */
export class CalendarFeedsDto {
  @Discloses('internal')
  @ApiProperty({ type: [CalendarFeedDto], description: '日历订阅 · calendar feeds' })
  items: readonly CalendarFeedDto[];
}

/** Feed as sent. */
export function calendarFeedDto({ id, createdAt }: CalendarFeed): CalendarFeedDto {
  return { id, createdAt };
}
