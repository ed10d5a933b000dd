import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HttpModule } from '../http.module.js';
import { openapiDocument } from './openapi-document.js';

/** The text of `docs/openapi.json`, from the code alone: nothing is started and nothing is needed. */
export async function describeInterface(version: string): Promise<string> {
  const app = await NestFactory.create<NestFastifyApplication>(HttpModule.described(), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const document = openapiDocument(app, version);
  await app.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}
