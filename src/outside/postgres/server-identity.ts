import { spawnSync } from 'node:child_process';

/** How a server process is started so that PostgreSQL accepts its user and never outlives us. */
export interface ServerIdentity {
  /** Words before the command. */
  readonly prefix: readonly string[];
  /** As whom to spawn; absent: as ourselves. */
  readonly ids?: { readonly uid: number; readonly gid: number };
}

const NOBODY = 65_534;
const NAMESPACE = ['--user', '--map-user=1000', '--map-group=1000', '--'];

/**
 * PostgreSQL refuses to run as root. As root we map ourselves to a plain user in a namespace of its own, which
 * needs no account and no change of ownership; where namespaces are forbidden we become `nobody`.
 *
 * @param dieWithParent ask the kernel to stop the server when this process ends, however it ends (Linux).
 */
export function serverIdentity(dieWithParent: boolean): ServerIdentity {
  const guard = dieWithParent && works('setpriv', ['--pdeathsig', 'INT', 'true']) ? DEATH : [];
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  if (!root) return { prefix: guard };
  if (works('unshare', [...NAMESPACE, 'true'])) return { prefix: ['unshare', ...NAMESPACE, ...guard] };
  return { prefix: guard, ids: { uid: NOBODY, gid: NOBODY } };
}

const DEATH = ['setpriv', '--pdeathsig', 'INT', '--'];

function works(command: string, words: readonly string[]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}
