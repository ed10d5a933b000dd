import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Requires } from '../powers/requirement.js';
import { unknownResource } from '../problems/problem.js';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const PAGE = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <title>正程 DueCourse</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

// Groups are closed and schemas are not listed at first: drawing all of them at once takes a browser minutes.
const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  validatorUrl: null,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
});
`;

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/**
 * Swagger UI from this machine: five known files and no inline script, so that the content policy stays strict and
 * nothing is fetched from elsewhere.
 */
@ApiExcludeController()
@Controller('docs')
export class DocsController {
  @Get()
  @Requires('public')
  @Header('content-type', 'text/html; charset=utf-8')
  readDocs(): string {
    return PAGE;
  }

  @Get('start.js')
  @Requires('public')
  @Header('content-type', 'text/javascript; charset=utf-8')
  readStart(): string {
    return START;
  }

  @Get(':file')
  @Requires('public')
  async readFile(
    @Param('file') file: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
    if (type === undefined) throw unknownResource('文件', 'file');
    void reply.type(type).header('cache-control', 'public, max-age=3600');
    return readFile(join(SWAGGER_UI, file));
  }
}
