import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import { IsCivilDate, IsInstant } from '../body/civil-date.decorator.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** As of which day, and as known when. */
export class AsOfQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '某日的情形；默认今日 · as of this day; today',
  })
  @IsOptional()
  @IsCivilDate()
  on?: CivilDate;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description: '按此时刻已知的内容；默认现在 · as known at this instant; now',
  })
  @IsOptional()
  @IsInstant()
  knownAt?: Instant;
}

/** Which people. */
export class PeopleQueryDto extends AsOfQueryDto {
  @ApiPropertyOptional({ description: '所属机构（含下级）· unit, with all below' })
  @IsOptional()
  @IsString()
  @MaxLength(120)
  unit?: string;

  @ApiPropertyOptional({ description: '姓名或者代码中的文字 · text in names and codes' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;
}

/** The organisation on a day. */
export class OrganisationDto {
  @Discloses('public')
  @ApiProperty({ description: '机关 · authority' })
  authority: string;

  @Discloses('public')
  @ApiProperty({ format: 'date', description: '截至日 · as of' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '版本 · version' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ description: '快照摘要（SHA-256），留痕以此引用 · digest by which records name it' })
  digest: string;

  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description:
      '机构树，含岗位、任职和当日可行使的代理 · tree of units with posts, holders and deputies of that day',
  })
  units: readonly object[];

  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '三员 · administrators',
  })
  administrators: readonly object[];

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '无人可任的岗位 · vacant posts' })
  vacant: readonly string[];

  @Discloses('internal')
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: '上述人员的现用姓名 · present names of the people above',
  })
  names: Readonly<Record<string, string>>;
}

/** One entry of the organisation, with its id and period. */
export class EntriesDto {
  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: {
      type: 'object',
      required: ['id', 'from'],
      properties: {
        id: { type: 'string' },
        from: { type: 'string', format: 'date' },
        to: { type: 'string', format: 'date' },
      },
      additionalProperties: true,
    },
    description: '各项，含编号、起止日 · entries with id and period',
  })
  items: readonly object[];

  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** A person in a list. */
export class PersonDto {
  @Discloses('internal')
  @ApiProperty({ description: '人员代码 · code' })
  person: string;

  @Discloses('internal')
  @ApiProperty({ description: '姓名 · name' })
  name: string;

  @Discloses('internal')
  @ApiProperty({ enum: ['officer', 'expert'], description: '类别 · kind' })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '所属机构 · unit' })
  unit: string | null;

  @Discloses('internal')
  @ApiProperty({ enum: ['active', 'suspended', 'ended'], description: '当日状态 · standing on the day' })
  standing: string;

  @Discloses('internal')
  @ApiProperty({ description: '当日离岗 · away on the day' })
  absent: boolean;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '管理员职责 · administrator roles' })
  administrator: readonly string[];
}

/** People. */
export class PeopleDto {
  @ApiProperty({ type: [PersonDto], description: '人员 · people' })
  items: readonly PersonDto[];

  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** A person with everything that gives him power on a day. */
export class PersonDetailDto extends PersonDto {
  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '任职 · posts held',
  })
  appointments: readonly object[];

  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '分管 · portfolios',
  })
  portfolios: readonly object[];

  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '代理：为他人或者由他人 · substitutions, for others or by others',
  })
  substitutions: readonly object[];

  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '离岗 · absences',
  })
  absences: readonly object[];
}
