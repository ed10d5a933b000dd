import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { listTasks } from '../../usecases/reading/list-cases.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf, PageQueryDto } from '../pages/page-query.dto.js';
import { taskDto, TasksDto } from './task.dto.js';

/** Tasks 待办: the first inbox. */
@ApiTags('tasks 待办')
@Controller('v1/tasks')
export class TasksController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '本人的待办（含代理的）',
    en: 'open tasks that the person may do, and as what',
    requires: 'holdTask',
    problems: [400],
  })
  @ApiOkResponse({ type: TasksDto, description: '待办 · tasks' })
  async listTasks(@Query() query: PageQueryDto, @Me() person: SignedIn): Promise<TasksDto> {
    const page = pageOf(query);
    const list = listTasks(this.services.ports, this.services.queries);
    return pageDto(await list(person, page), page.limit, taskDto);
  }
}
