import { DataSource } from 'typeorm';
import { Tables1780000000001 } from './migrations/0001-tables.js';
import { AppendOnly1780000000002 } from './migrations/0002-append-only.js';
import { Append1780000000003 } from './migrations/0003-append.js';
import { ApplicationRole1780000000004 } from './migrations/0004-application-role.js';
import { Powers1780000000005 } from './migrations/0005-powers.js';
import { Identity1780000000006 } from './migrations/0006-identity.js';
import { Roles1780000000008 } from './migrations/0008-roles.js';
import { Beside1780000000009 } from './migrations/0009-beside.js';
import { Desk1780000000010 } from './migrations/0010-desk.js';
import { Materials1780000000011 } from './migrations/0011-materials.js';
import { Papers1780000000012 } from './migrations/0012-papers.js';
import { Notices1780000000013 } from './migrations/0013-notices.js';
import { Publications1780000000014 } from './migrations/0014-publications.js';
import { Snippets1780000000015 } from './migrations/0015-snippets.js';
import { StreamsBeside1780000000016 } from './migrations/0016-streams-beside.js';
import { Drafts1780000000017 } from './migrations/0017-drafts.js';
import { Consultations1780000000018 } from './migrations/0018-consultations.js';
import { Panels1780000000019 } from './migrations/0019-panels.js';
import { Meetings1780000000020 } from './migrations/0020-meetings.js';
import { FollowUps1780000000021 } from './migrations/0021-follow-ups.js';
import { Log1780000000022 } from './migrations/0022-log.js';
import { Redaction1780000000023 } from './migrations/0023-redaction.js';
import { Policies1780000000024 } from './migrations/0024-policies.js';
import { Noted1780000000026 } from './migrations/0026-noted.js';
import { Renewals1780000000028 } from './migrations/0028-renewals.js';
import { Restriction1780000000029 } from './migrations/0029-restriction.js';
import { CaseMarks1780000000031 } from './migrations/0031-case-marks.js';
import { BOUNDS, startupOptions, STATEMENT_TIMEOUT_MS, type Session } from './preflight/session-settings.js';
import { AccountRow } from './rows/account.row.js';
import { BlobRow } from './rows/blob.row.js';
import { CaseDoingRow } from './rows/case-doing.row.js';
import { CaseFollowRow } from './rows/case-follow.row.js';
import { CaseInitiatedRow } from './rows/case-initiated.row.js';
import { CaseMaterialVersionRow } from './rows/case-material-version.row.js';
import { CaseMaterialRow } from './rows/case-material.row.js';
import { CasePartyRow } from './rows/case-party.row.js';
import { CasePerformerRow } from './rows/case-performer.row.js';
import { CaseReferralRow } from './rows/case-referral.row.js';
import { CaseReferredRow } from './rows/case-referred.row.js';
import { CaseDocumentRow } from './rows/case-document.row.js';
import { CaseMarkRow } from './rows/case-mark.row.js';
import { CaseRelationRow } from './rows/case-relation.row.js';
import { CaseTableRow } from './rows/case.row.js';
import { ClockTableRow } from './rows/clock.row.js';
import { ConsultationCommentRow } from './rows/consultation-comment.row.js';
import { ConsultationGroupRow } from './rows/consultation-group.row.js';
import { ConsultationTableRow } from './rows/consultation.row.js';
import { DocumentNumberRow } from './rows/document-number.row.js';
import { DocumentRow } from './rows/document.row.js';
import { DraftAnswerRow } from './rows/draft-answer.row.js';
import { DraftCommentRow } from './rows/draft-comment.row.js';
import { DraftVersionRow } from './rows/draft-version.row.js';
import { IdempotencyRow } from './rows/idempotency.row.js';
import { IdentityRow } from './rows/identity.row.js';
import { InstallationRow } from './rows/installation.row.js';
import { FollowUpToldRow } from './rows/follow-up-told.row.js';
import { MeetingFollowUpRow } from './rows/meeting-follow-up.row.js';
import { MeetingItemRow } from './rows/meeting-item.row.js';
import { MeetingTableRow } from './rows/meeting.row.js';
import { OutboxRow } from './rows/outbox.row.js';
import { PanelPoolRow } from './rows/panel-pool.row.js';
import { PersonRow } from './rows/person.row.js';
import { ProcedurePostRow } from './rows/procedure-post.row.js';
import { ProcedureSeparationRow } from './rows/procedure-separation.row.js';
import { PublicationRow } from './rows/publication.row.js';
import { RecordPartRow } from './rows/record-part.row.js';
import { RestrictedFileRow } from './rows/restricted-file.row.js';
import { RestrictedPartRow } from './rows/restricted-part.row.js';
import { RecordTableRow } from './rows/record.row.js';
import { SequenceQueueRow } from './rows/sequence-queue.row.js';
import { SessionRow } from './rows/session.row.js';
import { SignInAttemptRow } from './rows/sign-in-attempt.row.js';
import { SignInFlowRow } from './rows/sign-in-flow.row.js';
import { SnippetRow } from './rows/snippet.row.js';
import { StreamStandingRow } from './rows/stream-standing.row.js';
import { StreamTableRow } from './rows/stream.row.js';
import { TaskSignerRow } from './rows/task-signer.row.js';
import { TaskTableRow } from './rows/task.row.js';
import { UploadRow } from './rows/upload.row.js';
import { VacancyRow } from './rows/vacancy.row.js';
import { CalendarFeedRow } from './rows/calendar-feed.row.js';
import { ClockWarningRow } from './rows/clock-warning.row.js';
import { HappeningNewRow } from './rows/happening-new.row.js';
import { HappeningRow } from './rows/happening.row.js';
import { LogCheckpointRow } from './rows/log-checkpoint.row.js';
import { LogCosignatureRow } from './rows/log-cosignature.row.js';
import { LogEntryRow } from './rows/log-entry.row.js';
import { LogRevocationListRow } from './rows/log-revocation-list.row.js';
import { LogStampRenewalRow } from './rows/log-stamp-renewal.row.js';
import { LogStampRow } from './rows/log-stamp.row.js';
import { LogTileRow } from './rows/log-tile.row.js';
import { MailQueueRow } from './rows/mail-queue.row.js';
import { NoticeFollowerRow } from './rows/notice-follower.row.js';
import { NoticeSettingsRow } from './rows/notice-settings.row.js';
import { NoticeRow } from './rows/notice.row.js';
import { WebhookAttemptRow } from './rows/webhook-attempt.row.js';
import { WebhookLaneRow } from './rows/webhook-lane.row.js';
import { WebhookRow } from './rows/webhook.row.js';

