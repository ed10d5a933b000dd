import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { closePanel, renewOnPanel } from '../../usecases/streams/panel/keep-panel.js';
import { commitToPanel, openPanel, revealToPanel } from '../../usecases/streams/panel/form-panel.js';
import { readPanel } from '../../usecases/streams/panel/read-panel.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import {
  panelAddress,
  panelRequest,
  PanelReceiptDto,
  recordedInPanel,
  unknownPanel,
} from './panel-answer.js';
import {
  ClosingBodyDto,
  CommitmentBodyDto,
  OpeningBodyDto,
  RenewalBodyDto,
  RevealBodyDto,
} from './panel-body.dto.js';
import { panelDto, PanelDto } from './panel.dto.js';
import { panelBody } from './read-panel-body.js';

/** Panels of experts 专家论证 beside a case: set up, drawn, turned to a new draft, closed. */
@ApiTags('panels 专家论证')
@Controller('v1/cases/:id/panels/:name')
export class PanelsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '专家组：成员、声明、意见及采纳情况、经过',
    en: 'the panel: its members, what they declared and signed, what was adopted, what happened',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: PanelDto, description: '专家组 · panel' })
  async readPanel(
    @Param('id') id: string,
    @Param('name') name: string,
    @Me() by: SignedIn,
  ): Promise<PanelDto> {
    const found = await readPanel(this.services)(panelAddress(id, name), by);
    if (!found) throw unknownPanel();
    return panelDto(found);
  }

  @Post('openings')
  @Describe({
    zh: '组建专家组：固定规则和专家库；再次组建须上一次已经结束并说明理由',
    en: 'set up a panel: its rule and pool are fixed; another one needs that the last is over, and a reason',
    ...{ requires: 'performAct', problems: [400, 403, 404, 409, 422], key: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async openPanel(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: OpeningBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,

    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const { hash = 'sha256', reason } = body;
    const answer = await openPanel(this.services)({
      ...{ ...panelAddress(id, name), by, key, hash },
      draft: panelBody.draft(body.draft),
      rule: panelBody.rule(body.rule),
      pool: panelBody.pool(body.pool),
      ...(reason !== undefined && { reason }),
    });
    return recordedInPanel(answer, reply);
  }

  @Post('commitments')
  @Describe({
    zh: '承诺：先由抽取人、再由另一名监督人公布秘密数的摘要',
    en: 'promise: first the keeper, then another officer publishes the digest of his secret number',
    ...{ requires: 'performAct', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async commitToDraw(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: CommitmentBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    return recordedInPanel(
      await commitToPanel(this.services)({ ...request, commitment: body.commitment }),
      reply,
    );
  }

  @Post('reveals')
  @Describe({
    zh: '公开秘密数；最后一方公开时当即抽出成员',
    en: 'reveal the secret number; with the last one the members are drawn',
    ...{ requires: 'performAct', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async revealForDraw(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: RevealBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const { nonce, beacon } = body;
    const shown = { nonce, ...(beacon !== undefined && { beacon }) };
    const request = panelRequest({ id, name, by, key, version });
    return recordedInPanel(await revealToPanel(this.services)({ ...request, ...shown }), reply);
  }

  @Post('renewals')
  @Describe({
    zh: '转为论证新稿：对旧稿的意见不再有效',
    en: 'turn to a later version of the draft: opinions on an older one no longer count',
    ...{ requires: 'performAct', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async renewPanel(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: RenewalBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    return recordedInPanel(
      await renewOnPanel(this.services)({ ...request, draft: panelBody.draft(body.draft) }),
      reply,
    );
  }

  @Post('closures')
  @Describe({
    zh: '结束专家组：论证完成，或者说明理由',
    en: 'close the panel: its work is done, or there is another reason',
    ...{ requires: 'performAct', problems: [400, 403, 404, 409, 412, 422], key: true, version: true },
  })
  @ApiCreatedResponse({ type: PanelReceiptDto, description: '已留痕 · recorded' })
  async closePanel(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: ClosingBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PanelReceiptDto> {
    const request = panelRequest({ id, name, by, key, version });
    return recordedInPanel(await closePanel(this.services)({ ...request, closing: { ...body } }), reply);
  }
}
