import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SessionGuard } from './auth/session.guard.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { ActsController } from './cases/acts.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { ExplanationsController } from './cases/explanations.controller.js';
import { UnmaskingsController } from './cases/unmaskings.controller.js';
import { DeadlineCalculationsController } from './deadline-calculations/deadline-calculations.controller.js';
import { DocsController } from './docs/docs.controller.js';
import { HealthController } from './health/health.controller.js';
import { HTTP_SERVICES, type HttpServices } from './http-services.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { MeController } from './me/me.controller.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { OrganisationChangesController } from './organisation/changes.controller.js';
import { OrganisationController } from './organisation/organisation.controller.js';
import { OwnAffairsController } from './organisation/own-affairs.controller.js';
import { OrganisationTablesController } from './organisation/tables.controller.js';
import { WhoCanController } from './organisation/who-can.controller.js';
import { PowerGuard } from './powers/power.guard.js';
import { ProblemPagesController } from './problems/problem-pages.controller.js';
import { ProceduresController } from './procedures/procedures.controller.js';
import { RecusalsController } from './recusals/recusals.controller.js';
import { SealsController } from './recusals/seals.controller.js';
import { AccountsController } from './sign-in/accounts.controller.js';
import { SessionsController } from './sign-in/sessions.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { TokensController } from './sign-in/tokens.controller.js';
import { SimulationController } from './simulation/simulation.controller.js';
import { StreamsController } from './streams/streams.controller.js';
import { TasksController } from './tasks/tasks.controller.js';

const CONTROLLERS = [
  SignInController,
  MeController,
  TokensController,
  SessionsController,
  AccountsController,
  ProceduresController,
  CasesController,
  ActsController,
  ExplanationsController,
  UnmaskingsController,
  RecusalsController,
  SealsController,
  OrganisationController,
  OrganisationChangesController,
  OrganisationTablesController,
  WhoCanController,
  OwnAffairsController,
  TasksController,
  IncidentsController,
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
        // In this order: who it is, then what he may do.
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_GUARD, useClass: PowerGuard },
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
