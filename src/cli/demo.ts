import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONTESTED, SMOOTH, type Play, type PlayStep } from './demo-plays.js';
import {
  recordLines,
  refusalLines,
  type TimelineRecord,
  type Titles,
  type UnmetLine,
} from './demo-timeline.js';
import { launchService, readTokens } from './running-service.js';
import { ServiceClient, type Reply } from './service-client.js';

/*
 * `npm run demo`: a service in simulated time on a folder that is thrown away, played over HTTP alone.
 */

const PROCEDURE = 'administrative-licence';
/** Three departments are competent for it; the plays are the market bureau's. */
const UNIT = 'market-bureau';
/** The system administrator. */
const CLOCK_MOVER = 'o-901';
const OFFICER = 'o-101';

const print = (line = ''): void => console.log(line);

/** Ten in the morning in Beijing. */
const instantOf = (day: string): string => `${day}T02:00:00.000Z`;

/** Plays one case and prints each new record of its ledger. */
class Player {
  #caseId = '';
  #seen = -1;

  constructor(
    private readonly client: ServiceClient,
    private readonly titles: Titles,
    private readonly play: Play,
  ) {}

  async run(): Promise<void> {
    const { title, subject, applicant } = this.play;
    print(`\n━━━ ${title}\n    ${subject}  申请人 applicant: ${applicant.name}\n`);
    for (const step of this.play.steps) await this.#step(step);
    const { body } = await this.client.get(OFFICER, `/v1/cases/${this.#caseId}`);
    const active = (body['active'] as { title: string }[]).map((state) => state.title).join('、');
    print(`\n    现在 now: ${active}；留痕 records: ${String(body['sequence'])}`);
  }

  async #step({ on, by, act, input, parties, note }: PlayStep): Promise<void> {
    await this.#advance(on);
    if (note !== undefined) print(`          — ${note}`);
    if (by === undefined || act === undefined) return;
    const reply =
      this.#caseId === ''
        ? await this.#open(by, input)
        : await this.client.post(by, `/v1/cases/${this.#caseId}/acts/${act}`, {
            input: input ?? {},
            parties,
          });
    await this.#printNew();
    if (reply.status === 201) return;
    const { unmet, earliestPossible, title, detail } = reply.body;
    if (unmet === undefined) throw new Error(`${act}: ${String(title)} ${String(detail)}`);
    for (const line of refusalLines(unmet as UnmetLine[], earliestPossible as string | undefined))
      print(line);
  }

  async #open(by: string, input: PlayStep['input']): Promise<Reply> {
    const { subject, applicant } = this.play;
    const reply = await this.client.post(by, '/v1/cases', {
      procedure: PROCEDURE,
      unit: UNIT,
      subject,
      applicant,
      input,
    });
    if (reply.status !== 201) throw new Error(`the case is not opened: ${JSON.stringify(reply.body)}`);
    this.#caseId = String(reply.body['caseId']);
    return reply;
  }

  /** The clock stands still until somebody moves it; what falls due on the way is on record before anybody acts. */
  async #advance(day: string): Promise<void> {
    const { status, body } = await this.client.post(CLOCK_MOVER, '/v1/simulation/advances', {
      to: instantOf(day),
    });
    if (status !== 201) throw new Error(`the clock does not move to ${day}: ${JSON.stringify(body)}`);
    if (this.#caseId !== '') await this.#printNew();
  }

  async #printNew(): Promise<void> {
    const after = this.#seen < 0 ? '' : `?after=${this.#seen}`;
    const { body } = await this.client.get(OFFICER, `/v1/cases/${this.#caseId}/records${after}`);
    for (const { record } of body['items'] as { record: TimelineRecord }[]) {
      this.#seen = record.seq;
      for (const line of recordLines(record, this.titles, (person) => this.client.person(person).name))
        print(line);
    }
  }
}

const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'duecourse-demo-'));
try {
  const service = await launchService(program, folder, { DUECOURSE_MODE: 'simulated' }).ready;
  try {
    print(`正程 DueCourse ${service.url}  模拟时间 simulated time`);
    const client = new ServiceClient(service.url, readTokens(folder));
    const { body } = await client.get(OFFICER, `/v1/procedures/${PROCEDURE}`);
    for (const play of [SMOOTH, CONTESTED])
      await new Player(client, body['definition'] as Titles, play).run();
  } finally {
    await service.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
