import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { PageRequest } from '../../usecases/queries.js';

/** `?limit=&after=` of every list. */
export class PageQueryDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 200,
    default: 50,
    description: '每页条数 · items per page',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ description: '上一页的 endCursor · endCursor of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  after?: string;
}

/** The page that a query asks for; 50 items by default. */
export function pageOf(query: PageQueryDto): PageRequest {
  return { limit: query.limit ?? 50, ...(query.after !== undefined && { after: query.after }) };
}
