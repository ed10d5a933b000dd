import { Controller, Get, Inject, type OnModuleDestroy, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem } from '../problems/problem.js';
import { lastSeenOf, StreamHub } from './stream-hub.js';

/** What changes, as it changes: server-sent events. */
@ApiTags('stream 推送')
@Controller('v1/stream')
export class StreamController implements OnModuleDestroy {
  constructor(@Inject(StreamHub) private readonly hub: StreamHub) {}

  @Get()
  @Describe({
    zh: '实时推送：inbox.changed、case.changed、resync，只含编号',
    en: 'server-sent events inbox.changed, case.changed and resync; ids alone',
    requires: 'signedIn',
    problems: [429],
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: '断线前最后一个事件的 id · the id of the last event seen before the connection was lost',
  })
  @ApiOkResponse({
    description: '事件流 · a stream of events',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  async openStream(
    @Me() me: SignedIn,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.hub.isFull(me.person))
      throw new Problem('too-many-requests', { headers: { 'retry-after': '15' } });
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    const sink = {
      write: (text: string) => raw.write(text),
      onDrain: (ready: () => void) => void raw.once('drain', ready),
      end: () => void raw.end(),
    };
    let leave: (() => void) | undefined;
    raw.on('close', () => leave?.());
    try {
      leave = await this.hub.join(me, sink, lastSeenOf(request.headers['last-event-id']));
      if (raw.destroyed) leave();
    } catch {
      // The answer has begun: the client comes back by itself, and finds out what is wrong then.
      raw.destroy();
    }
  }

  /** Open streams would keep the service from stopping. */
  async onModuleDestroy(): Promise<void> {
    await this.hub.close();
  }
}
