import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import {
  CHANNELS,
  type Channel,
  type CommentResult,
  type CommentSort,
  RESULTS,
  SORTS,
} from '../../engine/consultation/consultation.js';
import type { CommentFilter } from '../../usecases/streams/consultation/consultation-ports.js';
import { PageQueryDto } from '../pages/page-query.dto.js';

const UNHANDLED = 'unhandled';
const MOST = 2_000_000_000;

const wholeNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;

/** Filters and order of the list of comments. */
export class CommentQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: [...RESULTS, UNHANDLED], description: '处理结果 · result' })
  @IsOptional()
  @IsIn([...RESULTS, UNHANDLED])
  result?: CommentResult | typeof UNHANDLED;

  @ApiPropertyOptional({ enum: CHANNELS, description: '来源 · channel' })
  @IsOptional()
  @IsIn([...CHANNELS])
  channel?: Channel;

  @ApiPropertyOptional({ description: '针对的条；空为全文 · article; empty: on no single one' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9._-]{0,40}$/)
  article?: string;

  @ApiPropertyOptional({ type: 'integer', description: '归并编号 · group' })
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt()
  @Min(1)
  @Max(MOST)
  group?: number;

  @ApiPropertyOptional({ enum: SORTS, description: '归类 · kind' })
  @IsOptional()
  @IsIn([...SORTS])
  sortedAs?: CommentSort;

  @ApiPropertyOptional({ type: 'integer', description: '与此条文字相同 · the same words as this one' })
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt()
  @Min(1)
  @Max(MOST)
  sameAs?: number;

  @ApiPropertyOptional({
    enum: ['first', 'last'],
    default: 'first',
    description: '从最早或者最新的开始 · order',
  })
  @IsOptional()
  @IsIn(['first', 'last'])
  order?: 'first' | 'last';
}

/** What a query asks for. */
export function filterOf(query: CommentQueryDto): CommentFilter {
  const { result, channel, article, group, sortedAs, sameAs } = query;
  return {
    ...(result !== undefined && { result }),
    ...(channel !== undefined && { channel }),
    ...(article !== undefined && { article }),
    ...(group !== undefined && { group }),
    ...(sortedAs !== undefined && { sortedAs }),
    ...(sameAs !== undefined && { sameAs }),
  };
}

/** In which form the adoption table is wanted, and after which row it begins. */
export class AdoptionTableQueryDto {
  @ApiPropertyOptional({ enum: ['csv', 'xlsx', 'docx', 'json'], default: 'csv', description: '格式 · form' })
  @IsOptional()
  @IsIn(['csv', 'xlsx', 'docx', 'json'])
  format?: 'csv' | 'xlsx' | 'docx' | 'json';

  @ApiPropertyOptional({
    description:
      '上一文件的 X-End-Cursor；每个文件至多 5000 行（docx 为 500 行）· X-End-Cursor of the file before; 5000 rows each, ' +
      '500 in .docx',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  after?: string;
}
