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
import { AccountRow } from './rows/identity/account.row.js';
import { BlobRow } from './rows/materials/blob.row.js';
import { CaseDoingRow } from './rows/cases/case-doing.row.js';
import { CaseFollowRow } from './rows/cases/case-follow.row.js';
import { CaseInitiatedRow } from './rows/cases/case-initiated.row.js';
import { CaseMaterialVersionRow } from './rows/cases/case-material-version.row.js';
import { CaseMaterialRow } from './rows/cases/case-material.row.js';
import { CasePartyRow } from './rows/cases/case-party.row.js';
import { CasePerformerRow } from './rows/cases/case-performer.row.js';
import { CaseReferralRow } from './rows/cases/case-referral.row.js';
import { CaseReferredRow } from './rows/cases/case-referred.row.js';
import { CaseDocumentRow } from './rows/cases/case-document.row.js';
import { CaseMarkRow } from './rows/cases/case-mark.row.js';
import { CaseRelationRow } from './rows/cases/case-relation.row.js';
import { CaseTableRow } from './rows/cases/case.row.js';
import { ClockTableRow } from './rows/cases/clock.row.js';
import { ConsultationCommentRow } from './rows/streams/consultation-comment.row.js';
import { ConsultationGroupRow } from './rows/streams/consultation-group.row.js';
import { ConsultationTableRow } from './rows/streams/consultation.row.js';
import { DocumentNumberRow } from './rows/cases/document-number.row.js';
import { DocumentRow } from './rows/ledger/document.row.js';
import { DraftAnswerRow } from './rows/streams/draft-answer.row.js';
import { DraftCommentRow } from './rows/streams/draft-comment.row.js';
import { DraftVersionRow } from './rows/streams/draft-version.row.js';
import { IdempotencyRow } from './rows/ledger/idempotency.row.js';
import { IdentityRow } from './rows/identity/identity.row.js';
import { InstallationRow } from './rows/ledger/installation.row.js';
import { FollowUpToldRow } from './rows/notices/follow-up-told.row.js';
import { MeetingFollowUpRow } from './rows/streams/meeting-follow-up.row.js';
import { MeetingItemRow } from './rows/streams/meeting-item.row.js';
import { MeetingTableRow } from './rows/streams/meeting.row.js';
import { OutboxRow } from './rows/ledger/outbox.row.js';
import { PanelPoolRow } from './rows/streams/panel-pool.row.js';
import { PersonRow } from './rows/identity/person.row.js';
import { ProcedurePostRow } from './rows/cases/procedure-post.row.js';
import { ProcedureSeparationRow } from './rows/cases/procedure-separation.row.js';
import { PublicationRow } from './rows/cases/publication.row.js';
import { RecordPartRow } from './rows/ledger/record-part.row.js';
import { RestrictedFileRow } from './rows/ledger/restricted-file.row.js';
import { RestrictedPartRow } from './rows/ledger/restricted-part.row.js';
import { RecordTableRow } from './rows/ledger/record.row.js';
import { SequenceQueueRow } from './rows/log/sequence-queue.row.js';
import { SessionRow } from './rows/identity/session.row.js';
import { SignInAttemptRow } from './rows/identity/sign-in-attempt.row.js';
import { SignInFlowRow } from './rows/identity/sign-in-flow.row.js';
import { SnippetRow } from './rows/cases/snippet.row.js';
import { StreamStandingRow } from './rows/ledger/stream-standing.row.js';
import { StreamTableRow } from './rows/ledger/stream.row.js';
import { TaskSignerRow } from './rows/cases/task-signer.row.js';
import { TaskTableRow } from './rows/cases/task.row.js';
import { UploadRow } from './rows/materials/upload.row.js';
import { VacancyRow } from './rows/cases/vacancy.row.js';
import { CalendarFeedRow } from './rows/notices/calendar-feed.row.js';
import { ClockWarningRow } from './rows/cases/clock-warning.row.js';
import { HappeningNewRow } from './rows/notices/happening-new.row.js';
import { HappeningRow } from './rows/notices/happening.row.js';
import { LogCheckpointRow } from './rows/log/log-checkpoint.row.js';
import { LogCosignatureRow } from './rows/log/log-cosignature.row.js';
import { LogEntryRow } from './rows/log/log-entry.row.js';
import { LogRevocationListRow } from './rows/log/log-revocation-list.row.js';
import { LogStampRenewalRow } from './rows/log/log-stamp-renewal.row.js';
import { LogStampRow } from './rows/log/log-stamp.row.js';
import { LogTileRow } from './rows/log/log-tile.row.js';
import { MailQueueRow } from './rows/notices/mail-queue.row.js';
import { NoticeFollowerRow } from './rows/notices/notice-follower.row.js';
import { NoticeSettingsRow } from './rows/notices/notice-settings.row.js';
import { NoticeRow } from './rows/notices/notice.row.js';
import { WebhookAttemptRow } from './rows/notices/webhook-attempt.row.js';
import { WebhookLaneRow } from './rows/notices/webhook-lane.row.js';
import { WebhookRow } from './rows/notices/webhook.row.js';

/** How a connection pool is made. */
export interface DataSourceOptions {
  readonly url: string;
  /** Connections at most. Two to four for each core of the database are fastest. */
  readonly poolSize: number;
  /** Work as the application's role, which has no right that the code does not need. */
  readonly asApplication: boolean;
  /** Work as the sealer instead, who alone writes the log. Default: no. */
  readonly asSealer?: boolean;
  /** Without the rows: for statements and migrations alone, which need no mapping. Default: with them. */
  readonly bare?: boolean;
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
    entities: options.bare ? [] : ROWS,
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
