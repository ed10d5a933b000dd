import { applyDecorators } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localDateTimeOf } from '../../engine/clock/civil-date.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { shortReceipt, type Paper } from '../../usecases/papers/paper.js';
import type { ReadDocument } from '../../usecases/papers/read-documents.js';
import type { HttpServices } from '../http-services.js';
import { Problem, unknownResource } from '../problems/problem.js';
import { FORM_TYPES, type DocumentForm } from './wished-form.js';

/** The media types in which a document may be had. */
export const FILE_TYPES: MethodDecorator = applyDecorators(ApiProduces(...Object.values(FORM_TYPES)));

interface WishedFile {
  readonly found: ReadDocument;
  readonly form: Exclude<DocumentForm, 'json'>;
  readonly caseId: string;
  readonly person: SignedIn;
}

/**
 * The document as a page or as .docx, with its headers on the reply.
 *
 * @throws Problem `power-missing` where its content is hidden from the person; `unknown-resource` where there is none
 */
export async function sendFile(
  services: HttpServices,
  { found, form, caseId, person }: WishedFile,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | Buffer> {
  if (!found.open) throw hidden();
  const { content, row } = found;
  if (!content)
    throw unknownResource('文书内容（尚不完整，或者已经删除）', 'content: it is incomplete or erased');
  const url = row && `${originOf(services, request)}/v1/public/documents/${shortReceipt(row.receipt)}`;
  const paper: Paper = {
    content,
    ...(row && { proof: { receipt: row.receipt, sha256: row.sha256, ...(url !== undefined && { url }) } }),
  };
  void reply.type(`${FORM_TYPES[form]}${form === 'html' ? '; charset=utf-8' : ''}`);
  if (form === 'docx') {
    void reply.header('content-disposition', attachment(content.number ?? content.title));
    return Buffer.from(await services.paperFiles.docx(paper));
  }
  const page = services.paperFiles.page({ ...paper, print: await printedBy(services, caseId, person) });
  void reply.header('content-security-policy', page.contentPolicy);
  return page.html;
}

async function printedBy(
  { ports }: HttpServices,
  caseId: string,
  { person }: SignedIn,
): Promise<NonNullable<Paper['print']>> {
  const [names, now] = await Promise.all([ports.directory.names([person]), ports.now.now()]);
  return {
    caseNumber: caseId,
    by: names.get(person) ?? person,
    at: localDateTimeOf(now, ports.installation.zone),
  };
}

function originOf({ publicUrl }: HttpServices, { protocol, host }: FastifyRequest): string {
  return publicUrl === null ? `${protocol}://${host}` : publicUrl.replace(/\/$/, '');
}

/** `Content-Disposition` of a .docx, RFC 6266: the name in UTF-8. */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(`${name}.docx`).replaceAll(
    /['()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="document.docx"; filename*=UTF-8''${encoded}`;
}

function hidden(): Problem {
  return new Problem('power-missing', {
    unmet: [
      {
        code: 'power-missing',
        say: {
          zh: '文书内容只对签发、送达文书的岗位和受送达人公开；其他人员说明理由后查看明文（unmaskings）',
          en: 'its content is open to those who issue or serve it and to its addressee; others give a reason (unmaskings)',
        },
        basis: ['个人信息保护法 6'],
      },
    ],
  });
}
