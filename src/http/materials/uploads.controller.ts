import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Controller,
  Delete,
  Get,
  Head,
  HttpCode,
  Inject,
  Options,
  Param,
  Patch,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { beginUpload } from '../../usecases/materials/begin-upload.js';
import { endUpload } from '../../usecases/materials/end-upload.js';
import type { FileFinding, Upload } from '../../usecases/materials/material-ports.js';
import { readUpload, uploadOffset } from '../../usecases/materials/read-upload.js';
import { receiveUpload } from '../../usecases/materials/receive-upload.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem, unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { UploadDto, uploadDto } from './upload.dto.js';
import { byteCount, claimOf, PIECE, requireTus, TUS, TUS_EXTENSIONS } from './upload-headers.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A sender who says nothing for so long has gone, whatever the network says. */
const IDLE_MS = 120_000;

/** For so long what comes after the answer is let pass. */
const LINGER_MS = 5_000;

const TUS_RESUMABLE = ApiHeader({
  name: 'Tus-Resumable',
  required: true,
  schema: { type: 'string', enum: [TUS] },
});

/** Uploads 上传, by tus 1.0: resumable, a person's own, no part of any case until they are filed. */
@ApiTags('materials 材料')
@Controller('v1/uploads')
export class UploadsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Options()
  @HttpCode(204)
  @Describe({ zh: '上传协议的能力', en: 'what of tus is spoken here', requires: 'public' })
  @ApiNoContentResponse({ description: 'Tus-Version, Tus-Extension, Tus-Max-Size' })
  tellCapabilities(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers({
      'tus-resumable': TUS,
      'tus-version': TUS,
      'tus-extension': TUS_EXTENSIONS,
      'tus-max-size': String(this.services.materials.limits.file),
    });
  }

  @Post()
  @HttpCode(201)
  @TUS_RESUMABLE
  @ApiHeader({ name: 'Upload-Length', required: true, schema: { type: 'integer', minimum: 1 } })
  @ApiHeader({
    name: 'Upload-Metadata',
    required: true,
    description: 'filename, filetype（Base64(UTF-8)）',
    schema: { type: 'string' },
  })
  @Describe({
    zh: '开始上传一个文件（tus 1.0）',
    en: 'begin an upload (tus 1.0)',
    requires: 'signedIn',
    problems: [400, 412, 413, 422, 429],
  })
  @ApiCreatedResponse({ description: 'Location, Upload-Expires' })
  async beginUpload(
    @Req() request: FastifyRequest,
    @Me() { person }: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    requireTus(request);
    const { ports, materials } = this.services;
    const begun = await beginUpload(ports, materials)(claimOf(request), person);
    if (begun.outcome === 'refused') throw refusedFile(begun.findings);
    if (begun.outcome === 'tooLarge')
      throw new Problem('upload-too-large', { headers: { 'tus-max-size': String(begun.most) } });
    if (begun.outcome === 'tooMuch') throw new Problem('too-many-uploads');
    const { id, expiresAt } = begun.upload;
    void reply.headers({
      'tus-resumable': TUS,
      location: `/v1/uploads/${id}`,
      'upload-expires': new Date(expiresAt).toUTCString(),
    });
  }

  @Head(':id')
  @TUS_RESUMABLE
  @Describe({
    zh: '查询已收到多少字节',
    en: 'how much of an upload has arrived',
    requires: 'signedIn',
    problems: [404, 412],
  })
  @ApiOkResponse({ description: 'Upload-Offset, Upload-Length, Upload-Expires' })
  async tellOffset(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Me() { person }: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    requireTus(request);
    const upload = await uploadOffset(this.services.materials)(uploadId(id), person);
    if (!upload) throw unknownUpload();
    void reply.headers({ ...progressHeaders(upload), 'upload-length': String(upload.size) });
  }

  @Get(':id')
  @Describe({ zh: '查看本人的上传', en: 'an upload of one’s own', requires: 'signedIn', problems: [404] })
  @ApiOkResponse({ type: UploadDto, description: '上传 · upload' })
  async readUpload(
    @Param('id') id: string,
    @Me() { person }: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<UploadDto> {
    const found = await readUpload(this.services.materials)(uploadId(id), person);
    if (!found) throw unknownUpload();
    return uploadDto(found.upload, found.standing, language);
  }

  @Patch(':id')
  @HttpCode(204)
  @TUS_RESUMABLE
  @ApiHeader({ name: 'Upload-Offset', required: true, schema: { type: 'integer', minimum: 0 } })
  @Describe({
    zh: '继续上传；收齐后检查并扫描',
    en: 'go on with an upload; once complete it is checked and scanned',
    requires: 'signedIn',
    problems: [400, 404, 409, 412, 413, 415, 422, 423],
  })
  @ApiNoContentResponse({ description: 'Upload-Offset, Upload-Expires' })
  async receivePiece(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Me() { person }: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    requireTus(request);
    const { headers, raw } = request;
    if (headers['content-type'] !== PIECE) throw new Problem('unsupported-media-type');
    const length = headers['content-length'];
    raw.setTimeout(IDLE_MS, () => raw.destroy());
    // Once all has arrived it is we who take our time.
    raw.once('end', () => raw.setTimeout(0));
    letGoAfter(reply.raw, raw);
    const { ports, materials } = this.services;
    const received = await receiveUpload(
      ports,
      materials,
    )({
      id: uploadId(id),
      person,
      from: byteCount(headers['upload-offset'], 'Upload-Offset'),
      ...(length !== undefined && { length: byteCount(length, 'Content-Length') }),
      bytes: raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>,
    });
    switch (received.outcome) {
      case 'received':
        void reply.headers(progressHeaders(received.upload));
        return;
      case 'unknown':
        throw unknownUpload();
      case 'busy':
        throw new Problem('upload-busy', { headers: { 'retry-after': '5' } });
      case 'wrongOffset':
        throw new Problem('upload-offset-wrong', { headers: { 'upload-offset': String(received.received) } });
      case 'tooMany':
        throw new Problem('upload-too-large');
      case 'refused':
        throw refusedFile(received.findings);
    }
  }

  @Delete(':id')
  @HttpCode(204)
  @TUS_RESUMABLE
  @Describe({
    zh: '删除本人的上传',
    en: 'end an upload of one’s own',
    requires: 'signedIn',
    problems: [404, 412],
  })
  @ApiNoContentResponse({ description: '已删除 · gone' })
  async endUpload(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Me() { person }: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    requireTus(request);
    if (!(await endUpload(this.services.materials)(uploadId(id), person))) throw unknownUpload();
    void reply.header('tus-resumable', TUS);
  }
}

/**
 * What is still on its way when the answer is given is let pass unread for a while: a connection that is cut at once
 * would take the answer with it, and one that nobody reads would stay for ever.
 */
function letGoAfter(response: ServerResponse, request: IncomingMessage): void {
  response.once('finish', () => {
    if (request.complete) return;
    request.removeAllListeners('readable').resume();
    const end = setTimeout(() => request.destroy(), LINGER_MS).unref();
    request.once('close', () => clearTimeout(end));
  });
}

function progressHeaders({ received, expiresAt }: Upload): Record<string, string> {
  return {
    'tus-resumable': TUS,
    'upload-offset': String(received),
    'upload-expires': new Date(expiresAt).toUTCString(),
  };
}

function uploadId(text: string): string {
  if (!UUID.test(text)) throw unknownUpload();
  return text;
}

function unknownUpload(): Problem {
  return unknownResource('上传', 'upload');
}

function refusedFile(findings: readonly FileFinding[]): Problem {
  const unmet = findings.map(({ code, say }) => ({
    ...{ code: 'file-refused' as const, conflict: code, say, basis: ['正程 材料'] },
  }));
  return new Problem('file-refused', { unmet });
}
