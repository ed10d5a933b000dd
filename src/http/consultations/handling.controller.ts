import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Chosen, GroupedBy } from '../../engine/consultation/consultation.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { groupFor, handleFor, sortFor, ungroupFor } from '../../usecases/streams/consultation/handle-for.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest } from '../problems/problem.js';
import { consultationPorts, officialWish } from './consultation-address.js';
import { ConsultationReceiptDto, recordedInConsultation } from './consultation-answer.js';
import {
  ChosenCommentsDto,
  GroupingBodyDto,
  HandlingBodyDto,
  SortingBodyDto,
} from './consultation-body.dto.js';

const PROBLEMS = [400, 403, 404, 409, 422];

/** What officials do with comments 意见: sort, group, answer. */
@ApiTags('consultations 征求意见')
@Controller('v1/cases/:id/consultations/:name')
export class HandlingController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('sortings')
  @Describe({
    zh: '意见归类：正常、重复、无关、遮盖、隐藏（须写明理由，记录保留）',
    en: 'say what kind of comment each is; hidden ones stay on record',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已归类 · sorted' })
  async sortComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() { comments, as, of, reason, text }: SortingBodyDto,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key);
    const asked = {
      ...{ comments, as },
      ...(of !== undefined && { of }),
      ...(reason !== undefined && { reason }),
      ...(text !== undefined && { text }),
    };
    return recordedInConsultation(await sortFor(consultationPorts(this.services), wish, asked), reply);
  }

  @Post('groupings')
  @Describe({
    zh: '归并意见：按序号、按相同文字或者按条',
    en: 'bring comments together: by number, by the same words, or by article',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已归并 · grouped' })
  async groupComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: GroupingBodyDto,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const { group, title } = body;
    const wish = await officialWish(this.services, { id, name }, me, key);
    const chosen = groupedBy(body);
    const asked = {
      chosen,
      ...(group !== undefined && { group }),
      ...(title !== undefined && { title }),
    };
    return recordedInConsultation(await groupFor(consultationPorts(this.services), wish, asked), reply);
  }

  @Post('ungroupings')
  @Describe({
    zh: '拆开归并',
    en: 'take comments out of their groups',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已拆开 · ungrouped' })
  async ungroupComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: ChosenCommentsDto,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key);
    const chosen = chosenIn(body);
    return recordedInConsultation(await ungroupFor(consultationPorts(this.services), wish, chosen), reply);
  }

  @Post('handlings')
  @Describe({
    zh: '处理意见：采纳、部分采纳、不采纳、另作说明；逐条或者整组；公布之后为更正',
    en: 'answer comments, one by one or a whole group; after the results it is a correction',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已处理 · handled' })
  async handleComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: HandlingBodyDto,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key);
    const chosen = chosenIn(body);
    const { result, reason, articles = [] } = body;
    const answer = { result, articles, ...(reason !== undefined && { reason }) };
    const done = await handleFor(consultationPorts(this.services), wish, { chosen, answer });
    return recordedInConsultation(done, reply);
  }
}

/** @throws Problem `invalid-request` unless exactly one is said */
function chosenIn({ comments, group }: ChosenCommentsDto): Chosen {
  if (comments && group === undefined) return { comments };
  if (group !== undefined && !comments) return { group };
  throw invalidRequest('/comments', '须写明意见序号或者归并编号之一', 'name either comments or a group');
}

/** @throws Problem `invalid-request` unless exactly one is said */
function groupedBy({ comments, sameAs, article }: GroupingBodyDto): GroupedBy {
  const said: readonly GroupedBy[] = [
    ...(comments ? [{ comments }] : []),
    ...(sameAs !== undefined ? [{ sameAs }] : []),
    ...(article !== undefined ? [{ article }] : []),
  ];
  const [one] = said;
  if (one && said.length === 1) return one;
  throw invalidRequest(
    '/comments',
    '须写明序号、相同意见、条之一',
    'name comments, one with the same words, or an article',
  );
}
