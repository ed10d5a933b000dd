import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The interface document (OpenAPI 3.1), generated from controllers and DTOs. The same code gives the same bytes. */
export function openapiDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('正程 DueCourse')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('UNLICENSED', '')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: '人员的访问令牌 · token of a person' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  document.info.license = { name: 'UNLICENSED' };
  return document;
}

const DESCRIPTION = `行政程序引擎接口 · interface of an engine for administrative procedure.

- 法律行为一律为 POST，须带 \`Idempotency-Key\`；同一键、同一请求得到同一答复。
  Every legal act is a POST with an \`Idempotency-Key\`; the same key with the same request gives the same answer.
- 两人可能同时办理时，以 \`If-Match\` 附上读取时的 \`ETag\`；已被他人更新则 412。
  Where two people can race, send the \`ETag\` you read as \`If-Match\`; 412 when somebody was faster.
- 一切错误均为 RFC 9457 \`application/problem+json\`，默认中文，\`Accept-Language: en\` 为英文；\`type\` 指向说明页。
  Every error is an RFC 9457 problem in Chinese, or English by \`Accept-Language\`; \`type\` leads to its page.
- 法律上的日期为 \`YYYY-MM-DD\`（机关所在时区），时刻为 RFC 3339 UTC。
  Legal days are \`YYYY-MM-DD\` in the authority's zone, instants RFC 3339 in UTC.`;
