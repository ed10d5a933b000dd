import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AnswersController } from './audit/answers.controller.js';
import { AuditorReadsInterceptor } from './audit/auditor-reads.interceptor.js';
import { MomentsController } from './audit/moments.controller.js';
import { PopulationController } from './audit/population.controller.js';
import { SamplesController } from './audit/samples.controller.js';
import { SessionGuard } from './auth/session.guard.js';
import { CalendarFeedsController } from './calendar-feeds/calendar-feeds.controller.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { ActsController } from './cases/acts.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { ExplanationsController } from './cases/explanations.controller.js';
import { UnmaskingsController } from './cases/unmaskings.controller.js';
import { CommentsController } from './consultations/comments.controller.js';
import { ConformanceController } from './conformance/conformance.controller.js';
import { EventLogController } from './mining/event-log.controller.js';
import { ConsultationsController } from './consultations/consultations.controller.js';
import { HandlingController } from './consultations/handling.controller.js';
import { PublicConsultationsController } from './consultations/public-consultations.controller.js';
import { DeadlineCalculationsController } from './deadline-calculations/deadline-calculations.controller.js';
import { DocsController } from './docs/docs.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { VerificationController } from './documents/verification.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { ForecastsController } from './forecasts/forecasts.controller.js';
import { HealthController } from './health/health.controller.js';
import { DraftsController } from './drafts/drafts.controller.js';
import { DraftCommentsController } from './drafts/draft-comments.controller.js';
import { HTTP_SERVICES, type HttpServices } from './http-services.js';
import { FollowsController } from './inbox/follows.controller.js';
import { InboxController } from './inbox/inbox.controller.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { LogController } from './log/log.controller.js';
import { MaterialContentController } from './materials/material-content.controller.js';
import { MaterialsController } from './materials/materials.controller.js';
import { UploadsController } from './materials/uploads.controller.js';
import { CaseMeetingsController } from './meetings/case-meetings.controller.js';
import { FollowUpsController } from './meetings/follow-ups.controller.js';
import { MeetingsController } from './meetings/meetings.controller.js';
import { MinutesController } from './meetings/minutes.controller.js';
import { SittingsController } from './meetings/sittings.controller.js';
import { MeController } from './me/me.controller.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { OrganisationChangesController } from './organisation/changes.controller.js';
import { OrganisationController } from './organisation/organisation.controller.js';
import { OwnAffairsController } from './organisation/own-affairs.controller.js';
import { OrganisationTablesController } from './organisation/tables.controller.js';
import { WhoCanController } from './organisation/who-can.controller.js';
import { PanelMembersController } from './panels/panel-members.controller.js';
import { PanelsController } from './panels/panels.controller.js';
import { PublicDrawsController } from './panels/public-draws.controller.js';
import { PowerGuard } from './powers/power.guard.js';
import { ProblemPagesController } from './problems/problem-pages.controller.js';
import { ProceduresController } from './procedures/procedures.controller.js';
import { GuidesController } from './public/guides.controller.js';
import { ProgressController } from './public/progress.controller.js';
import { PublicationsController } from './public/publications.controller.js';
import { CommentErasuresController } from './redactions/comment-erasures.controller.js';
import { PersonRequestsController } from './redactions/person-requests.controller.js';
import { RedactionsController } from './redactions/redactions.controller.js';
import { RecusalsController } from './recusals/recusals.controller.js';
import { SealsController } from './recusals/seals.controller.js';
import { ReplayController } from './replay/replay.controller.js';
import { AccountsController } from './sign-in/accounts.controller.js';
import { SessionsController } from './sign-in/sessions.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { TokensController } from './sign-in/tokens.controller.js';
import { SimulationController } from './simulation/simulation.controller.js';
import { StandingsController } from './standings/standings.controller.js';
import { StreamController } from './stream/stream.controller.js';
import { StreamHub } from './stream/stream-hub.js';
import { StreamsController } from './streams/streams.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { BatchesController } from './work/batches.controller.js';
import { CandidatesController } from './work/candidates.controller.js';
import { CaseDeskController } from './work/case-desk.controller.js';
import { FormController } from './work/form.controller.js';
import { OpinionsController } from './work/opinions.controller.js';
import { SigningsController } from './work/signings.controller.js';
import { SnippetsController } from './work/snippets.controller.js';
import { TaskDeskController } from './work/task-desk.controller.js';

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
  MomentsController,
  ConformanceController,
  EventLogController,
  ReplayController,
  AnswersController,
  SamplesController,
  PopulationController,
  DocumentsController,
  VerificationController,
  DraftsController,
  DraftCommentsController,
  ForecastsController,
  PanelsController,
  PanelMembersController,
  ConsultationsController,
  CommentsController,
  HandlingController,
  PublicConsultationsController,
  RecusalsController,
  SealsController,
  RedactionsController,
  PersonRequestsController,
  CommentErasuresController,
  OrganisationController,
  OrganisationChangesController,
  OrganisationTablesController,
  WhoCanController,
  OwnAffairsController,
  TasksController,
  TaskDeskController,
  CaseDeskController,
  SigningsController,
  CandidatesController,
  OpinionsController,
  FormController,
  StandingsController,
  BatchesController,
  SnippetsController,
  InboxController,
  FollowsController,
  IncidentsController,
  NoticesController,
  CalendarFeedsController,
  StreamController,
  WebhooksController,
  MeetingsController,
  SittingsController,
  MinutesController,
  FollowUpsController,
  CaseMeetingsController,
  UploadsController,
  MaterialsController,
  EvidenceController,
  MaterialContentController,
  CalendarsController,
  DeadlineCalculationsController,
  PublicationsController,
  ProgressController,
  GuidesController,
  PublicDrawsController,
  StreamsController,
  LogController,
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
        { provide: StreamHub, useFactory: () => new StreamHub({ ...services, ...services.notices }) },
        // In this order: who it is, then what he may do.
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_GUARD, useClass: PowerGuard },
        { provide: APP_INTERCEPTOR, useClass: AuditorReadsInterceptor },
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
        { provide: StreamHub, useValue: { close: () => Promise.resolve() } },
      ],
    };
  }
}
