import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { CaseDetail, CaseRow, ListedCase } from '../../usecases/queries.js';
import type { LawfulCase } from '../../usecases/cases/read-case.js';
import { inLanguage, type Language } from '../language.js';
import { SEARCH_WORDS } from '../pages/search-words.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { CaseStateDto, caseStateDto } from './case-state.dto.js';
import { DigestPairDto, digestPairDto } from './record-receipt.dto.js';
import { receiptOf } from '../../engine/case/receipt.js';
import { Discloses } from '../powers/discloses.decorator.js';

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

  @ApiPropertyOptional({
    description: '检索：事项、申请人、编号 · words of the subject, the applicant, or a number',
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @Matches(SEARCH_WORDS)
  q?: string;
}

/** A case in a list. */
export class CaseRowDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件编号 · id' })
  id: string;

  @Discloses('public')
  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @Discloses('public')
  @ApiProperty({
    description: '所依据的程序版本（SHA-256）· version of the procedure that the case is bound to',
  })
  definition: string;

  @Discloses('personal')
  @ApiProperty({ description: '事项 · subject' })
  subject: string;

  @Discloses('personal')
  @ApiProperty({ description: '申请人 · applicant' })
  applicantName: string;

  @Discloses('internal')
  @ApiProperty({ description: '承办单位 · unit that handles the case' })
  unit: string;

  @Discloses('internal')
  @ApiProperty({ enum: ['open', 'ended'], description: '在办或者办结 · open or ended' })
  status: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '结果 · outcome' })
  outcome: string | null;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '立案之日 · day it was opened' })
  openedOn: string;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    description:
      '收件编号，凭此查询进度 · number on the receipt, by which anybody may ask how far the case is',
  })
  receipt: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '版本 · version' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '最近的期限 · earliest due day' })
  dueOn: string | null;
}

/** A case in the list of a person. */
export class ListedCaseDto extends CaseRowDto {
  @Discloses('internal')
  @ApiProperty({ description: '个人信息已脱敏 · whether the people in it are masked' })
  masked: boolean;
}

/** A list of cases. */
export class CasesDto {
  @Discloses('internal')
  @ApiProperty({ type: [ListedCaseDto], description: '案件 · cases' })
  items: readonly ListedCaseDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** A state that is active now. */
export class ActiveStateDto {
  @Discloses('internal')
  @ApiProperty({ description: '路径 · path', example: 'deciding.review' })
  path: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;
}

/** One case. */
export class CaseDto extends ListedCaseDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕条数 · number of records' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '最近一条留痕的叶子散列 · leaf of the latest record' })
  leaf: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({
    type: [ActiveStateDto],
    description: '当前状态（外层在前）· active states, outermost first',
  })
  active: readonly ActiveStateDto[];

  @Discloses('internal')
  @ApiProperty({
    type: CaseStateDto,
    description: '此刻依法所处的状态 · the state that the law has it in at this moment',
  })
  state: CaseStateDto;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '模拟安装 · true in a simulated installation' })
  simulated?: true;
}

/** Row as sent. */
export function listedCaseDto({ asParty, ...row }: ListedCase): ListedCaseDto {
  return { ...caseRowDto(row), masked: !asParty };
}

function caseRowDto(row: CaseRow): CaseRowDto {
  const { id, procedure, definition, subject, applicantName, unit, status, outcome, openedOn } = row;
  const { version, dueOn } = row;
  return {
    ...{ id, procedure, definition, subject, applicantName, unit, status, outcome, openedOn },
    ...{ version, dueOn, receipt: receiptOf(id) ?? id },
  };
}

/** Case as sent. */
export function caseDto(
  detail: CaseDetail,
  lawful: LawfulCase,
  how: { readonly language: Language; readonly simulated: boolean; readonly masked: boolean },
): CaseDto {
  return {
    ...caseRowDto(detail),
    masked: how.masked,
    sequence: detail.seq,
    leaf: digestPairDto(detail.leaf),
    active: lawful.procedure
      .activePaths(lawful.state.value)
      .map((path) => ({ path, title: stateTitle(lawful, path, how.language) })),
    state: caseStateDto(lawful.state),
    ...(how.simulated && { simulated: true as const }),
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
