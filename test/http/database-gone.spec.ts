import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CuttableProxy } from './support/cuttable-proxy.js';
import { startTestService, type TestService } from './support/test-service.js';

describe('the database goes away', () => {
  let proxy: CuttableProxy;
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({
      through: (url) => {
        proxy = new CuttableProxy(new URL(url));
        return proxy.start();
      },
    });
  });
  afterAll(async () => {
    proxy.mend();
    await service.close();
    await proxy.stop();
  });

  const accept = (id: string, key: string) =>
    service.post(`/v1/cases/${id}/acts/accept`, 'wang').set('idempotency-key', key).send({});
  const types = async (id: string): Promise<string[]> =>
    (await service.get(`/v1/cases/${id}/records`, 'wang')).body.items.map(
      ({ record }: { record: { type: string } }) => record.type,
    );

  it('answers 503 with Retry-After, is not ready but alive, and recovers by itself', async () => {
    await service.get('/health/ready').expect(200);
    proxy.cutNow();
    const ready = await service.get('/health/ready');
    expect(ready).toMatchObject({
      status: 503,
      type: 'application/problem+json',
      body: { code: 'unavailable' },
    });
    expect(ready.headers['retry-after']).toBe('2');
    await service.get('/health/live').expect(200);
    expect(await service.get('/v1/cases', 'wang')).toMatchObject({
      status: 503,
      body: { code: 'unavailable' },
    });
    expect((await service.get('/metrics').expect(200)).text).toContain('duecourse_figures_read 0');
    proxy.mend();
    await service.get('/health/ready').expect(200);
    expect((await service.get('/metrics')).text).toContain('duecourse_figures_read 1');
  });

  it('lost before the act was written: nothing is half-written, and the retry acts once', async () => {
    const id = await service.open('before');
    proxy.cutAt({ words: 'ledger-append', when: 'before' });
    const lost = await accept(id, 'before-1');
    expect(lost).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    proxy.mend();
    expect(await types(id)).toEqual(['case.received']);
    expect((await accept(id, 'before-1')).status).toBe(201);
    expect((await accept(id, 'before-1')).status).toBe(201);
    expect(await types(id)).toEqual(['case.received', 'case.accepted']);
  });

  it('lost after the act was written: the retry gets the first answer and nothing happens twice', async () => {
    const id = await service.open('after');
    proxy.cutAt({ words: 'ledger-append', when: 'after' });
    const lost = await accept(id, 'after-1');
    expect(lost).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    proxy.mend();
    expect(await types(id)).toEqual(['case.received', 'case.accepted']);
    expect(await accept(id, 'after-1')).toMatchObject({ status: 201, body: { version: 2 } });
    expect(await types(id)).toEqual(['case.received', 'case.accepted']);
  });

  it('logged no defect: an outage is not one', () => {
    expect(service.errors).toEqual([]);
  });
});
