import { createHash } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NewComment } from '../../engine/consultation/receive-comments.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { enterComments } from '../../usecases/streams/consultation/enter-comments.js';
import { readCommentTable } from '../../usecases/streams/consultation/import-comments.js';
import {
  adoptionReport,
  adoptionTable,
  keeps,
  listComments,
  listGroups,
  MOST_EXPORTED,
  suggestGroups,
} from '../../usecases/streams/consultation/read-comments.js';
import { Me } from '../auth/signed-in.decorator.js';
import { CSV, XLSX } from '../body/table-body.js';
import { FORM_TYPES } from '../documents/wished-form.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf, PageQueryDto } from '../pages/page-query.dto.js';
import { Problem } from '../problems/problem.js';
import { AdoptionTableQueryDto, CommentQueryDto, filterOf } from './comment-query.dto.js';
import { consultationBefore, consultationPorts, officialWish } from './consultation-address.js';
import { ConsultationReceiptDto, recordedInConsultation } from './consultation-answer.js';
import { EnteredCommentsDto } from './consultation-body.dto.js';
import { commentDto, CommentGroupsDto, CommentsDto, SimilarCommentsDto } from './consultation.dto.js';

const PROBLEMS = [400, 403, 404, 409, 422];

/** Rows of one .docx at most: word processors are slow with more, and so is writing them. */
const MOST_IN_DOCX = 500;

/** Bad rows that an answer names at most. */
const MOST_NAMED_ROWS = 200;

/** Comments 意见 on a consultation as officials read and enter them. */
@ApiTags('consultations 征求意见')
@Controller('v1/cases/:id/consultations/:name')
export class CommentsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('comments')
  @Describe({
    zh: '意见列表；非本征求意见的承办人员看到的为脱敏内容',
    en: 'comments; masked for whoever does not keep the consultation',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: CommentsDto, description: '意见 · comments' })
  async listConsultationComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() query: CommentQueryDto,
    @Me() me: SignedIn,
  ): Promise<CommentsDto> {
    const { of, found } = await consultationBefore(this.services, { id, name }, me);
    const page = pageOf(query);
    const list = await listComments(consultationPorts(this.services), found.stream, {
      ...{ filter: filterOf(query), page, order: query.order ?? 'first', plain: keeps(of, name) },
    });
    return pageDto(list, page.limit, commentDto);
  }

  @Get('comment-groups')
  @Describe({ zh: '意见归并', en: 'groups of comments', requires: 'readCase', problems: [400, 404] })
  @ApiOkResponse({ type: CommentGroupsDto, description: '归并 · groups' })
  async listCommentGroups(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() query: PageQueryDto,
    @Me() me: SignedIn,
  ): Promise<CommentGroupsDto> {
    const { found } = await consultationBefore(this.services, { id, name }, me);
    const page = pageOf(query);
    return pageDto(
      await listGroups(consultationPorts(this.services), found.stream, page),
      page.limit,
      (group) => group,
    );
  }

  @Get('similar-comments')
  @Describe({
    zh: '一页意见中相似的，供归并参考',
    en: 'which comments of a page look alike',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: SimilarCommentsDto, description: '相似意见 · similar comments' })
  async listSimilarComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() query: CommentQueryDto,
    @Me() me: SignedIn,
  ): Promise<SimilarCommentsDto> {
    const { found } = await consultationBefore(this.services, { id, name }, me);
    const page = pageOf(query);
    const ports = consultationPorts(this.services);
    const list = await suggestGroups(ports, found.stream, filterOf(query), page);
    return pageDto(list, page.limit, (cluster) => cluster);
  }

  @Get('adoption-table')
  @Describe({
    zh: '公众意见研究采纳情况表（脱敏）；每个文件至多 5000 行，docx 至多 500 行',
    en: 'the table of comments and results, masked; 5000 rows a file at most, 500 in .docx',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiProduces(CSV, XLSX, FORM_TYPES.docx, 'application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: '文件 · file' })
  async readAdoptionTable(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() { format = 'csv', after }: AdoptionTableQueryDto,
    @Me() me: SignedIn,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { found } = await consultationBefore(this.services, { id, name }, me);
    const ports = consultationPorts(this.services);
    const limit = format === 'docx' ? MOST_IN_DOCX : MOST_EXPORTED;
    const asked = { limit, ...(after !== undefined && { after }) };
    const { table, endCursor, hasMore } = await adoptionTable(ports, found.stream, asked);
    const { tables } = this.services;
    if (hasMore && endCursor !== null) void reply.header('x-end-cursor', endCursor);
    void reply.header('content-disposition', `attachment; filename="adoption.${format}"`);
    if (format === 'json') void reply.type('application/json; charset=utf-8').send(JSON.stringify(table));
    else if (format === 'docx') {
      const report = await adoptionReport(ports, found, table);
      void reply.type(FORM_TYPES.docx).send(Buffer.from(await tables.writeDocx(report)));
    } else if (format === 'xlsx') void reply.type(XLSX).send(Buffer.from(await tables.writeXlsx([table])));
    else void reply.type(`${CSV}; charset=utf-8`).send(Buffer.from(tables.writeCsv(table)));
    await reply;
  }

  @Post('comments')
  @Describe({
    zh: '登记书面、电话、座谈会、听证会、部门和专家意见，全部登记或者全不登记',
    en: 'enter comments that came otherwise than online, all or none',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已登记 · entered' })
  async enterComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: EnteredCommentsDto,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key);
    const comments = body.comments.map(
      ({ article = null, stance = null, author = null, ...comment }): NewComment => ({
        ...{ ...comment, article, stance, author: author && { ...author } },
      }),
    );
    return recordedInConsultation(
      await enterComments(consultationPorts(this.services), wish, comments),
      reply,
    );
  }

  @Post('comment-imports')
  @Describe({
    zh: '导入意见：一张表，列为来源、意见内容、收到日，可有针对条款、态度、意见人、联系方式、单位或个人、同意公开',
    en: 'import comments from one table, all or none; every bad row is named',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true },
  })
  @ApiConsumes(CSV, XLSX)
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: '文件，至多 5000 条 · file' })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已导入 · imported' })
  async importComments(
    @Param('id') id: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key);
    const { body } = request;
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media-type');
    const isCsv = (request.headers['content-type'] ?? '').toLowerCase().startsWith(CSV);
    const { tables } = this.services;
    const read = readCommentTable(isCsv ? tables.readCsv(body) : await tables.readXlsx(body));
    if (!read.ok && 'say' in read) throw new Problem('table-unreadable', { detail: read.say });
    if (!read.ok) {
      const unmet = read.rows.slice(0, MOST_NAMED_ROWS).map(({ at, column, say }) => ({
        ...{ code: 'import-conflict' as const, say, basis: [], at: `${at}:${column}` },
      }));
      throw new Problem('import-conflict', { unmet });
    }
    const file = createHash('sha256').update(body).digest('hex');
    const answer = await enterComments(consultationPorts(this.services), wish, read.comments, file);
    return recordedInConsultation(answer, reply);
  }
}
