import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { StreamClient } from '../../src/http/stream/stream-client.js';
import { StreamHub } from '../../src/http/stream/stream-hub.js';
import type { SignedIn } from '../../src/usecases/identity/signed-in.js';
import { whoIs } from '../../src/usecases/identity/who-is.js';
import { startTestService, tokenOf, type Person, type TestService } from './support/test-service.js';

interface StreamEvent {
  readonly event: string;
  readonly data: { readonly caseId?: string; readonly version?: number };
  readonly id?: string;
}

/** A browser's event source, as far as the tests need it. */
class Listener {
  readonly events: StreamEvent[] = [];
  ended = false;
  private text = '';
  private wake: () => void = () => undefined;

  constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      this.text += chunk;
      for (let end = this.text.indexOf('\n\n'); end >= 0; end = this.text.indexOf('\n\n')) {
        this.take(this.text.slice(0, end));
        this.text = this.text.slice(end + 2);
      }
      this.wake();
    });
    response.on('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  async until(fits: () => boolean): Promise<void> {
    while (!fits()) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  private take(block: string): void {
    const fields = Object.fromEntries(
      block
        .split('\n')
        .flatMap((line) => (/^\w+: /.test(line) ? [line.split(': ', 2) as [string, string]] : [])),
    );
    if (fields['event'] === undefined) return;
    const data = JSON.parse(block.split('\ndata: ')[1] ?? '{}') as StreamEvent['data'];
    this.events.push({ event: fields['event'], data, ...(fields['id'] && { id: fields['id'] }) });
  }
}

describe('the stream of changes', () => {
  let service: TestService;
  let port: number;
  const open: Listener[] = [];
  beforeAll(async () => {
    service = await startTestService();
    await service.app.listen(0, '127.0.0.1');
    port = (service.app.getHttpServer().address() as AddressInfo).port;
  });
  afterEach(() => {
    for (const listener of open.splice(0)) listener.response.destroy();
  });
  afterAll(() => service.close());

  const listen = (person: Person, lastEventId?: string): Promise<Listener> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${tokenOf(person)}`,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      };
      get({ host: '127.0.0.1', port, path: '/v1/stream', headers }, (response) => {
        const listener = new Listener(response);
        open.push(listener);
        resolve(listener);
      }).on('error', reject);
    });

  const accept = (id: string) =>
    service
      .post(`/v1/cases/${id}/acts/accept`, 'wang')
      .set('idempotency-key', `accept-${id}`)
      .send({})
      .expect(201);

  it('tells those who may know of a case that it changed, and nobody else', async () => {
    const [ren, hu] = [await listen('ren'), await listen('hu')];
    expect(ren.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
      'cache-control': 'no-store',
    });
    const id = await service.open('stream-1');
    await accept(id);
    await ren.until(() =>
      ren.events.some(({ event, data }) => event === 'case.changed' && data.version === 2),
    );
    expect(ren.events.every(({ data }) => data.caseId === id)).toBe(true);
    expect(ren.events.some(({ event }) => event === 'inbox.changed')).toBe(true);
    expect(hu.events).toEqual([]);
    for (const { data } of ren.events) expect(Object.keys(data).toSorted()).toEqual(['caseId', 'version']);
  });

  it('tells a supervisor of the case, but of no inbox of his', async () => {
    const [du, ren] = [await listen('du'), await listen('ren')];
    const id = await service.open('stream-2');
    await ren.until(() => ren.events.some(({ data }) => data.caseId === id));
    await du.until(() => du.events.some(({ event, data }) => event === 'case.changed' && data.caseId === id));
    expect(du.events.some(({ event }) => event === 'inbox.changed')).toBe(false);
  });

  it('goes on after the last event that was seen', async () => {
    const first = await listen('ren');
    const id = await service.open('stream-3');
    await first.until(() =>
      first.events.some(({ event, data }) => event === 'case.changed' && data.caseId === id),
    );
    const seen = first.events.at(-1)?.id as string;
    first.response.destroy();
    await accept(id);
    const second = await listen('ren', seen);
    await second.until(() => second.events.some(({ data }) => data.caseId === id && data.version === 2));
    expect(second.events.some(({ event }) => event === 'resync')).toBe(false);
  });

  it('says once that everything is to be read anew when it cannot know what was missed', async () => {
    const listener = await listen('ren', '999999999');
    await listener.until(() => listener.events.length > 0);
    expect(listener.events).toMatchObject([{ event: 'resync', data: {} }]);
  });

  it('keeps the connection open, and ends it with the session', async () => {
    const { ports, identity, notices } = service.composition;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const hub = new StreamHub({ ports, identity, log, ...notices }, { pollMs: 5, beatMs: 10 });
    const me = await whoIs(identity)(tokenOf('wei'), 'header');
    const written: string[] = [];
    const ended = new Promise<void>((end) => {
      const sink = {
        write: (text: string) => {
          written.push(text);
          if (text.startsWith(': heartbeat')) {
            void service.database.owner.query(`delete from sessions where person = 'wei'`);
          }
          return true;
        },
        onDrain: () => undefined,
        end,
      };
      void hub.join(me as SignedIn, sink, undefined);
    });
    await ended;
    expect(written).toContain(': heartbeat\n\n');
    await hub.close();
  });

  it('needs somebody who is signed in, and not too many windows of his', async () => {
    expect((await service.get('/v1/stream')).status).toBe(401);
    for (let n = 0; n < 10; n++) await listen('he');
    const answer = await service.get('/v1/stream', 'he');
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  });
});

describe('a client that reads slowly', () => {
  const me = { person: 'ren', session: 'x' } as ConstructorParameters<typeof StreamClient>[0];

  it('is given a bounded queue, and then one word that it must read everything anew', () => {
    const written: string[] = [];
    let ready = (): void => undefined;
    let takes = true;
    const sink = {
      write: (text: string) => {
        written.push(text);
        return takes;
      },
      onDrain: (told: () => void) => void (ready = told),
      end: () => undefined,
    };
    const client = new StreamClient(me, sink, 0);
    client.release();
    takes = false;
    client.send('case.changed', { caseId: 'a' }, 1);
    for (let n = 2; n < 2_000; n++) client.send('case.changed', { caseId: 'a' }, n);
    expect(written).toHaveLength(1);
    expect(client.isStuck(Date.now() + 61_000)).toBe(true);
    takes = true;
    ready();
    expect(written[1]).toMatch(/event: resync/);
    expect(written.length).toBeLessThan(502);
    expect(written.at(-1)).toBe('id: 1999\nevent: case.changed\ndata: {"caseId":"a"}\n\n');
  });
});
