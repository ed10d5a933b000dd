import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Person } from '../auth/person.js';
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
  @Describe({ zh: '本人的待办', en: 'my open tasks', audience: 'signedIn', problems: [400] })
  @ApiOkResponse({ type: TasksDto, description: '待办 · tasks' })
  async listTasks(@Query() query: PageQueryDto, @Me() person: Person): Promise<TasksDto> {
    const page = pageOf(query);
    const holder = { posts: person.posts, person: person.person };
    return pageDto(await this.services.queries.inbox(holder, page), page.limit, taskDto);
  }
}
