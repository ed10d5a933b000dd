import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ListedTask } from '../../usecases/reading/list-cases.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** For whom a task is held. */
export class TaskPrincipalDto {
  @Discloses('internal')
  @ApiProperty({ description: '被代理人的代号 · pseudonym of the principal' })
  person: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '被代理人的姓名 · his name' })
  name?: string;

  @Discloses('internal')
  @ApiProperty({ description: '代理登记 · the substitution' })
  substitution: string;
}

/** An open task of the signed-in person. */
export class TaskDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ description: '待办 · task within the case' })
  key: string;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['own', 'deputy', 'party'],
    description: '本人岗位、代理或者当事人 · in a post of his own, for another, or as a party',
  })
  heldAs: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: TaskPrincipalDto, description: '我代理何人 · for whom it is held' })
  onBehalfOf?: TaskPrincipalDto;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '可以作出的行为 · acts' })
  acts: readonly string[];

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '自何日起 · since' })
  since: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '最后一日 · last day' })
  dueOn: string | null;

  @Discloses('internal')
  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @Discloses('internal')
  @ApiProperty({ description: '承办单位 · unit that handles the case' })
  unit: string;

  @Discloses('personal')
  @ApiProperty({ description: '事项 · subject' })
  subject: string;

  @Discloses('personal')
  @ApiProperty({ description: '申请人 · applicant' })
  applicantName: string;

  @Discloses('internal')
  @ApiProperty({ description: '个人信息已脱敏 · whether the people in it are masked' })
  masked: boolean;
}

/** The inbox. */
export class TasksDto {
  @Discloses('internal')
  @ApiProperty({ type: [TaskDto], description: '待办，时间紧的在前 · least remaining time first' })
  items: readonly TaskDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Task as sent. */
export function taskDto(row: ListedTask): TaskDto {
  const { caseId, key, post, acts, since, dueOn, procedure, unit, subject, applicantName, capacity } = row;
  const name = row.principalName;
  return {
    ...{ caseId, key, post, heldAs: capacity.kind },
    ...(capacity.kind === 'deputy' && {
      onBehalfOf: {
        person: capacity.principal,
        ...(name !== undefined && { name }),
        substitution: capacity.substitution,
      },
    }),
    ...{ acts, since, dueOn, procedure, unit, subject, applicantName, masked: capacity.kind !== 'party' },
  };
}
