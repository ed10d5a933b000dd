import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { answerOnPanel, nameOnPanel, replaceOnPanel } from '../../usecases/streams/panel/keep-panel.js';
import {
  declareOnPanel,
  declineOnPanel,
  giveOpinionOnPanel,
} from '../../usecases/streams/panel/sit-on-panel.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest } from '../problems/problem.js';
import { panelRequest, PanelReceiptDto, recordedInPanel } from './panel-answer.js';
import {
  DeclarationBodyDto,
  DeclineBodyDto,
  NamingBodyDto,
  OpinionAnswerBodyDto,
  PanelOpinionBodyDto,
  ReplacementBodyDto,
} from './panel-body.dto.js';
import { panelBody } from './read-panel-body.js';

/** Members of a panel 专家组成员: what they declare and sign, and who comes in for whom. */
@ApiTags('panels 专家论证')
@Controller('v1/cases/:id/panels/:name')
export class PanelMembersController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('declarations')
  @Describe({
    zh: '成员声明有无利害关系并承诺保密',
    en: 'a member declares whether he has an interest, and promises confidentiality',
    ...{ requires: 'answerReferral', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async declareInterest(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: DeclarationBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    return recordedInPanel(
      await declareOnPanel(this.services)({ ...request, declaration: { ...body } }),
      reply,
    );
  }

  @Post('declines')
  @Describe({
    zh: '成员谢绝参加',
    en: 'a member declines',
    ...{ requires: 'answerReferral', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async declineSeat(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: DeclineBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    return recordedInPanel(await declineOnPanel(this.services)({ ...request, reason: body.reason }), reply);
  }

  @Post('replacements')
  @Describe({
    zh: '由签号次序中的下一名递补',
    en: 'the next of the order comes in for a member',
    ...{ requires: 'performAct', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async replaceMember(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: ReplacementBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    return recordedInPanel(
      await replaceOnPanel(this.services)({ ...request, replacement: { ...body } }),
      reply,
    );
  }

  @Post('namings')
  @Describe({
    zh: '例外：经批准指定成员，理由留痕',
    en: 'an exception: somebody is named, with approval and reason on record',
    ...{ requires: 'performAct', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async nameMember(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: NamingBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    const { approvedBy, reason, replaces, because } = body;
    if ((replaces === undefined) !== (because === undefined))
      throw invalidRequest('/because', '与 replaces 同时填写', 'goes together with replaces');
    const naming = {
      ...{ member: panelBody.member(body.member), approvedBy, reason },
      ...(replaces !== undefined && because !== undefined && { replaces: { expert: replaces, because } }),
    };
    return recordedInPanel(await nameOnPanel(this.services)({ ...request, naming }), reply);
  }

  @Post('opinions')
  @Describe({
    zh: '成员对所见稿署名发表意见；对同一稿再次发表即为更正，原意见保留',
    en: 'a member signs his opinion on the draft; another one on the same version corrects it, and the first stays',
    ...{ requires: 'answerReferral', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async signOpinion(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: PanelOpinionBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    const { draft, stance, necessity, feasibility, soundness, text } = body;
    const heads = { necessity, feasibility, soundness };
    const opinion = { draft: panelBody.draft(draft), stance, heads, text };
    return recordedInPanel(await giveOpinionOnPanel(this.services)({ ...request, opinion }), reply);
  }

  @Post('answers')
  @Describe({
    zh: '说明专家意见的采纳情况和理由',
    en: 'say whether an opinion was adopted, and why',
    ...{ requires: 'performAct', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async answerOpinion(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: OpinionAnswerBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    return recordedInPanel(await answerOnPanel(this.services)({ ...request, answer: { ...body } }), reply);
  }
}
