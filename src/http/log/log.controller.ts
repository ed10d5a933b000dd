import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { LogSuite } from '../../usecases/log/log-ports.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { tileAt } from './tile-address.js';

const TEXT = { 'text/plain': { schema: { type: 'string' } } };
const BYTES = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };

/** A checkpoint is replaced every second or so; a full tile and a part of one never change. */
const FRESH = 'public, no-cache';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The log of the ledger as C2SP tlog-tiles has it: for witnesses, monitors and whoever checks a proof. */
@ApiTags('log 日志')
@Controller('v1/log')
export class LogController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('checkpoint')
  @Describe({
    zh: '日志的最新检查点（C2SP tlog-checkpoint，SHA-256 / Ed25519）',
    en: 'the latest checkpoint of the log (C2SP tlog-checkpoint, SHA-256 and Ed25519)',
    requires: 'public',
    problems: [404],
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: '检查点 · checkpoint', content: TEXT })
  readCheckpoint(@Res() reply: FastifyReply): Promise<void> {
    return this.sendCheckpoint('sha256', reply);
  }

  @Get('sm3/checkpoint')
  @Describe({
    zh: '日志的最新检查点（国密：SM3 / SM2）',
    en: 'the latest checkpoint of the log (SM3 and SM2)',
    requires: 'public',
    problems: [404],
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: '检查点 · checkpoint', content: TEXT })
  readSm3Checkpoint(@Res() reply: FastifyReply): Promise<void> {
    return this.sendCheckpoint('sm3', reply);
  }

  @Get('keys')
  @Describe({
    zh: '日志公钥（C2SP tlog-policy）。须经其他途径核对后方可信任',
    en: 'public keys of the log (C2SP tlog-policy); to be trusted only when compared by another way',
    requires: 'public',
    problems: [404],
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: '信任策略 · policy', content: TEXT })
  readKeys(@Res() reply: FastifyReply): void {
    const policy = this.services.sealedLog.policy();
    if (policy === undefined) throw unknownResource('日志公钥', 'key of the log');
    sendText(reply, policy);
  }

  @Get('tile/*')
  @Describe({
    zh: '日志的散列块（C2SP tlog-tiles）',
    en: 'a tile of hashes of the log (C2SP tlog-tiles)',
    requires: 'public',
    problems: [404],
  })
  @ApiParam({ name: 'path', description: '层级/编号[.p/宽度] · level/number[.p/width]' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: '散列块 · tile', content: BYTES })
  readTile(@Param('*') path: string, @Res() reply: FastifyReply): Promise<void> {
    return this.sendTile('sha256', path, reply);
  }

  @Get('sm3/tile/*')
  @Describe({
    zh: '日志的散列块（国密 SM3）',
    en: 'a tile of hashes of the log (SM3)',
    requires: 'public',
    problems: [404],
  })
  @ApiParam({ name: 'path', description: '层级/编号[.p/宽度] · level/number[.p/width]' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: '散列块 · tile', content: BYTES })
  readSm3Tile(@Param('*') path: string, @Res() reply: FastifyReply): Promise<void> {
    return this.sendTile('sm3', path, reply);
  }

  private async sendCheckpoint(suite: LogSuite, reply: FastifyReply): Promise<void> {
    const latest = await this.services.sealedLog.reads.latest();
    if (!latest) throw unknownResource('检查点', 'checkpoint');
    sendText(reply, latest.notes[suite]);
  }

  private async sendTile(suite: LogSuite, path: string, reply: FastifyReply): Promise<void> {
    const tile = tileAt(path);
    const bytes =
      tile && (await this.services.sealedLog.reads.tile(suite, tile.level, tile.index, tile.width));
    if (!bytes) throw unknownResource('散列块', 'tile');
    void reply.header('cache-control', FOR_EVER).type('application/octet-stream').send(Buffer.from(bytes));
  }
}

function sendText(reply: FastifyReply, text: string): void {
  void reply.header('cache-control', FRESH).type('text/plain; charset=utf-8').send(text);
}
