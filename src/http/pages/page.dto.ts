import { ApiProperty } from '@nestjs/swagger';
import type { Page } from '../../usecases/queries.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Where a page stands in its list. */
export class PageInfoDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '请求的条数 · limit asked for' })
  limit: number;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    nullable: true,
    description: '作为 after 取下一页 · give it as after for the next page',
  })
  endCursor: string | null;

  @Discloses('internal')
  @ApiProperty({ description: '是否还有 · whether there is more' })
  hasMore: boolean;
}

/** A page with each item mapped. */
export function pageDto<T, D>(
  page: Page<T>,
  limit: number,
  map: (item: T) => D,
): { items: readonly D[]; page: PageInfoDto } {
  return { items: page.items.map(map), page: { limit, endCursor: page.endCursor, hasMore: page.hasMore } };
}
