import { createHash } from 'node:crypto';
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scannedPdf } from '../../support/pdf.js';
import { startTestService, tokenOf, type TestService } from '../support/test-service.js';

const MEGABYTE = 1024 * 1024;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a client of tus that others wrote', () => {
  let service: TestService;
  let port: number;

  beforeAll(async () => {
    service = await startTestService();
    await service.app.listen(0, '127.0.0.1');
    port = (service.app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(() => service.close());

  const send = (bytes: Buffer, through = port, more: object = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const upload = new Upload(bytes as never, {
        endpoint: `http://127.0.0.1:${through}/v1/uploads`,
        headers: { authorization: `Bearer ${tokenOf('liu')}` },
        metadata: { filename: '扫描件.pdf', filetype: 'application/pdf' },
        retryDelays: [0, 100, 500, 1_000],
        onError: reject,
        onSuccess: () => resolve(String(upload.url).replace(/^.*\//, '')),
        ...more,
      });
      upload.start();
    });
  const read = async (id: string) => (await service.get(`/v1/uploads/${id}`, 'liu').expect(200)).body;

  it('sends a file in pieces', async () => {
    const bytes = scannedPdf(3 * MEGABYTE + 17);
    const id = await send(bytes, port, { chunkSize: MEGABYTE });
    expect(await read(id)).toMatchObject({ state: 'settled', sha256: sha256(bytes), size: bytes.length });
  });

  it('goes on after its connection was cut, again and again', async () => {
    const bytes = scannedPdf(8 * MEGABYTE);
    const proxy = await cuttingProxy(port, [MEGABYTE, 3 * MEGABYTE, 2 * MEGABYTE]);
    const id = await send(bytes, proxy.port);
    expect(await read(id)).toMatchObject({ state: 'settled', sha256: sha256(bytes) });
    expect(proxy.cuts()).toBe(3);
    await proxy.close();
  });

  it('is told of a file that is not accepted, and stops', async () => {
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    await expect(send(page)).rejects.toThrow(/response code: 422.*file-refused/s);
  });

  it('sends twenty files at once, each of which arrives as it is', async () => {
    const files = Array.from({ length: 20 }, () => scannedPdf(2 * MEGABYTE));
    const ids = await Promise.all(files.map((bytes) => send(bytes)));
    const found = await Promise.all(ids.map(read));
    expect(found.map((one: { sha256: string }) => one.sha256)).toEqual(files.map(sha256));
  });
});

/** A proxy whose first connections that carry so many bytes are cut. */
async function cuttingProxy(
  target: number,
  after: readonly number[],
): Promise<{ readonly port: number; cuts(): number; close(): Promise<void> }> {
  const left = [...after];
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const behind = connect(target, '127.0.0.1');
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    let sent = 0;
    client.on('data', (piece) => {
      sent += piece.length;
      if (left[0] !== undefined && sent > left[0]) {
        left.shift();
        cuts += 1;
        client.destroy();
        behind.destroy();
        return;
      }
      if (!behind.write(piece)) {
        client.pause();
        behind.once('drain', () => client.resume());
      }
    });
    client.on('close', () => behind.destroy());
    behind.on('data', (piece) => client.write(piece));
    behind.on('close', () => client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
