import type { Hash } from '../../engine/audit/record.js';
import {
  recordLines,
  refusalLines,
  type TimelineRecord,
  type Titles,
  type UnmetLine,
} from '../demo-timeline.js';
import type { Reply, ServiceClient } from '../service-client.js';

/** The system administrator, who alone moves simulated time. */
const CLOCK_MOVER = 'o-901';

const INDENT = '            ';
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;
/** So many days without an act are worth a line. */
const LONG_WAIT = 4;

type Body = Readonly<Record<string, unknown>>;

/** The titles that a published procedure gives its posts. */
interface PostTitles {
  readonly posts: Readonly<Record<string, { readonly title: string | { readonly zh: string } }>>;
}

/** Which procedure of the city is played, and who reads along. */
interface Played {
  readonly procedure: string;
  readonly reader: string;
}

/** The reader is an officer of the government's office. */
const MAJOR_DECISION: Played = { procedure: 'major-decision', reader: 'o-751' };

/** A refusal that the play met on purpose. */
export interface Refused {
  readonly what: string;
  readonly unmet: readonly UnmetLine[];
  readonly earliestPossible?: string;
}

/** One decision (or another procedure of the government) played over HTTP: who does what on which day, and the timeline that comes of it. */
export class DecisionStage {
  readonly refusals: Refused[] = [];
  #titles: Titles & PostTitles = { acts: {}, clocks: {}, documents: {}, posts: {} };
  #caseId = '';
  #seen = -1;
  #day = '';

  constructor(
    readonly client: ServiceClient,
    /** For whoever promises a number for the draw, and whoever checks a proof. */
    readonly hash: Hash,
    readonly print: (line: string) => void,
    private readonly played: Played = MAJOR_DECISION,
  ) {}

  /** The day of the play, `YYYY-MM-DD`. */
  get day(): string {
    return this.#day;
  }

  get caseId(): string {
    return this.#caseId;
  }

  chapter(title: string): void {
    this.print(`\n━━━ ${title}\n`);
  }

  note(line: string): void {
    this.print(`${INDENT}— ${line}`);
  }

  name(person: string): string {
    return this.client.person(person).name;
  }

  /** Time passes to an hour of a day; what falls due on the way is on record before anybody acts. */
  async on(day: string, time = '10:00'): Promise<void> {
    const to = new Date(`${day}T${time}:00+08:00`).toISOString();
    const { status, body } = await this.client.post(CLOCK_MOVER, '/v1/simulation/advances', { to });
    if (status !== 201) throw new Error(`the clock does not move to ${day} ${time}: ${JSON.stringify(body)}`);
    if (day === this.#day) return;
    const waited = this.#day === '' ? 0 : daysBetween(this.#day, day);
    if (waited >= LONG_WAIT) this.print(`${INDENT}… 等待 ${waited} 天 · ${waited} days pass`);
    this.#day = day;
    if (this.#caseId !== '') await this.#printNew();
  }

  async open(by: string, subject: string, applicant: string, input: Body): Promise<void> {
    const { procedure } = this.played;
    const { body: found } = await this.client.get(by, `/v1/procedures/${procedure}`);
    this.#titles = found['definition'] as Titles & PostTitles;
    const body = {
      procedure,
      act: 'propose',
      unit: 'government',
      subject,
      applicant: { name: applicant },
      input,
    };
    this.#caseId = String(accepted('open', await this.client.post(by, '/v1/cases', body)).body['caseId']);
    await this.#printNew();
  }

  /** An act on the case that is lawful and is recorded. @throws Error when it is refused */
  async act(by: string, act: string, input: Body = {}): Promise<void> {
    accepted(act, await this.client.post(by, `/v1/cases/${this.#caseId}/acts/${act}`, { input }));
    await this.#printNew();
  }

  /** Something beside the case that is lawful; `say` is its line in the timeline. @throws Error when it is refused */
  async beside(by: string, path: string, body: Body, say = ''): Promise<Body> {
    const reply = accepted(path, await this.client.post(by, this.#address(path), body));
    if (say !== '') this.line(say, by);
    return reply.body;
  }

  /** What must not be possible; shown with everything that stands against it. @throws Error when it is possible */
  async refused(by: string, path: string, body: Body, what: string): Promise<void> {
    const { status, body: said } = await this.client.post(by, this.#address(path), body);
    if (status < 400) throw new Error(`${path} was not refused`);
    const unmet = said['unmet'] as readonly UnmetLine[] | undefined;
    if (!unmet) throw new Error(`${path}: ${JSON.stringify(said)}`);
    const earliestPossible = said['earliestPossible'] as string | undefined;
    this.refusals.push({ what, unmet, ...(earliestPossible !== undefined && { earliestPossible }) });
    this.print(`${this.#day}  ✗ 试图${what}，未准许 refused  ${this.name(by)}`);
    for (const line of refusalLines(unmet, earliestPossible)) this.print(line);
    await this.#printNew(false);
  }

  /** The same for an act on the case. */
  refusedAct(by: string, act: string, input: Body, what: string): Promise<void> {
    return this.refused(by, `acts/${act}`, { input }, what);
  }

  /** A line of the timeline that no record of the case tells. */
  line(say: string, by?: string): void {
    this.print(`${this.#day}  ◆ ${say}${by === undefined ? '' : `  ${this.name(by)}`}`);
  }

  /** What somebody reads of the case. @throws Error when he may not */
  async read(path: string, by = this.played.reader): Promise<Body> {
    return accepted(path, await this.client.get(by, this.#address(path))).body;
  }

  /** `/v1/...` as it stands; anything else belongs to the case. */
  #address(path: string): string {
    return path.startsWith('/') ? path : `/v1/cases/${this.#caseId}${path === '' ? '' : `/${path}`}`;
  }

  async #printNew(refusals = true): Promise<void> {
    const after = this.#seen < 0 ? '' : `?after=${this.#seen}`;
    const { items } = await this.read(`records${after}`);
    for (const { record } of items as { record: TimelineRecord }[]) {
      this.#seen = record.seq;
      if (record.data.cause === 'refusal' && !refusals) continue;
      for (const line of recordLines(this.#readable(record), this.#titles, (one) => this.name(one)))
        this.print(line);
    }
  }

  /** Posts under their titles instead of the words of the definition. */
  #readable(record: TimelineRecord): TimelineRecord {
    const { actor } = record;
    const title = actor?.post === undefined ? undefined : this.#titles.posts[actor.post]?.title;
    if (!actor || title === undefined) return record;
    return { ...record, actor: { ...actor, post: typeof title === 'string' ? title : title.zh } };
  }
}

/** What must have been done. @throws Error with everything that the service said against it */
export function accepted(what: string, reply: Reply): Reply {
  if (reply.status === 200 || reply.status === 201) return reply;
  throw new Error(`${what}: ${reply.status} ${JSON.stringify(reply.body)}`);
}

/** Days from one legal day to a later one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** A legal day with its weekday, as notices write it. */
export function dayInWords(day: string): string {
  return `${day}（周${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''}）`;
}
