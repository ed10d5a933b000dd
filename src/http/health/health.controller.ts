import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';

/** How the service is. */
export class HealthDto {
  @ApiProperty({ enum: ['live', 'ready'], description: '状态 · status' })
  status: string;

  @ApiProperty({ enum: ['real', 'simulated'], description: '真实时间或者模拟时间 · real or simulated time' })
  mode: string;

  @ApiProperty({ description: '引擎版本 · build of the engine' })
  engine: string;

  @ApiProperty({
    enum: ['sound', 'behind', 'different', 'untrusted'],
    description:
      '数据库与最后签署的检查点相比；除 sound 外拒绝写入 · the database against the last signed checkpoint; nothing is written unless it is sound',
  })
  ledger: string;
}

/** For whatever keeps the service running. */
@ApiTags('operations 运行')
@Controller('health')
export class HealthController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('live')
  @Describe({ zh: '进程是否存活', en: 'the process is alive', requires: 'public' })
  @ApiOkResponse({ type: HealthDto, description: '存活 · alive' })
  readLiveness(): HealthDto {
    return this.health('live');
  }

  @Get('ready')
  @Describe({
    zh: '能否受理请求（数据库可用）',
    en: 'requests can be served: the database answers',
    requires: 'public',
  })
  @ApiOkResponse({ type: HealthDto, description: '就绪 · ready' })
  async readReadiness(): Promise<HealthDto> {
    await this.services.ping();
    return this.health('ready');
  }

  private health(status: 'live' | 'ready'): HealthDto {
    const { mode, engine } = this.services.ports.installation;
    return { status, mode, engine, ledger: this.services.sealedLog.gate.standing.kind };
  }
}
