import { ApiProperty } from '@nestjs/swagger';
import type { TaskRow } from '../../usecases/queries.js';
import { PageInfoDto } from '../pages/page.dto.js';

/** An open task of the signed-in person. */
export class TaskDto {
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @ApiProperty({ description: '待办 · task within the case' })
  key: string;

  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @ApiProperty({ type: [String], description: '可以作出的行为 · acts' })
  acts: readonly string[];

  @ApiProperty({ format: 'date', description: '自何日起 · since' })
  since: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: '最后一日 · last day' })
  dueOn: string | null;

  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @ApiProperty({ description: '事项 · subject' })
  subject: string;
}

/** The inbox. */
export class TasksDto {
  @ApiProperty({ type: [TaskDto], description: '待办，时间紧的在前 · least remaining time first' })
  items: readonly TaskDto[];

  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Task as sent. */
export function taskDto(row: TaskRow): TaskDto {
  const { caseId, key, post, acts, since, dueOn, procedure, subject } = row;
  return { caseId, key, post, acts, since, dueOn, procedure, subject };
}
