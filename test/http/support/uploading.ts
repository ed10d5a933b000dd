import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request, { type Test } from 'supertest';
import { tokenOf } from './test-service.js';

/** The name and type of a file as tus has them. */
export function metadataOf(name: string, type = 'application/pdf'): string {
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  return `filename ${encoded(name)},filetype ${encoded(type)}`;
}

/** Requests of tus by a person. */
export function tus(app: NestFastifyApplication, person: string) {
  const server = app.getHttpServer();
  const asked = (test: Test): Test =>
    test.set('authorization', `Bearer ${tokenOf(person)}`).set('tus-resumable', '1.0.0');
  return {
    begin: (name: string, size: number, type?: string): Test =>
      asked(request(server).post('/v1/uploads'))
        .set('upload-length', String(size))
        .set('upload-metadata', metadataOf(name, type)),
    send: (path: string, offset: number, bytes: Buffer): Test =>
      asked(request(server).patch(path))
        .set('upload-offset', String(offset))
        .set('content-type', 'application/offset+octet-stream')
        .send(bytes),
    ask: (path: string): Test => asked(request(server).head(path)),
    end: (path: string): Test => asked(request(server).delete(path)),
    read: (path: string): Test => asked(request(server).get(path)),
  };
}

/** Uploads a whole file; the id of the upload. */
export async function upload(
  app: NestFastifyApplication,
  person: string,
  name: string,
  bytes: Buffer,
  type?: string,
): Promise<string> {
  const { begin, send } = tus(app, person);
  const begun = await begin(name, bytes.length, type).expect(201);
  const path = begun.headers['location'] as string;
  await send(path, 0, bytes).expect(204);
  return path.slice(path.lastIndexOf('/') + 1);
}
