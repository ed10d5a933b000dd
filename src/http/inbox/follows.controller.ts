import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { followCase, unfollowCase } from '../../usecases/inbox/follow-case.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';

/** Follows 关注: a private mark on a case; it is on no record, and doing it twice is doing it once. */
@ApiTags('inbox 工作台')
@Controller('v1/cases/:id')
export class FollowsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('follows')
  @HttpCode(204)
  @Describe({ zh: '关注案件', en: 'follow a case', requires: 'readCase', problems: [404] })
  @ApiNoContentResponse({ description: '已关注 · followed' })
  async follow(@Param('id') id: string, @Me() person: SignedIn): Promise<void> {
    const { ports, inbox } = this.services;
    if (!(await followCase(ports, inbox.reads)(person, caseId(id)))) throw unknownCase();
  }

  @Post('unfollows')
  @HttpCode(204)
  @Describe({ zh: '取消关注', en: 'no longer follow a case', requires: 'readCase', problems: [404] })
  @ApiNoContentResponse({ description: '已取消 · no longer followed' })
  async unfollow(@Param('id') id: string, @Me() person: SignedIn): Promise<void> {
    const { ports, inbox } = this.services;
    if (!(await unfollowCase(ports, inbox.reads)(person, caseId(id)))) throw unknownCase();
  }
}
