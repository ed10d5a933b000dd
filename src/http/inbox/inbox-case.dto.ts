import { ApiProperty } from '@nestjs/swagger';
import { LIGHTS } from '../../usecases/inbox/inbox-reads.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** The clock of a row, ready to be shown. */
export class InboxClockDto {
  @Discloses('internal')
  @ApiProperty({ description: '期限 · clock' })
  clock: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ enum: ['ceiling', 'floor', 'lead', 'fixed'], description: '种类 · kind' })
  kind: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiProperty({ enum: ['running', 'suspended', 'stopped', 'lapsed'], description: '状态 · state' })
  state: string;

  @Discloses('internal')
  @ApiProperty({ enum: [...LIGHTS], description: '期限灯 · light' })
  light: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '最后一日 · last day' })
  dueOn: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: '剩余工作日；负数为已超 · working days left; below zero: overdue by so many',
  })
  remainingWorkingDays: number | null;

  @Discloses('internal')
  @ApiProperty({ description: '依据尚未公布的日历 · rests on a year without a notice' })
  provisional: boolean;
}

/** An active state of the case. */
export class InboxStageDto {
  @Discloses('internal')
  @ApiProperty({ description: '路径 · path' })
  path: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;
}

/** The case of a row. */
export class InboxCaseDto {
  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '收件编号 · number on its receipt' })
  number: string | null;

  @Discloses('personal')
  @ApiProperty({ description: '事项 · subject' })
  subject: string;

  @Discloses('personal')
  @ApiProperty({ description: '申请人 · applicant' })
  applicantName: string;

  @Discloses('internal')
  @ApiProperty({ description: '个人信息已脱敏 · whether the people in it are masked' })
  masked: boolean;

  @Discloses('public')
  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @Discloses('public')
  @ApiProperty({ description: '程序名称 · title of the procedure' })
  procedureTitle: string;

  @Discloses('internal')
  @ApiProperty({ description: '承办单位 · unit that handles the case' })
  unit: string;

  @Discloses('internal')
  @ApiProperty({ description: '承办单位名称 · title of the unit' })
  unitTitle: string;

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
  @ApiProperty({ type: 'integer', description: '版本 · version' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ type: [InboxStageDto], description: '环节（外层在前）· active states, outermost first' })
  stages: readonly InboxStageDto[];

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '挂起之日 · suspended since' })
  suspendedOn: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: InboxClockDto,
    nullable: true,
    description: '衡量它的期限 · clock that it is measured by',
  })
  clock: InboxClockDto | null;
}
