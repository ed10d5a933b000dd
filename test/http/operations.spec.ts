import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from './support/test-service.js';

describe('operations', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
    await service.app.listen(0, '127.0.0.1');
  });
  afterAll(() => service.close());

  it('shows figures for Prometheus, by route pattern and problem code', async () => {
    const id = await service.open('figures');
    await service.get(`/v1/cases/${id}`, 'wang').expect(200);
    await service.get('/v1/nothing').expect(404);
    const { text, headers } = await service.get('/metrics').expect(200);
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toContain(
      'duecourse_http_request_duration_seconds_count{method="GET",route="/v1/cases/:id",status="200"}',
    );
    expect(text).toContain('duecourse_http_problems_total{code="unknown-route"} 1');
    expect(text).toMatch(/duecourse_cases_open [1-9]/);
    expect(text).not.toContain(id);
  });

  it('serves the interface’s page from this machine alone, under a strict content policy', async () => {
    const page = await service.get('/docs').expect(200);
    expect(page.headers['content-security-policy']).not.toMatch(/script-src.*unsafe-inline|https?:/);
    expect(page.text).not.toMatch(/https?:\/\//);
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url as string);
    expect(files).toHaveLength(4);
    for (const file of files) await service.get(file).expect(200);
  });

  it('carries trace id and safety headers on every answer, and takes up a caller’s trace', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const answer = await service.get('/v1/nothing').set('traceparent', `00-${trace}-b7ad6b7169203331-01`);
    expect(answer.headers).toMatchObject({
      'x-trace-id': trace,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(answer.body.traceId).toBe(trace);
  });

  it('answers bytes that are not HTTP with a problem document', async () => {
    const answer = await raw(service, 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json/);
    expect(answer).toContain('"code":"malformed-http"');
    const big = await raw(service, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);
    expect(big).toMatch(/^HTTP\/1\.1 431 /);
  });
});

function raw(service: TestService, bytes: string): Promise<string> {
  const { port } = service.app.getHttpServer().address() as AddressInfo;
  return new Promise((settle, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.on('close', () => settle(Buffer.concat(parts).toString()));
    socket.on('error', fail);
  });
}
