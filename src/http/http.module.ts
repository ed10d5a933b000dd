import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { BearerGuard } from './auth/bearer.guard.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { ActsController } from './cases/acts.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { ExplanationsController } from './cases/explanations.controller.js';
import { DeadlineCalculationsController } from './deadline-calculations/deadline-calculations.controller.js';
import { DocsController } from './docs/docs.controller.js';
import { HealthController } from './health/health.controller.js';
import { HTTP_SERVICES, type HttpServices } from './http-services.js';
import { MeController } from './me/me.controller.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ProblemPagesController } from './problems/problem-pages.controller.js';
import { ProceduresController } from './procedures/procedures.controller.js';
import { SimulationController } from './simulation/simulation.controller.js';
import { StreamsController } from './streams/streams.controller.js';
import { TasksController } from './tasks/tasks.controller.js';

const CONTROLLERS = [
  MeController,
  ProceduresController,
  CasesController,
  ActsController,
  ExplanationsController,
  TasksController,
  CalendarsController,
  DeadlineCalculationsController,
  StreamsController,
  SimulationController,
  ProblemPagesController,
  DocsController,
  HealthController,
  MetricsController,
];

/** The HTTP edge. Everything behind it is handed in. */
@Module({})
export class HttpModule {
  /** The module over one set of services. */
  static over(services: HttpServices): DynamicModule {
    return {
      module: HttpModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: HTTP_SERVICES, useValue: services },
        { provide: HttpMetrics, useFactory: () => new HttpMetrics(services.queries) },
        { provide: APP_GUARD, useClass: BearerGuard },
      ],
    };
  }

  /** The controllers with nothing behind them: enough to describe the interface, not to serve it. */
  static described(): DynamicModule {
    return {
      module: HttpModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: HTTP_SERVICES, useValue: null },
        { provide: HttpMetrics, useValue: null },
      ],
    };
  }
}
