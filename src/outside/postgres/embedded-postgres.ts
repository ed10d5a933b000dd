import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Defect } from '../../engine/defect.js';
import { dataFolder, prepareDataFolder, type DataFolder } from './data-folder.js';
import { clearFolder, ownerFile, stopServer } from './leftover-server.js';
import { embeddedBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { serverIdentity } from './server-identity.js';

/** How to run the embedded server. */
export interface EmbeddedPostgresOptions {
  /** The data folder; created with its parents when it does not exist. */
  readonly dataDir: string;
  /** Default: the binaries that come with the package. */
  readonly binaries?: PostgresBinaries;
  /** Server settings, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** `false` skips the sync at creation: for tests only. Default true. */
  readonly durable?: boolean;
  /** Use a server that another live process runs on this folder, instead of refusing. Default false. */
  readonly attach?: boolean;
  /** How long to wait until the parts of a server that was killed have ended, in milliseconds. Default 10 s. */
  readonly patienceMs?: number;
  /** Each line of the server's log. */
  readonly onLog?: (line: string) => void;
}

/** A running server. */
export interface EmbeddedPostgres {
  /** `postgres://...` with the superuser's password, for the database `postgres`. */
  readonly url: string;
  /** Resolves when the server ends without having been asked to. */
  readonly lost: Promise<void>;
  /** Fast shutdown; resolves when the server has ended. A server we only attached to goes on. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 10_000;
const RETRY_MS = 200;
// PostgreSQL's own locks: the file, and the shared memory that a killed server's parts hold until they have ended.
const STILL_HELD = /lock file "[^"]*" (already exists|is empty)|pre-existing shared memory block/;

/**
 * Runs a real PostgreSQL on a data folder, with nothing installed on the machine: no account, no fixed port, no
 * socket file, a random password. It ends when we end, even by kill -9 (Linux); a server that was orphaned anyway
 * is stopped first, and the remains of one that was killed are waited for. An acknowledged commit survives all of
 * that.
 *
 * @throws Error in words: folder in use, other major version, no binaries, server does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = options.binaries ?? embeddedBinaries();
  const folder = dataFolder(resolve(options.dataDir));
  const password = prepareDataFolder(folder, binaries, options.durable ?? true);
  const patience = options.patienceMs ?? PATIENCE_MS;
  for (let waited = 0; ; waited += RETRY_MS) {
    const found = await clearFolder(folder, patience);
    if (found) {
      if (!options.attach) throw new Error(`${folder.path} is in use by process ${found.owner}`);
      return attachedTo(urlOf(password, found.port));
    }
    // Before the start, so that nobody takes our server for an orphan; and after it, in case somebody else tried too.
    writeFileSync(ownerFile(folder), String(process.pid));
    const start = await launch(folder, binaries, options);
    if ('server' in start) {
      writeFileSync(ownerFile(folder), String(process.pid));
      return supervise(start.server, urlOf(password, start.port), folder);
    }
    const reason = STILL_HELD.test(start.failure) ? ', because another server, or parts of one, hold it' : '';
    if (!reason || waited >= patience) {
      throw new Error(`PostgreSQL does not start on ${folder.path}${reason}:\n${start.failure}`);
    }
    await pause(RETRY_MS);
  }
}

function urlOf(password: string, port: number): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

function attachedTo(url: string): EmbeddedPostgres {
  return { url, lost: new Promise(() => undefined), stop: () => Promise.resolve() };
}

const PORT_ATTEMPTS = 5;

type Start = { readonly server: ChildProcess; readonly port: number } | { readonly failure: string };

async function launch(
  folder: DataFolder,
  binaries: PostgresBinaries,
  options: EmbeddedPostgresOptions,
): Promise<Start> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = spawnServer(folder, binaries, port, options);
    const failure = await readiness(server, options.onLog);
    if (failure === undefined) return { server, port };
    // Somebody may have taken the port between our look and the server's.
    if (attempt < PORT_ATTEMPTS && /address already in use/i.test(failure)) continue;
    return { failure };
  }
}

function spawnServer(
  folder: DataFolder,
  binaries: PostgresBinaries,
  port: number,
  options: EmbeddedPostgresOptions,
): ChildProcess {
  const identity = serverIdentity(true);
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...options.settings };
  const words = [
    ...identity.prefix,
    binaries.postgres,
    '-D',
    folder.path,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  return spawn(words[0] as string, words.slice(1), {
    ...identity.ids,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
    // A process group of its own: Ctrl-C must reach us alone, so that requests under way can still be written.
    detached: process.platform !== 'win32',
  });
}

const KEPT_LOG_LINES = 40;

/** Resolves with nothing when the server accepts connections, or with its last words when it ends before. */
function readiness(
  server: ChildProcess,
  onLog: EmbeddedPostgresOptions['onLog'],
): Promise<string | undefined> {
  if (!server.stderr) throw new Defect('the server was started without a log');
  const lines = createInterface({ input: server.stderr });
  const tail: string[] = [];
  return new Promise((settle) => {
    lines.on('line', (line) => {
      onLog?.(line);
      if (tail.push(line) > KEPT_LOG_LINES) tail.shift();
      if (line.includes('ready to accept connections')) settle(undefined);
    });
    server.once('error', (problem) => settle(problem.message));
    server.once('close', () => settle(tail.join('\n')));
  });
}

function supervise(server: ChildProcess, url: string, folder: DataFolder): EmbeddedPostgres {
  let stopping = false;
  const ended = new Promise<void>((settle) => server.once('exit', () => settle()));
  // Where the kernel does not do it for us (no setpriv), at least an orderly exit takes the server along.
  const farewell = (): void => void server.kill('SIGINT');
  process.once('exit', farewell);
  const stop = async (): Promise<void> => {
    stopping = true;
    process.off('exit', farewell);
    if (server.exitCode === null && server.signalCode === null && server.pid !== undefined) {
      await Promise.all([stopServer(server.pid), ended]);
    }
    rmSync(ownerFile(folder), { force: true });
  };
  const lost = new Promise<void>((settle) => void ended.then(() => (stopping ? undefined : settle())));
  return { url, lost, stop };
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
