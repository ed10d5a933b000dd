import { type ChildProcess, fork } from 'node:child_process';

/** What the child is told and where it says that something is wrong. */
export interface SequencerChildOptions {
  /** Entry of the command line. */
  readonly program: string;
  readonly databaseUrl: string;
  readonly onEnd: (how: string) => void;
  /** Pause before a child that ended is started again; doubled each time, up to half a minute. Default 1 s. */
  readonly pauseMs?: number;
}

const LONGEST_PAUSE_MS = 30_000;
/** A child that ran this long was sound: its end is not counted against the next. */
const SOUND_AFTER_MS = 60_000;
const PATIENCE_MS = 10_000;

/**
 * The sequencer as a process of its own, with a connection and keys that the service does not have. It ends with its
 * parent, even by kill -9: then the channel between them closes. One that ends by itself is started again.
 */
export class SequencerChild {
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #pause: number;

  constructor(private readonly options: SequencerChildOptions) {
    this.#pause = options.pauseMs ?? 1_000;
  }

  start(): void {
    const since = Date.now();
    const child = fork(this.options.program, ['sequence'], {
      env: { ...process.env, DATABASE_URL: this.options.databaseUrl },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.once('exit', (code, signal) => this.#ended(signal ?? `exit code ${code}`, Date.now() - since));
    child.once('error', (problem) => {
      // One that never ran does not exit either.
      if (child.pid === undefined) this.#ended(problem.message, 0);
      else this.options.onEnd(problem.message);
    });
  }

  /** Ends it after the run under way; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
    const killed = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(killed);
  }

  #ended(how: string, lived: number): void {
    if (this.#stopped) return;
    this.options.onEnd(how);
    // Whoever was told may have stopped it.
    if (this.#stopped) return;
    if (lived > SOUND_AFTER_MS) this.#pause = this.options.pauseMs ?? 1_000;
    this.#timer = setTimeout(() => this.start(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }
}
