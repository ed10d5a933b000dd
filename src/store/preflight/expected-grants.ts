import type { DatabaseRole } from './database-roles.js';

/** What a role may do with a table or view. What is not said is not allowed. */
export interface RelationGrants {
  readonly select?: true;
  readonly insert?: true;
  readonly delete?: true;
  /** The columns that may be updated; never the whole table. */
  readonly update?: readonly string[];
}

/** Rights on one table or view, by role. */
export type Grants = Readonly<Partial<Record<DatabaseRole, RelationGrants>>>;

const READ: RelationGrants = { select: true };
/** What is recorded never changes. */
const APPEND: RelationGrants = { select: true, insert: true };

const changing = (...update: readonly string[]): RelationGrants => ({ ...APPEND, update });
const transient = (...update: readonly string[]): RelationGrants => ({
  ...changing(...update),
  delete: true,
});

/**
 * Who may do what with every table and view: the one list by which migrations grant and the preflight compares. A
 * column is here when a statement of the code writes it, and for no other reason. Nobody gets TRUNCATE, REFERENCES,
 * TRIGGER or the right to hand anything on.
 */
export const EXPECTED_GRANTS: Readonly<Record<string, Grants>> = {
  // The ledger.
  streams: {
    app: changing('seq', 'version', 'leaf_sha256', 'leaf_sm3', 'last_recorded_at', 'state'),
    sealer: READ,
  },
  // How long cases stood: written by the trigger of the head.
  case_marks: { app: READ },
  records: { app: APPEND, sealer: READ },
  record_parts: { app: APPEND },
  // What may not be processed: moved there and back by the trigger of its record.
  restricted_parts: { app: READ },
  restricted_files: { app: READ },
  idempotency: { app: APPEND },
  outbox: { app: changing('delivered_at') },
  documents: { app: APPEND },
  installation: { app: APPEND, sealer: READ },
  // The log: what has been recorded is put in order, sealed and published by the sealer alone.
  sequence_queue: { app: READ, sealer: { select: true, delete: true } },
  log_entries: { app: READ, sealer: APPEND },
  log_tiles: { app: READ, sealer: changing('bytes') },
  log_checkpoints: { app: READ, sealer: APPEND },
  log_cosignatures: { app: READ, sealer: APPEND },
  log_stamps: { app: READ, sealer: APPEND },
  log_revocation_lists: { app: READ, sealer: APPEND },
  log_stamp_renewals: { app: APPEND },
  // What is read: folded from the ledger, and written with it.
  cases: { app: changing('status', 'outcome', 'search', 'grams', 'suspended_on') },
  case_parties: { app: APPEND },
  case_performers: { app: APPEND },
  case_relations: { app: APPEND },
  tasks: {
    app: transient(
      ...[
        'post',
        'acts',
        'since',
        'due_on',
        'order_on',
        'clock',
        'signing',
        'came',
        'from_person',
        'waits_for',
      ],
      ...['holder_person', 'holder_as', 'holder_for', 'holder_on', 'passed_by', 'urged_on', 'opened_at'],
    ),
  },
  task_signers: { app: { ...APPEND, delete: true } },
  case_referrals: {
    app: transient(
      ...[
        'kind',
        'task',
        'person',
        'from_person',
        'since',
        'asked_at',
        'blocks',
        'place',
        'clock',
        'due_on',
        'order_on',
      ],
    ),
  },
  case_referred: { app: changing('since', 'from_person') },
  case_initiated: { app: APPEND },
  case_doings: { app: APPEND },
  // Private marks, in no record.
  case_follows: { app: { ...APPEND, delete: true } },
  snippets: { app: { ...APPEND, delete: true } },
  procedure_posts: { app: APPEND },
  procedure_separations: { app: APPEND },
  vacancies: { app: { ...APPEND, delete: true } },
  document_numbers: { app: APPEND },
  case_documents: { app: changing('served_on', 'takes_effect_at') },
  clocks: {
    app: changing(
      ...['run', 'state', 'due_on', 'promised_due_on', 'provisional', 'sweep_at', 'claimed_until'],
    ),
  },
  // Materials: what is under way is transient, what is in a case stays.
  uploads: {
    app: transient(
      ...['received', 'state', 'sha256', 'sm3', 'true_type', 'findings', 'writer', 'claimed_until'],
    ),
  },
  blobs: { app: transient('standing', 'filed') },
  case_materials: { app: changing('item', 'standing', 'versions') },
  case_material_versions: { app: APPEND },
  people: { app: changing('kind', 'name', 'standing') },
  publications: { app: APPEND },
  stream_standings: { app: changing('seq', 'leaf', 'standing') },
  draft_versions: { app: APPEND },
  draft_comments: { app: APPEND },
  draft_answers: { app: APPEND },
  consultations: {
    app: changing('closes_on', 'extended_seq', 'withdrawn_on', 'withdrawn_seq', 'result_on'),
  },
  consultation_comments: {
    app: changing(
      ...['sorted_as', 'duplicate_of', 'sorted_seq', 'group_no', 'result', 'handled_seq', 'articles'],
    ),
  },
  consultation_groups: { app: APPEND },
  panel_pools: { app: APPEND },
  meetings: { app: changing('day', 'time', 'status', 'held', 'items', 'minutes_on') },
  meeting_items: { app: changing('status', 'result') },
  meeting_follow_ups: {
    app: changing(
      ...['until_on', 'done_on', 'posts', 'at_unit', 'holder_person', 'holder_as', 'holder_on'],
      ...['reported_on', 'lapsed_on'],
    ),
  },
  // Who may sign in. What ends is deleted; the ledger keeps that it was.
  accounts: {
    app: changing(
      ...['password_hash', 'password_set_at', 'totp_secret', 'last_step'],
      ...['pending_password_hash', 'pending_totp_secret', 'activation_sha256', 'activation_expires_at'],
    ),
  },
  identities: { app: { ...APPEND, delete: true } },
  sessions: { app: transient('person', 'last_seen_at') },
  sign_in_flows: { app: { ...APPEND, delete: true } },
  sign_in_attempts: { app: transient('failures', 'last_at', 'free_at') },
  // Notices out: what happened is kept, what waits is changed, what is over may go.
  happenings_new: { app: { ...APPEND, delete: true } },
  happenings: { app: APPEND },
  webhooks: {
    app: changing('state', 'secret', 'previous_secret', 'previous_until', 'handed_to', 'open_until'),
  },
  webhook_lanes: {
    app: transient(
      ...['position', 'seq', 'last_position', 'state', 'attempts', 'free_at', 'claim', 'status', 'reason'],
    ),
  },
  webhook_attempts: { app: { ...APPEND, delete: true } },
  notices: { app: changing('read', 'read_at') },
  clock_warnings: { app: APPEND },
  meeting_follow_ups_told: { app: APPEND },
  notice_followers: { app: changing('position') },
  notice_settings: { app: changing('mail', 'mode') },
  mail_queue: { app: changing('state', 'attempts', 'free_at', 'claim', 'reason') },
  calendar_feeds: { app: { ...APPEND, delete: true } },
  // What the database says of itself.
  schema_migrations: { app: READ },
  schema_changes: { app: READ },
  audit_records: { auditor: READ },
  audit_streams: { auditor: READ },
  audit_cases: { auditor: READ },
  audit_documents: { auditor: READ },
  audit_outbox: { auditor: READ },
  audit_installation: { auditor: READ },
  audit_schema_changes: { auditor: READ },
  audit_schema_migrations: { auditor: READ },
};

