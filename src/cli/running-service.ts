import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The service in a process of its own, as `npm start` runs it. */
export interface RunningService {
  readonly url: string;
  readonly process: ChildProcess;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Orderly end: what is under way is finished. */
  stop(): Promise<void>;
}

/** A seeded person's access, as the file of accounts has it. */
export interface Account {
  readonly person: string;
  readonly name: string;
  /** The name he signs in with. */
  readonly account: string;
  readonly posts: readonly string[];
  readonly administrator?: string;
  readonly password?: string;
  readonly totpSecret?: string;
  readonly token?: string;
}

/** A seeded person whose bearer token is known. */
export type Token = Account & { readonly token: string };

const READY_WITHIN_MS = 90_000;

/** A service that may not be ready yet. */
export interface StartingService {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  /** Rejects with the service's last words when it does not start. */
  readonly ready: Promise<RunningService>;
}

/** Starts the built service on a data folder and a free port; it is ready when it says where it is. */
export function launchService(
  program: string,
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
): StartingService {
  const child = spawn(process.execPath, [program], {
    env: { ...withoutSettings(process.env), DUECOURSE_DATA: dataFolder, DUECOURSE_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4000)));
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const ready = Promise.race([address(child), ended.then(() => undefined), tooLate()]).then((url) => {
    if (url !== undefined) return { url, process: child, ended, stop };
    child.kill('SIGKILL');
    throw new Error(`the service does not start:\n${words}`);
  });
  return { process: child, ended, ready };
}

/** A service of its own must not be led to somebody else's database by what the caller's shell has set. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => name !== 'DATABASE_URL' && !name.startsWith('DUECOURSE_'),
  );
  return Object.fromEntries(kept);
}

/** Name of the file of accounts in a data folder. */
export const ACCOUNT_FILE = 'accounts.json';

/** The people whose bearer tokens a first start has left in its data folder. */
export function readTokens(dataFolder: string): readonly Token[] {
  const accounts = JSON.parse(readFileSync(join(dataFolder, ACCOUNT_FILE), 'utf8')) as Account[];
  return accounts.filter((one): one is Token => one.token !== undefined);
}

/** The first address that the service prints: it does so when it accepts requests. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((settle) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/\S+?(?=\/docs)/.exec(line)?.[0];
      if (found) settle(found);
    });
  });
}

function tooLate(): Promise<undefined> {
  return new Promise((settle) => setTimeout(() => settle(undefined), READY_WITHIN_MS).unref());
}
