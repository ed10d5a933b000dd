import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { pdfOf } from '../../support/pdf.js';
import { startTestService, type TestService } from '../support/test-service.js';
import { metadataOf, tus, upload } from '../support/uploading.js';

describe('uploads over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('say what of tus they speak, without signing in', async () => {
    const answer = await request(service.app.getHttpServer()).options('/v1/uploads').expect(204);
    expect(answer.headers).toMatchObject({
      'tus-version': '1.0.0',
      'tus-extension': 'creation,expiration,termination',
      'tus-max-size': '524288000',
    });
  });

  it('go on where they broke off, and give both digests in the end', async () => {
    const bytes = pdfOf('续传');
    const { begin, send, ask, read } = tus(service.app, 'liu');
    const begun = await begin('申请书.pdf', bytes.length).expect(201);
    expect(begun.headers).toMatchObject({
      'tus-resumable': '1.0.0',
      'upload-expires': expect.stringMatching(/GMT$/),
    });
    const path = begun.headers['location'] as string;
    const first = await send(path, 0, bytes.subarray(0, 100)).expect(204);
    expect(first.headers['upload-offset']).toBe('100');
    const where = await ask(path).expect(200);
    expect(where.headers).toMatchObject({ 'upload-offset': '100', 'upload-length': String(bytes.length) });
    expect((await send(path, 50, bytes.subarray(50)).expect(409)).body.code).toBe('upload-offset-wrong');
    await send(path, 100, bytes.subarray(100)).expect(204);
    const done = await read(path).expect(200);
    expect(done.body).toMatchObject({
      name: '申请书.pdf',
      state: 'settled',
      scan: 'clean',
      mediaType: 'application/pdf',
      received: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sm3: createHash('sm3').update(bytes).digest('hex'),
      findings: [],
    });
    // A last request whose answer was lost is sent again.
    await send(path, bytes.length, Buffer.alloc(0)).expect(204);
  });

  it('are a person’s own: to anybody else there are none', async () => {
    const id = await upload(service.app, 'liu', '私人.pdf', pdfOf('私人'));
    const { ask, read, end, send } = tus(service.app, 'hu');
    for (const test of [ask, read, end]) await test(`/v1/uploads/${id}`).expect(404);
    await send(`/v1/uploads/${id}`, 0, Buffer.from('x')).expect(404);
    await tus(service.app, 'liu').end(`/v1/uploads/${id}`).expect(204);
    await tus(service.app, 'liu').ask(`/v1/uploads/${id}`).expect(404);
  });

  it('refuse names, types and sizes before anything is sent, and contents when they are whole', async () => {
    const { begin, send, read } = tus(service.app, 'liu');
    const named = await begin('发票\u202Efdp.exe', 10).expect(422);
    expect(named.body).toMatchObject({
      code: 'file-refused',
      unmet: [
        { conflict: 'name-not-allowed', basis: ['正程 材料'] },
        { conflict: 'kind-not-allowed', basis: ['正程 材料'] },
      ],
    });
    expect((await begin('a.pdf', 0).expect(422)).body.unmet[0].conflict).toBe('empty-file');
    expect((await begin('a.pdf', 10, 'text/html').expect(422)).body.unmet[0].conflict).toBe('type-differs');
    expect((await begin('a.pdf', 524_288_001).expect(413)).body.code).toBe('upload-too-large');
    const script = Buffer.from('<html><script>alert(1)</script></html>');
    const begun = await begin('说明.pdf', script.length).expect(201);
    const path = begun.headers['location'] as string;
    const refused = await send(path, 0, script).expect(422);
    expect(refused.body.unmet).toEqual([
      {
        ...{ code: 'file-refused', conflict: 'content-differs', basis: ['正程 材料'] },
        say: '文件内容与扩展名不符',
      },
    ]);
    expect((await read(path).expect(200)).body).toMatchObject({
      state: 'refused',
      findings: [{ code: 'content-differs' }],
    });
  });

  it('take no more than was announced', async () => {
    const { begin, send } = tus(service.app, 'liu');
    const path = (await begin('短.pdf', 10).expect(201)).headers['location'] as string;
    expect((await send(path, 0, Buffer.alloc(11)).expect(413)).body.code).toBe('upload-too-large');
  });

  it('keep nobody’s disk full: what is not filed may not be more than a case holds', async () => {
    const { begin } = tus(service.app, 'hu');
    const large = 524_288_000;
    for (let i = 0; i < 4; i++) await begin(`卷${i}.pdf`, large).expect(201);
    expect((await begin('卷4.pdf', large).expect(429)).body.code).toBe('too-many-uploads');
  });

  it.each([
    ['post', '/v1/uploads', { 'upload-length': '10', 'upload-metadata': metadataOf('a.pdf') }, 412],
    ['post', '/v1/uploads', { 'tus-resumable': '0.2.2' }, 412],
    ['post', '/v1/uploads', { 'tus-resumable': '1.0.0' }, 400],
    ['post', '/v1/uploads', { 'tus-resumable': '1.0.0', 'upload-length': '-1' }, 400],
    ['post', '/v1/uploads', { 'tus-resumable': '1.0.0', 'upload-length': '10' }, 400],
    [
      'post',
      '/v1/uploads',
      { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': 'filename !!' },
      400,
    ],
    [
      'post',
      '/v1/uploads',
      { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': 'filename /w==' },
      400,
    ],
    ['head', '/v1/uploads/nothing', { 'tus-resumable': '1.0.0' }, 404],
    ['patch', '/v1/uploads/00000000-0000-4000-8000-000000000000', { 'tus-resumable': '1.0.0' }, 415],
  ] as const)('answer %s %s with headers %j with %i', async (method, path, headers, status) => {
    const answer = await request(service.app.getHttpServer())
      [method](path)
      .set('authorization', 'Bearer token-of-liu-for-tests')
      .set(headers);
    expect(answer.status).toBe(status);
  });

  it('need somebody who is signed in', async () => {
    await request(service.app.getHttpServer())
      .post('/v1/uploads')
      .set({ 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': metadataOf('a.pdf') })
      .expect(401);
  });
});