/** The functions that a role calls by itself. Those of triggers need no right, and nobody has one. */
export const FUNCTION_GRANTS: Readonly<Record<string, readonly DatabaseRole[]>> = {
  duecourse_append: ['app'],
  duecourse_append_case: ['app'],
  duecourse_append_desk: ['app'],
  duecourse_append_materials: ['app'],
  duecourse_append_papers: ['app'],
  duecourse_append_notices: ['app'],
  duecourse_append_publications: ['app'],
  duecourse_append_beside: ['app'],
  duecourse_append_standings: ['app'],
  duecourse_append_drafts: ['app'],
  duecourse_append_consultations: ['app'],
  duecourse_append_panels: ['app'],
  duecourse_append_meetings: ['app'],
  duecourse_wanted: ['app'],
  duecourse_number_happenings: ['app'],
  duecourse_fill_lanes: ['app'],
  duecourse_hand_over: ['app'],
  duecourse_go_on: ['app'],
  duecourse_settle_delivery: ['app'],
  duecourse_change_webhook: ['app'],
  duecourse_write_notices: ['app'],
  duecourse_change_account: ['app'],
  // Erasure: called by the trigger of its record, and by nobody.
  duecourse_erase_case_words: [],
  duecourse_erase_comments: [],
  duecourse_erase_copies: [],
  duecourse_erase_file: [],
  // Restriction: likewise.
  duecourse_put_case_words: [],
  duecourse_restrict_comments: [],
  duecourse_restrict_copies: [],
  duecourse_release_copies: [],
  duecourse_take_turn: ['app'],
};
