import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { verifyDocument } from '../../usecases/papers/verify-document.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { verificationDto, VerificationDto } from './verification.dto.js';

/** 文书核验: whether a document was issued here, without signing in. */
@ApiTags('documents 文书')
@Controller('v1/public/documents')
export class VerificationController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get(':receipt')
  @Describe({
    zh: '凭文书上的回执码核验：是否由本机关签发、文号、日期和内容摘要；不含个人信息',
    en: 'check a document by the receipt printed on it: issued or not, by whom, number, day and digests; nothing personal',
    requires: 'public',
  })
  @ApiOkResponse({ type: VerificationDto, description: '核验结果 · result' })
  async verify(@Param('receipt') receipt: string): Promise<VerificationDto> {
    const { papers, queries } = this.services;
    return verificationDto(await verifyDocument(papers, queries)(receipt));
  }
}
