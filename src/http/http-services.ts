import type { AuditThresholds } from '../engine/audit-questions/population/thresholds.js';
import type { PopulationReads } from '../usecases/audit/population-ports.js';
import type { CertificateReads } from '../usecases/conformance/certificate-ports.js';
import type { DocumentStore, Queries } from '../usecases/queries.js';
import type { Snippets } from '../usecases/work/snippet-ports.js';
import type { EvidencePorts } from '../usecases/evidence/evidence-ports.js';
import type { IdentityPorts } from '../usecases/identity/identity-ports.js';
import type { MaterialPorts } from '../usecases/materials/material-ports.js';
import type { LogHashes, LogReads } from '../usecases/log/log-ports.js';
import type { WriteGate } from '../usecases/log/write-gate.js';
import type { PublicReads } from '../usecases/public/public-reads.js';
import type { CalendarFeeds, WriteCalendar } from '../usecases/notices/calendar-ports.js';
import type { Happenings } from '../usecases/notices/happenings.js';
import type { NoticeRules, Notices } from '../usecases/notices/notice-ports.js';
import type { Webhooks, WebhookSender } from '../usecases/notices/webhook-ports.js';
import type { ReadIncidents } from '../usecases/vacancies/vacancy-reads.js';
import type { OrganisationReads } from '../usecases/organisation/organisation-reads.js';
import type { TableFiles } from '../usecases/organisation/table-files.js';
import type { WriteMinedLog } from '../usecases/mining/mine-cases.js';
import type { Inbox } from '../usecases/inbox/inbox-scope.js';
import type { PaperFiles } from '../usecases/papers/paper.js';
import type { PaperStore } from '../usecases/papers/paper-store.js';
import type { Ports } from '../usecases/ports.js';
import type { MeetingPorts } from '../usecases/streams/meeting/meeting-ports.js';
import type { ConsultationReads, HumanCheck } from '../usecases/streams/consultation/consultation-ports.js';
import type { DraftFileReader } from '../usecases/streams/draft/draft-content.js';
import type { RedactionReads, RedactionRules } from '../usecases/redaction/redaction-ports.js';
import type { DraftReads } from '../usecases/streams/draft/draft-reads.js';
import type { PanelReads } from '../usecases/streams/panel/panel-reads.js';

/** Injection token of `HttpServices`. */
export const HTTP_SERVICES = Symbol('HttpServices');

/** What this floor is given. */
export interface HttpServices {
  readonly ports: Ports;
  readonly identity: IdentityPorts;
  /** The origin that browsers use; null when it is whatever a request names. */
  readonly publicUrl: string | null;
  readonly queries: Queries;
  /** Many cases at once, for audits. */
  readonly population: PopulationReads;
  /** From when on something is shown to auditors as a pattern. */
  readonly auditThresholds: AuditThresholds;
  /** Issued documents 文书 and their numbers. */
  readonly papers: PaperStore;
  /** Documents as pages and as .docx. */
  readonly paperFiles: PaperFiles;
  readonly documents: DocumentStore;
  readonly incidents: ReadIncidents;
  /** What may be read without signing in. */
  readonly publicReads: PublicReads;
  readonly organisation: OrganisationReads;
  readonly snippets: Snippets;
  /** 会议. */
  readonly meetings: MeetingPorts;
  /** 材料. */
  readonly materials: MaterialPorts;
  /** 证据包. */
  readonly evidence: EvidencePorts;
  /** 草案: versions and comments, and the files that they are read from. */
  readonly drafts: DraftReads;
  readonly draftFiles: DraftFileReader;
  /** 专家组. */
  readonly panels: PanelReads;
  /** 征求意见. */
  readonly consultations: ConsultationServices;
  /** 抹除. */
  readonly redactions: { readonly reads: RedactionReads; readonly rules: RedactionRules };
  /** 工作台. */
  readonly inbox: Inbox;
  /** CSV and XLSX. */
  readonly tables: TableFiles;
  /** Logs for process mining 过程挖掘, in one of the formats of the interface. */
  readonly minedLogs: WriteMinedLog;
  /** What people and systems outside are told. */
  readonly notices: NoticeServices;
  /** The log over the ledger: what is sealed, under which keys, and whether the ledger is what was signed. */
  readonly sealedLog: SealedLog;
  /** Issued certificates 办结合规证明. */
  readonly certificates: Pick<CertificateReads, 'latest'>;
  readonly log: HttpLog;
  /** Folder with one page for each problem code. */
  readonly problemPages: string;
  /** Resolves when the database answers. @throws Unavailable */
  readonly ping: () => Promise<void>;
}

/** The log as the HTTP edge uses it. */
export interface SealedLog {
  readonly reads: LogReads;
  readonly hashes: LogHashes;
  readonly gate: Pick<WriteGate, 'standing'>;
  /** Trust policy with the public keys; undefined where they are not kept on this machine. */
  policy(): string | undefined;
}

/** Consultations as the HTTP edge uses them. */
export interface ConsultationServices {
  readonly reads: ConsultationReads;
  /** Comments from one address in a minute at most, counted in each process. */
  readonly commentsPerMinute: number;
  /** Absent: off. */
  readonly humanCheck?: HumanCheck;
}

/** Notices as the HTTP edge uses them. */
export interface NoticeServices {
  readonly happenings: Happenings;
  readonly notices: Notices;
  readonly rules: NoticeRules;
  readonly webhooks: Webhooks;
  readonly sender: Pick<WebhookSender, 'refusedUrl'>;
  readonly feeds: CalendarFeeds;
  readonly writeCalendar: WriteCalendar;
}

/** Structured log lines; never personal data, never a token. */
export interface HttpLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
