import type { StreamKindName } from '../../engine/law/stream-definition.js';
import type { StreamKind } from '../ports.js';

/**
 * The streams that an installation has exactly once. Their keys are fixed (RFC 9562 version 8), because there is
 * one of each within a log and everybody must find it.
 */
export const LIBRARY_STREAMS: Readonly<
  Record<Exclude<StreamKind, StreamKindName | 'case' | 'account' | 'redaction' | 'privacy'>, string>
> = {
  installation: '00000000-0000-8000-8000-000000000001',
  organisation: '00000000-0000-8000-8000-000000000002',
  calendar: '00000000-0000-8000-8000-000000000003',
  procedures: '00000000-0000-8000-8000-000000000004',
  webhooks: '00000000-0000-8000-8000-000000000006',
  log: '00000000-0000-8000-8000-000000000007',
  audit: '00000000-0000-8000-8000-000000000009',
  certificates: '00000000-0000-8000-8000-00000000000a',
};

/** Whether a stream is one of those, and so is no case. */
export function isLibraryStream(stream: string): boolean {
  return Object.values(LIBRARY_STREAMS).includes(stream);
}
