import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { answerComment, commentOnDraft } from '../../usecases/streams/draft/comment-on-draft.js';
import { listComments } from '../../usecases/streams/draft/read-drafts.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf, PageQueryDto } from '../pages/page-query.dto.js';
import { commentNumber, draftAddress } from './draft-address.js';
import { DraftReceiptDto, recordedInDraft, unknownDraft } from './draft-answer.js';
import { DraftAnswerBodyDto, DraftCommentBodyDto } from './draft-body.dto.js';
import { draftCommentDto, DraftCommentsDto } from './draft-comment.dto.js';

/** Comments on drafts 草案意见: anchored to article, words and digest, and never moved. */
@ApiTags('drafts 草案')
@Controller('v1/cases/:id/drafts/:name/comments')
export class DraftCommentsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post()
  @Describe({
    zh: '对一稿提出意见，固定在该条和所引原文上',
    en: 'comment on a version, anchored to an article and the words quoted',
    requires: 'performAct',
    problems: [400, 404, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: DraftReceiptDto, description: '已留痕 · recorded' })
  async makeDraftComment(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: DraftCommentBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftReceiptDto> {
    const { ports, drafts } = this.services;
    const { kind, version, article, text, quote, suggestion } = body;
    const answer = await commentOnDraft(
      ports,
      drafts,
    )({
      ...{ ...draftAddress(id, name), by, key, kind, version, article: article ?? null, text },
      ...(typeof quote === 'string' && { quote }),
      ...(typeof suggestion === 'string' && { suggestion }),
    });
    return recordedInDraft(answer, reply);
  }

  @Get()
  @Describe({
    zh: '意见及其在最新稿中的位置：原文未变、原文已变（附变化）、原条已删',
    en: 'comments, each where it stands in the latest version: untouched, touched (with the change), article deleted',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: DraftCommentsDto, description: '意见 · comments' })
  async listDraftComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() query: PageQueryDto,
    @Me() by: SignedIn,
  ): Promise<DraftCommentsDto> {
    const page = pageOf(query);
    const found = await listComments(this.services)(draftAddress(id, name), page, by);
    if (!found) throw unknownDraft();
    const people = found.items.flatMap(({ person, answers }) => [
      person,
      ...answers.map((one) => one.person),
    ]);
    const names = await this.services.ports.directory.names([...new Set(people)]);
    return pageDto(found, page.limit, (comment) => draftCommentDto(comment, names));
  }

  @Post(':comment/answers')
  @Describe({
    zh: '答复意见：已修改、不采纳（说明理由）；提出方已确认、坚持',
    en: 'answer a comment: revised, declined (with the reason); confirmed or maintained by who commented',
    requires: 'performAct',
    problems: [400, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: DraftReceiptDto, description: '已留痕 · recorded' })
  async answerDraftComment(
    @Param('id') id: string,
    @Param('name') name: string,
    @Param('comment') comment: string,
    @Body() { answer, text }: DraftAnswerBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftReceiptDto> {
    const { ports, drafts } = this.services;
    const wish = { ...draftAddress(id, name), by, key, comment: commentNumber(comment), answer };
    const told = await answerComment(ports, drafts)({ ...wish, ...(typeof text === 'string' && { text }) });
    return recordedInDraft(told, reply);
  }
}
