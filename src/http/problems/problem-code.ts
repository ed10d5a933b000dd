import type { RefusalCode } from '../../engine/case/refusal.js';
import type { UploadCode } from './material-problem-types.js';
import type { NoticeCode } from './notice-problem-types.js';
import type { OrganisationCode } from './organisation-problem-types.js';
import type { SignInCode } from './sign-in-problem-types.js';

/** Reasons that arise at the HTTP edge, before or beside the law. */
export type EdgeCode =
  | 'malformed-http'
  | 'malformed-json'
  | 'invalid-request'
  | 'invalid-text'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'unauthenticated'
  | 'unknown-resource'
  | 'unknown-route'
  | 'method-not-allowed'
  | 'stale-version'
  | 'unit-needed'
  | 'too-many-snippets'
  | 'body-too-large'
  | 'uri-too-long'
  | 'headers-too-large'
  | 'unsupported-media-type'
  | 'not-simulated'
  | 'clock-backwards'
  | 'unavailable'
  | 'ledger-behind'
  | 'defect';

/** The closed list of problem codes. Each has an entry in `PROBLEM_TYPES` and a page in `docs/problems/`. */
export type ProblemCode = RefusalCode | EdgeCode | UploadCode | SignInCode | OrganisationCode | NoticeCode;
