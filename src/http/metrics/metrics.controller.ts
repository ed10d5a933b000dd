import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Describe } from '../openapi/describe.decorator.js';
import { HttpMetrics } from './http-metrics.js';

/** Figures for Prometheus. */
@ApiTags('operations 运行')
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(HttpMetrics) private readonly metrics: HttpMetrics) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Describe({ zh: '运行指标（Prometheus）', en: 'figures in Prometheus’ format', requires: 'public' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String, description: '指标 · figures' })
  readMetrics(): Promise<string> {
    return this.metrics.text();
  }
}
