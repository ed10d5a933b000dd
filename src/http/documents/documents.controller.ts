import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { ActAnswer } from '../../usecases/cases/act-answer.js';
import { issueDocument } from '../../usecases/papers/issue-document.js';
import { listDocuments, readDocument } from '../../usecases/papers/read-documents.js';
import { serveDocument } from '../../usecases/papers/serve-document.js';
import { Me } from '../auth/signed-in.decorator.js';
import { ActAnswerDto, actAnswerDto } from '../cases/act-answer.dto.js';
import { barredProblem } from '../cases/barred-problem.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { ledgerHeaders, recordedOrProblem } from '../problems/answer-problem.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { IssuanceBodyDto, ServiceBodyDto } from './document-body.dto.js';
import {
  documentDto,
  DocumentsDto,
  ReadDocumentDto,
  readDocumentDto,
  serviceModesDto,
} from './document.dto.js';
import { FILE_TYPES, sendFile } from './document-file.js';
import { documentPlace, wishedForm } from './wished-form.js';

/** Documents 文书 of a case: what must go out, what went out, how it was served. */
@ApiTags('documents 文书')
@Controller('v1/cases/:id/documents')
export class DocumentsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '本案文书：待签发、已签发、送达情况，以及签发前尚缺的栏目',
    en: 'documents of the case: ordered, issued, served; with what is still missing before issue',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: DocumentsDto, description: '文书 · documents' })
  async listDocuments(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<DocumentsDto> {
    const listed = await listDocuments(this.services.ports, this.services)(caseId(id), person);
    if (!listed) throw unknownCase();
    return {
      items: listed.documents.map((known) => documentDto(known, language)),
      modes: serviceModesDto(listed.found.procedure.definition, language),
    };
  }

  @Get(':did')
  @Describe({
    zh: '一份文书的内容；加后缀 .html、.docx 或者按 Accept 取公文版式',
    en: 'one document; with .html or .docx after its id, or by Accept, as it is printed',
    requires: 'readCase',
    problems: [403, 404],
  })
  @ApiOkResponse({ type: ReadDocumentDto, description: '文书 · document' })
  @FILE_TYPES
  async readDocument(
    @Param('id') id: string,
    @Param('did') did: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReadDocumentDto | string | Buffer> {
    const place = documentPlace(did);
    if (!place) throw unknownDocument();
    const found = await readDocument(this.services.ports, this.services)(caseId(id), place.id, person);
    if (!found) throw unknownDocument();
    const form = wishedForm(place.suffix, request.headers.accept);
    if (form === 'json') return readDocumentDto(found, language);
    return sendFile(this.services, { found, form, caseId: id, person }, request, reply);
  }

  @Post(':did/issuances')
  @Describe({
    zh: '签发文书：编号并固定内容；缺少法定栏目的不予签发',
    en: 'issue a document: it gets its number and its content is fixed; a missing mandatory field refuses it',
    requires: 'performAct',
    problems: [400, 404, 409, 412, 422],
    key: true,
    version: true,
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  async issueDocument(
    @Param('id') id: string,
    @Param('did') did: string,
    @Body() body: IssuanceBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const answer = await issueDocument(
      this.services.ports,
      this.services,
    )({
      ...{ caseId: caseId(id), id: documentId(did), answers: body.answers ?? {}, by: person, key },
      ...(expectedVersion !== undefined && { expectedVersion }),
    });
    return this.#told(answer, reply);
  }

  @Post(':did/services')
  @Describe({
    zh: '登记送达（或者送达未成）；依法自送达之日起算的期限由此起算，并生成送达回证',
    en: 'record a service or a failed attempt; clocks that start on service start there, and its proof is made',
    requires: 'performAct',
    problems: [400, 404, 409, 412, 422],
    key: true,
    version: true,
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  async serveDocument(
    @Param('id') id: string,
    @Param('did') did: string,
    @Body() body: ServiceBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const { mode, to, on, input = {}, failure } = body;
    const answer = await serveDocument(
      this.services.ports,
      this.services,
    )({
      ...{ caseId: caseId(id), id: documentId(did), mode, input, by: person, key },
      ...(to !== undefined && { to }),
      ...(on !== undefined && { on }),
      ...(failure !== undefined && { failure }),
      ...(expectedVersion !== undefined && { expectedVersion }),
    });
    return this.#told(answer, reply);
  }

  #told(answer: ActAnswer, reply: FastifyReply): ActAnswerDto {
    const barred = 'barredBy' in answer && answer.barredBy && barredProblem(answer, answer.barredBy);
    if (barred) throw barred;
    const recorded = recordedOrProblem(answer);
    const { stream, seq } = recorded.receipt;
    void reply.headers({ ...ledgerHeaders(recorded), location: `/v1/streams/${stream}/records/${seq}` });
    return actAnswerDto(recorded, this.services.ports.installation.mode === 'simulated');
  }
}

function documentId(text: string): string {
  const place = documentPlace(text);
  if (!place || place.suffix !== undefined) throw unknownDocument();
  return place.id;
}

function unknownDocument(): ReturnType<typeof unknownResource> {
  return unknownResource('文书', 'document');
}
