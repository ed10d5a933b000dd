import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { CaseDetail, CaseRow } from '../../usecases/queries.js';
import type { LawfulCase } from '../../usecases/read-case.js';
import { inLanguage, type Language } from '../language.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { CaseStateDto, caseStateDto } from './case-state.dto.js';
import { DigestPairDto, digestPairDto } from './record-receipt.dto.js';

/** Filter of the list of cases. */
export class CasesQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: '程序 · procedure' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  procedure?: string;

  @ApiPropertyOptional({ type: String, enum: ['open', 'ended'], description: '在办或者办结 · open or ended' })
  @IsOptional()
  @IsIn(['open', 'ended'])
  status?: 'open' | 'ended';
}

/** A case in a list. */
export class CaseRowDto {
  @ApiProperty({ format: 'uuid', description: '案件编号 · id' })
  id: string;

  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @ApiProperty({
    description: '所依据的程序版本（SHA-256）· version of the procedure that the case is bound to',
  })
  definition: string;

  @ApiProperty({ description: '事项 · subject' })
  subject: string;

  @ApiProperty({ description: '申请人 · applicant' })
  applicantName: string;

  @ApiProperty({ type: String, nullable: true, description: '承办机构 · unit' })
  unit: string | null;

  @ApiProperty({ enum: ['open', 'ended'], description: '在办或者办结 · open or ended' })
  status: string;

  @ApiProperty({ type: String, nullable: true, description: '结果 · outcome' })
  outcome: string | null;

  @ApiProperty({ format: 'date', description: '立案之日 · day it was opened' })
  openedOn: string;

  @ApiProperty({ type: 'integer', description: '版本 · version' })
  version: number;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: '最近的期限 · earliest due day' })
  dueOn: string | null;
}

/** A list of cases. */
export class CasesDto {
  @ApiProperty({ type: [CaseRowDto], description: '案件 · cases' })
  items: readonly CaseRowDto[];

  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** A state that is active now. */
export class ActiveStateDto {
  @ApiProperty({ description: '路径 · path', example: 'deciding.review' })
  path: string;

  @ApiProperty({ description: '名称 · title' })
  title: string;
}

/** One case. */
export class CaseDto extends CaseRowDto {
  @ApiProperty({ type: 'integer', description: '留痕条数 · number of records' })
  sequence: number;

  @ApiProperty({ type: DigestPairDto, description: '最近一条留痕的叶子散列 · leaf of the latest record' })
  leaf: DigestPairDto;

  @ApiProperty({
    type: [ActiveStateDto],
    description: '当前状态（外层在前）· active states, outermost first',
  })
  active: readonly ActiveStateDto[];

  @ApiProperty({
    type: CaseStateDto,
    description: '此刻依法所处的状态 · the state that the law has it in at this moment',
  })
  state: CaseStateDto;

  @ApiPropertyOptional({ description: '模拟安装 · true in a simulated installation' })
  simulated?: true;
}

/** Row as sent. */
export function caseRowDto(row: CaseRow): CaseRowDto {
  const {
    id,
    procedure,
    definition,
    subject,
    applicantName,
    unit,
    status,
    outcome,
    openedOn,
    version,
    dueOn,
  } = row;
  return {
    id,
    procedure,
    definition,
    subject,
    applicantName,
    unit,
    status,
    outcome,
    openedOn,
    version,
    dueOn,
  };
}

/** Case as sent. */
export function caseDto(
  detail: CaseDetail,
  lawful: LawfulCase,
  language: Language,
  simulated: boolean,
): CaseDto {
  return {
    ...caseRowDto(detail),
    sequence: detail.seq,
    leaf: digestPairDto(detail.leaf),
    active: lawful.procedure
      .activePaths(lawful.state.value)
      .map((path) => ({ path, title: stateTitle(lawful, path, language) })),
    state: caseStateDto(lawful.state),
    ...(simulated && { simulated }),
  };
}

function stateTitle(lawful: LawfulCase, path: string, language: Language): string {
  let level: Readonly<Record<string, unknown>> | undefined = lawful.procedure.definition.states;
  let title = path;
  for (const name of path.split('.')) {
    const state = level?.[name] as { title?: string; states?: Readonly<Record<string, unknown>> } | undefined;
    if (state?.title === undefined) return title;
    title = inLanguage(state.title, language);
    level = state.states;
  }
  return title;
}
