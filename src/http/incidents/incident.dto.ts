import { ApiProperty } from '@nestjs/swagger';
import type { IncidentRow } from '../../usecases/vacancies/vacancy-reads.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** An open task that nobody may lawfully do. */
export class IncidentDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('public')
  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @Discloses('personal')
  @ApiProperty({ description: '事项 · subject' })
  subject: string;

  @Discloses('public')
  @ApiProperty({ description: '承办单位 · unit that handles the case' })
  unit: string;

  @Discloses('internal')
  @ApiProperty({ description: '待办 · task within the case' })
  task: string;

  @Discloses('internal')
  @ApiProperty({ description: '空缺的岗位 · the vacant post' })
  post: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '自何日起 · since' })
  since: string;
}

/** Vacant tasks, the oldest first. */
export class IncidentsDto {
  @Discloses('internal')
  @ApiProperty({ type: [IncidentDto], description: '空岗 · vacancies' })
  items: readonly IncidentDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Incident as sent. */
export function incidentDto(row: IncidentRow): IncidentDto {
  const { caseId, procedure, subject, unit, task, post, since } = row;
  return { caseId, procedure, subject, unit, task, post, since };
}
