import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Queries } from '../../usecases/queries.js';

/** Figures of one application in Prometheus' format. No label ever holds a person, a case or a free text. */
export class HttpMetrics {
  readonly registry = new Registry();
  private readonly requests: Histogram;
  private readonly problems: Counter;

  private readonly figuresRead: Gauge;
  private readonly gauges: ReadonlyMap<FigureName, Gauge>;

  constructor(private readonly queries: Pick<Queries, 'figures'>) {
    const registers = [this.registry];
    this.requests = new Histogram({
      name: 'duecourse_http_request_duration_seconds',
      help: 'Time from request to response, by route pattern.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers,
    });
    this.problems = new Counter({
      name: 'duecourse_http_problems_total',
      help: 'Problem documents sent, by code.',
      labelNames: ['code'],
      registers,
    });
    this.figuresRead = new Gauge({
      name: 'duecourse_figures_read',
      help: '1 when the figures of the database were read at this scrape, 0 when it was gone and they are old.',
      registers,
    });
    const names = Object.keys(FIGURES) as FigureName[];
    this.gauges = new Map(
      names.map((figure) => {
        const [name, help] = FIGURES[figure];
        return [figure, new Gauge({ name, help, registers })];
      }),
    );
  }

  /** Counts one answered request. */
  observe(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** Counts one problem document. */
  problem(code: string): void {
    this.problems.inc({ code });
  }

  /** Everything in Prometheus' text format, with the database's figures as of now. */
  async text(): Promise<string> {
    await this.readFigures();
    return this.registry.metrics();
  }

  private async readFigures(): Promise<void> {
    try {
      const figures = await this.queries.figures();
      for (const [name, gauge] of this.gauges) gauge.set(figures[name]);
      this.figuresRead.set(1);
    } catch {
      // An outage must not take the other figures along; it is a figure itself.
      this.figuresRead.set(0);
    }
  }
}

type FigureName = keyof Awaited<ReturnType<Queries['figures']>>;

const FIGURES: Readonly<Record<FigureName, readonly [name: string, help: string]>> = {
  casesOpen: ['duecourse_cases_open', 'Cases that have not ended.'],
  clocksRunning: ['duecourse_clocks_running', 'Clocks that run.'],
  clocksOverdue: [
    'duecourse_clocks_overdue',
    'Running clocks past their last day that no sweep has seen yet.',
  ],
  logSize: ['duecourse_log_size', 'Entries of the log.'],
  logUnsealedSeconds: [
    'duecourse_log_unsealed_seconds',
    'Seconds for which the oldest record under no checkpoint has waited; 0 when none waits.',
  ],
  outboxWaiting: ['duecourse_outbox_waiting', 'Effects that are not delivered yet.'],
  logUnstampedSeconds: [
    'duecourse_log_unstamped_seconds',
    'For how long there has been a checkpoint of the log after the last that was time-stamped.',
  ],
  logUnwitnessedSeconds: [
    'duecourse_log_unwitnessed_seconds',
    'For how long there has been a checkpoint of the log after the last that a witness cosigned.',
  ],
};
