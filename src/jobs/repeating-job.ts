import type { JobLog } from './job-log.js';

/**
 * Runs a piece of work again and again with a pause in between. One run ends before the next begins; a run that
 * fails is logged and the next one tries again; stopping waits for the run under way.
 */
export class RepeatingJob {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = true;

  constructor(
    private readonly name: string,
    private readonly everySeconds: number,
    private readonly work: () => Promise<void>,
    private readonly log: JobLog,
  ) {}

  /** Begins with a first run at once: what fell due while the service was down is not kept waiting. */
  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    void this.runNow();
  }

  /** One run; joins the run under way if there is one. */
  runNow(): Promise<void> {
    this.running ??= this.runOnce();
    return this.running;
  }

  /** No run begins any more; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async runOnce(): Promise<void> {
    clearTimeout(this.timer);
    try {
      await this.work();
    } catch (error) {
      this.log.error(
        { job: this.name, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
        'job failed',
      );
    } finally {
      this.running = undefined;
      if (!this.stopped) this.timer = setTimeout(() => void this.runNow(), this.everySeconds * 1000);
    }
  }
}
