import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import {
  openMaterial,
  type OpenedMaterial,
  type WishedRange,
} from '../../usecases/materials/open-material.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { recordedOrProblem } from '../problems/answer-problem.js';
import { Problem, unknownResource } from '../problems/problem.js';

const SHA256 = /^[0-9a-f]{64}$/;

/** Nothing of a file may run or load in the name of this service, wherever it is shown. */
const FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** The contents of materials. */
@ApiTags('materials 材料')
@Controller('v1/cases/:id/materials/:material/versions')
export class MaterialContentController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get(':sha256/content')
  @ApiHeader({ name: 'Range', required: false, schema: { type: 'string', example: 'bytes=0-1023' } })
  @Describe({
    zh: '打开材料；何人何时打开，先留痕再传送',
    en: 'open a material; who opened it when is recorded first',
    requires: 'readPersonal',
    problems: [404, 409, 416],
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: '文件 · file' })
  async openMaterial(
    @Param('id') id: string,
    @Param('material') material: string,
    @Param('sha256') sha256: string,
    @Headers('range') range: string | undefined,
    @Headers('if-range') condition: string | undefined,
    @Me() by: SignedIn,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!SHA256.test(sha256)) throw unknownVersion();
    const wished = condition === undefined || condition === `"${sha256}"` ? wishedRange(range) : undefined;
    const { ports, materials } = this.services;
    const opened = await openMaterial(
      ports,
      materials,
    )({
      ...{ caseId: caseId(id), id: material, sha256, by },
      ...(wished && { range: wished }),
    });
    const { facts, name, content, range: part } = openedOrProblem(opened);
    const length = part ? part.to - part.from + 1 : facts.size;
    const bytes = await begun(content);
    void reply
      .status(part ? 206 : 200)
      .type(facts.mediaType)
      .headers({
        'content-length': String(length),
        'content-disposition': disposition(name ?? `${material}-${sha256.slice(0, 12)}`),
        'content-security-policy': FILE_POLICY,
        'cross-origin-resource-policy': 'same-origin',
        'accept-ranges': 'bytes',
        etag: `"${sha256}"`,
        ...(part
          ? { 'content-range': `bytes ${part.from}-${part.to}/${facts.size}` }
          : { 'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:` }),
      })
      .send(Readable.from(bytes, { objectMode: false }));
    await reply;
  }
}

function openedOrProblem(opened: OpenedMaterial): Extract<OpenedMaterial, { outcome: 'opened' }> {
  switch (opened.outcome) {
    case 'opened':
      return opened;
    case 'refused':
      recordedOrProblem(opened);
      throw unknownVersion();
    case 'rangeBeyond':
      throw new Problem('range-not-satisfiable', { headers: { 'content-range': `bytes */${opened.size}` } });
    case 'unknown':
      throw unknownVersion();
  }
}

/** The same bytes, the first of them read by now: what is missing or broken is told before anything is sent. */
async function begun(content: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = content[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* rest() {
    try {
      for (let step = first; !step.done; step = await iterator.next()) yield step.value;
    } finally {
      await iterator.return?.();
    }
  })();
}

/** A single part of the bytes. Anything else is answered with the whole, as RFC 9110 allows. */
function wishedRange(header: string | undefined): WishedRange | undefined {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '') return to === '' ? undefined : { last: Number(to) };
  if (to === '') return { from: Number(from) };
  return Number(to) < Number(from) ? undefined : { from: Number(from), to: Number(to) };
}

/** Always to be kept, never to be shown in place of a page; names in any script (RFC 6266). */
function disposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function unknownVersion(): Problem {
  return unknownResource('材料版本', 'version of a material');
}
