import { BUNDLE_FILE, BUNDLE_FORMAT, byName } from '../write/bundle-files.js';
import type { Stretch } from '../write/bundle-lines.js';
import type { Evidence, Scope } from './evidence.js';
import { hasExactly, isCount, parseCanonical, readWhole } from './bundle-text.js';

const MOST_OF_A_SCOPE = 16 * 1024 * 1024;
const RANKS = { subject: 0, beside: 1, reference: 2 } as const;

/** The scope; undefined, and reported, when it is none. */
export function readScope({ files, present, tools, found }: Evidence): Scope | undefined {
  const file = BUNDLE_FILE.scope;
  if (!present.has(file)) return undefined;
  const bytes = readWhole(files.read(file), MOST_OF_A_SCOPE);
  const text = bytes && tools.decode(bytes);
  const value = text === undefined ? undefined : parseCanonical(text)?.value;
  if (isScope(value)) return value;
  found.add('scope-malformed', { file });
  return undefined;
}

function isScope(value: unknown): value is Scope & { readonly format: string } {
  if (!hasExactly(value, 'format', 'log', 'size', 'streams')) return false;
  const { format, log, size, streams } = value;
  if (format !== BUNDLE_FORMAT || typeof log !== 'string' || log === '' || !isCount(size) || size === 0)
    return false;
  return Array.isArray(streams) && streams.every(isStretch) && areLaidOut(streams);
}

function isStretch(value: unknown): value is Stretch {
  if (!hasExactly(value, 'first', 'last', 'role', 'stream')) return false;
  const { first, last, role, stream } = value;
  if (!isCount(first) || !isCount(last) || last < first) return false;
  if (typeof stream !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(stream)) return false;
  return role === 'reference' || ((role === 'subject' || role === 'beside') && first === 0);
}

/** The subject alone in front; then by role, stream and place, no record twice. */
function areLaidOut(streams: readonly Stretch[]): boolean {
  if (streams.filter(({ role }) => role === 'subject').length !== 1) return false;
  const roles = new Map<string, Stretch['role']>();
  for (const { stream, role } of streams) {
    const before = roles.get(stream);
    if (before !== undefined && (before !== 'reference' || role !== 'reference')) return false;
    roles.set(stream, role);
  }
  return streams.every((stretch, at) => at === 0 || follows(streams[at - 1] as Stretch, stretch));
}

function follows(before: Stretch, after: Stretch): boolean {
  const ranks = RANKS[before.role] - RANKS[after.role];
  if (ranks !== 0) return ranks < 0;
  const order = byName(before.stream, after.stream);
  return order === 0 ? after.role === 'reference' && after.first > before.last : order < 0;
}