/** How a connection pool is made. */
export interface DataSourceOptions {
  readonly url: string;
  /** Connections at most. Two to four for each core of the database are fastest. */
  readonly poolSize: number;
  /** Work as the application's role, which has no right that the code does not need. */
  readonly asApplication: boolean;
  /** Work as the sealer instead, who alone writes the log. Default: no. */
  readonly asSealer?: boolean;
  /** What this server knows beside `BOUNDS`. Default: nothing. */
  readonly settings?: Session['settings'];
}

const CONNECT_TIMEOUT_MS = 5_000;

/** A data source over all rows and migrations, not yet connected. The schema changes by migrations alone. */
export function createDataSource(options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'duecourse',
    synchronize: false,
    installExtensions: false,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    entities: ROWS,
    migrations: MIGRATIONS,
    extra: {
      keepAlive: true,
      // Only when the server answers nothing at all, as behind a cut cable, must the client itself give up.
      query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
      options: startupOptions({ ...options, settings: { ...BOUNDS, ...options.settings } }),
    },
  });
}

const ROWS = [
  InstallationRow,
  StreamTableRow,
  RecordTableRow,
  RecordPartRow,
  RestrictedFileRow,
  RestrictedPartRow,
  IdempotencyRow,
  OutboxRow,
  CaseTableRow,
  CasePartyRow,
  CasePerformerRow,
  CaseRelationRow,
  CaseDocumentRow,
  CaseMarkRow,
  DocumentNumberRow,
  CaseReferralRow,
  CaseReferredRow,
  CaseInitiatedRow,
  CaseDoingRow,
  CaseFollowRow,
  ProcedurePostRow,
  ProcedureSeparationRow,
  PersonRow,
  TaskTableRow,
  TaskSignerRow,
  VacancyRow,
  ClockTableRow,
  DocumentRow,
  PublicationRow,
  UploadRow,
  BlobRow,
  CaseMaterialRow,
  CaseMaterialVersionRow,
  AccountRow,
  IdentityRow,
  SessionRow,
  SignInFlowRow,
  SignInAttemptRow,
  SnippetRow,
  StreamStandingRow,
  MeetingTableRow,
  MeetingItemRow,
  MeetingFollowUpRow,
  FollowUpToldRow,
  PanelPoolRow,
  DraftVersionRow,
  DraftCommentRow,
  DraftAnswerRow,
  ConsultationTableRow,
  ConsultationCommentRow,
  ConsultationGroupRow,
  HappeningNewRow,
  HappeningRow,
  WebhookRow,
  WebhookLaneRow,
  WebhookAttemptRow,
  NoticeRow,
  NoticeFollowerRow,
  ClockWarningRow,
  NoticeSettingsRow,
  MailQueueRow,
  CalendarFeedRow,
  SequenceQueueRow,
  LogEntryRow,
  LogTileRow,
  LogCheckpointRow,
  LogCosignatureRow,
  LogRevocationListRow,
  LogStampRenewalRow,
  LogStampRow,
];

const MIGRATIONS = [
  Tables1780000000001,
  AppendOnly1780000000002,
  Append1780000000003,
  ApplicationRole1780000000004,
  Powers1780000000005,
  Identity1780000000006,
  Roles1780000000008,
  Beside1780000000009,
  Desk1780000000010,
  Materials1780000000011,
  Papers1780000000012,
  Notices1780000000013,
  Publications1780000000014,
  Snippets1780000000015,
  StreamsBeside1780000000016,
  Drafts1780000000017,
  Consultations1780000000018,
  Panels1780000000019,
  Meetings1780000000020,
  FollowUps1780000000021,
  Log1780000000022,
  Redaction1780000000023,
  Policies1780000000024,
  Noted1780000000026,
  Renewals1780000000028,
  Restriction1780000000029,
  CaseMarks1780000000031,
];
