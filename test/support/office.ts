import { canonicalJson } from '../../src/engine/audit/canonical-form.js';
import type { LedgerRecord } from '../../src/engine/audit/record.js';
import type { CaseState } from '../../src/engine/case/case-state.js';
import type { OrganisationChange } from '../../src/engine/organisation/organisation-change.js';
import type { CalendarDocument } from '../../src/engine/clock/calendar-document.js';
import type { CivilDate, Instant } from '../../src/engine/clock/time.js';
import { loadCanonical } from '../../src/engine/statechart/load-procedure.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { SystemIds } from '../../src/outside/crypto/ids.js';
import { LOG_HASHES } from '../../src/outside/crypto/log-hashes.js';
import { earlierPowers } from '../../src/outside/cedar/earlier-powers.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import type { Finding } from '../../src/store/fsck/finding.js';
import { fsck } from '../../src/store/fsck/fsck.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import type { ActAnswer, ActRequest, OpenCaseRequest } from '../../src/usecases/cases/act-answer.js';
import { adoptCalendar } from '../../src/usecases/law/adopt-calendar.js';
import type { AdoptionAnswer } from '../../src/usecases/law/adopt-document.js';
import { lapseDueClocks } from '../../src/usecases/clocks/lapse-due-clocks.js';
import { ledgerLaw } from '../../src/usecases/law/ledger-law.js';
import { openCase } from '../../src/usecases/cases/open-case.js';
import { performAct } from '../../src/usecases/cases/perform-act.js';
import type { Ledger, Now, Ports } from '../../src/usecases/ports.js';
import { publishProcedure } from '../../src/usecases/law/publish-procedure.js';
import { keepPolicies } from '../../src/usecases/evidence/keep-policies.js';
import { changeOrganisation } from '../../src/usecases/organisation/change-organisation.js';
import { confirmProposal } from '../../src/usecases/organisation/settle-proposal.js';
import { seedOrganisation } from '../../src/usecases/organisation/seed-organisation.js';
import type { Asker } from '../../src/usecases/powers/power-facts.js';
import { officeOf, type Member } from './office-organisation.js';
import { policiesText, powers, procedureFrom, rules, shippedCalendars, UNPROVED } from './procedures.js';
import { TEST_SERVER_DEVIATIONS } from './test-database-url.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export type Recorded = Extract<ActAnswer, { outcome: 'recorded' }>;
export type Refused = Extract<ActAnswer, { outcome: 'refused' }>;

/** The people of the office, each named after his post. */
export const people = {
  window: { person: 'o-101', unit: 'centre', posts: ['window'] },
  secondWindow: { person: 'o-102', unit: 'centre', posts: ['window'] },
  reviewer: { person: 'o-201', unit: 'bureau', posts: ['reviewer', 'checker'] },
  secondReviewer: { person: 'o-202', unit: 'bureau', posts: ['reviewer', 'checker'] },
  decider: { person: 'o-301', unit: 'bureau', posts: ['decider'] },
  head: { person: 'o-302', unit: 'bureau', posts: ['head', 'decider'] },
  chair: { person: 'o-401', unit: 'bureau', posts: ['chair', 'hearingChair'] },
  inspector: { person: 'o-501', unit: 'institute', posts: ['inspector'] },
  secondInspector: { person: 'o-502', unit: 'institute', posts: ['inspector'] },
  lowerOrgan: { person: 'o-601', unit: 'district', posts: ['lowerOrgan'] },
  governmentHead: { person: 'o-701', unit: 'government', posts: ['governmentHead'] },
  superior: { person: 'o-801', unit: 'province', posts: ['superior'] },
  registrar: { person: 'o-110', unit: 'bureau', posts: ['registrar', 'supervisor'] },
  evaluator: { person: 'o-111', unit: 'bureau', posts: ['evaluator'] },
  system: { person: 'o-901', unit: 'centre', posts: [], administrator: 'system' },
  security: { person: 'o-902', unit: 'centre', posts: [], administrator: 'security' },
  applicant: { person: 'p-0001', posts: [] },
  neighbour: { person: 'p-0002', posts: [] },
} as const satisfies Record<string, Member>;

export type Who = keyof typeof people;

/** A clock that stands where it was put. */
export class HandClock implements Now {
  #now: Instant;

  constructor(at: string) {
    this.#now = instantOf(at);
  }

  now(): Promise<Instant> {
    return Promise.resolve(this.#now);
  }

  /** A day means its noon; a time is local to the authority. */
  put(at: string): void {
    this.#now = instantOf(at);
  }
}

/** `2026-09-28` (noon) or `2026-09-28T23:59:59.999`, in Shanghai. */
export function instantOf(at: string): Instant {
  const local = at.includes('T') ? at : `${at}T12:00`;
  return new Date(`${local}+08:00`).toISOString() as Instant;
}

/** How a test wants its office. */
export interface OfficeOptions {
  /** Where the clock stands at first. Default: Monday, 28 September 2026. */
  readonly at?: string;
  readonly mode?: 'real' | 'simulated';
  /** Default: the permit in miniature. */
  readonly procedures?: readonly CompiledProcedure[];
  /** Default: what ships for 2025 and 2026. */
  readonly notices?: readonly CalendarDocument[];
}

/** What the tests file and do by default; everything can be said otherwise. */
type Filing = Partial<Omit<OpenCaseRequest, 'by'>> & { readonly by?: Who };
type Doing = Partial<Omit<ActRequest, 'caseId' | 'act' | 'by'>>;

/** A member of the office as he asks, signed in with a token. */
export function askerOf(who: Who): Asker {
  return { person: people[who].person, scopes: null, signIn: 'bearer' };
}

function nameOf({ definition }: CompiledProcedure): string {
  return definition.procedure;
}

let keys = 0;

/** The product without HTTP, as one process of it, over a database of its own. */
export class Office {
  private constructor(
    readonly database: TestDatabase,
    readonly store: Store,
    readonly clock: HandClock,
    readonly ports: Ports,
  ) {}

  /** Creates the database and seeds it: calendars, procedures, people. */
  static async open(options: OfficeOptions = {}): Promise<Office> {
    const database = await createTestDatabase();
    const clock = new HandClock(options.at ?? '2026-09-28');
    const office = await Office.over(database, clock, options.mode ?? 'real');
    const { ports } = office;
    for (const notice of options.notices ?? shippedNotices(2025)) await adoptCalendar(ports)(notice);
    for (const compiled of options.procedures ?? [permit()]) {
      await publishProcedure(ports)({ compiled, certificate: UNPROVED });
    }
    const { changes, names } = officeOf(people, (options.procedures ?? [permit()]).map(nameOf));
    await seedOrganisation(ports)({
      authority: '测试机关',
      validFrom: '2014-01-01' as CivilDate,
      changes,
      names,
    });
    return office;
  }

  private static async over(database: TestDatabase, clock: HandClock, mode: 'real' | 'simulated') {
    const store = await openStore({
      url: database.url,
      poolSize: 4,
      allow: TEST_SERVER_DEVIATIONS,
      installation: {
        ...{ log: 'test.example/office', mode, zone: 'Asia/Shanghai', engine: 'test' },
        ...(mode === 'simulated' && { simulatedStart: await clock.now() }),
      },
      compile: (text) => loadCanonical(text, nodeHash),
      hash: nodeHash,
      logHashes: LOG_HASHES,
      realNow: clock,
      warn: () => undefined,
    });
    const { now, installation, ledger, catalogue, calendars, directory, streamStandings } = store;
    const tools = {
      ...{ checkInput: ajvInputCheck(), ids: new SystemIds(), hash: nodeHash },
      ...{ checkPower: powers(), rules: rules(), powersFrom: earlierPowers(), recusalRequestBars: true },
    };
    const ports: Ports = {
      ...{ now, installation, ledger, catalogue, calendars, directory, streamStandings },
      ...tools,
    };
    await keepPolicies(ports, store.documents, policiesText());
    return new Office(database, store, clock, ports);
  }

  /** Another process on the same database, with the same time. */
  another(mode = this.ports.installation.mode): Promise<Office> {
    return Office.over(this.database, this.clock, mode);
  }

  /** Ends this process; the database stays. */
  leave(): Promise<void> {
    return this.store.close();
  }

  /** Ends this process and drops the database. */
  async close(): Promise<void> {
    await this.store.close();
    await this.database.drop();
  }

  /** Publishes a version. What was proved of it is not the business of these tests. */
  publish(compiled: CompiledProcedure): Promise<AdoptionAnswer> {
    const certificate = { properties: [], configurations: 0, passages: 0, facts: [] };
    return publishProcedure(this.ports)({ compiled, certificate });
  }

  file({ by = 'window', ...more }: Filing = {}): Promise<ActAnswer> {
    return openCase(this.ports)({
      procedure: 'test-permit',
      input: { joint: false },
      subject: '开办餐馆',
      applicant: { name: '刘某某某', person: people.applicant.person },
      by: askerOf(by),
      key: `file-${keys++}`,
      ...more,
    });
  }

  /** The id of a case that the law must allow to be opened. */
  async received(filing?: Filing): Promise<string> {
    return recorded(await this.file(filing)).caseId;
  }

  act(caseId: string, by: Who, act: string, doing: Doing = {}): Promise<ActAnswer> {
    return performAct(this.ports)({
      caseId,
      act,
      by: askerOf(by),
      input: {},
      key: `act-${keys++}`,
      ...doing,
    });
  }

  /** An act that the law must allow. */
  async done(caseId: string, by: Who, act: string, input: ActRequest['input'] = {}): Promise<Recorded> {
    return recorded(await this.act(caseId, by, act, { input }));
  }

  /** Changes the organisation as the administrators do: what gives power is confirmed by the second one. */
  async reorganised(...changes: readonly OrganisationChange[]): Promise<void> {
    const answer = await changeOrganisation(this.ports)({
      ...{ by: askerOf('system'), changes, key: `organisation-${keys++}` },
    });
    if (answer.outcome === 'changed') return;
    if (answer.outcome !== 'proposed') throw new Error(`not changed: ${JSON.stringify(answer)}`);
    const settling = { ...this.ports, queries: this.store.queries };
    const confirmed = await confirmProposal(settling)({
      ...{ by: askerOf('security'), proposal: answer.proposal, key: `organisation-${keys++}` },
    });
    if (confirmed.outcome !== 'changed') throw new Error(`not confirmed: ${JSON.stringify(confirmed)}`);
  }

  /** Sweeps as the job does: round after round until nothing is due. */
  async sweep(batch = 50): Promise<number> {
    let lapsed = 0;
    for (;;) {
      const round = await lapseDueClocks(this.ports)(batch);
      lapsed += round.lapsed;
      if (round.streams < batch) return lapsed;
    }
  }

  /** The ports of a process whose ledger is in part another one. */
  through(change: (ledger: Ledger) => Partial<Ledger>): Ports {
    const { ledger } = this.ports;
    const same: Ledger = {
      transact: (...given) => ledger.transact(...given),
      head: (...given) => ledger.head(...given),
      records: (...given) => ledger.records(...given),
      mark: (...given) => ledger.mark(...given),
      dueStreams: (...given) => ledger.dueStreams(...given),
    };
    return { ...this.ports, ledger: { ...same, ...change(ledger) } };
  }

  async records(stream: string): Promise<readonly LedgerRecord[]> {
    return (await this.ports.ledger.records(stream, 0, 10_000)).map(({ record }) => record);
  }

  async types(stream: string): Promise<readonly string[]> {
    return (await this.records(stream)).map(({ type }) => type);
  }

  async state(stream: string): Promise<CaseState> {
    return JSON.parse((await this.ports.ledger.head(stream))?.stateText ?? 'null') as CaseState;
  }

  /** Everything the database holds, as text: two equal answers mean that nothing was written in between. */
  async everything(): Promise<string> {
    const tables = [
      'streams',
      'records',
      'record_parts',
      'idempotency',
      'outbox',
      'cases',
      'tasks',
      'clocks',
    ];
    const rows = await Promise.all(
      [...tables, 'case_parties', 'documents'].map((table) =>
        this.rows(`select to_json(t)::text as row from ${table} t order by 1`),
      ),
    );
    return JSON.stringify(rows);
  }

  rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.database.owner.query(sql, [...values]) as Promise<Row[]>;
  }

  async findings(): Promise<readonly Finding[]> {
    return (await fsck(this.store.dataSource, ledgerLaw(this.ports))).findings;
  }
}

/** The answer of an act that the law allows; anything else fails the test with what it says. */
export function recorded(answer: ActAnswer): Recorded {
  if (answer.outcome !== 'recorded') throw new Error(canonicalJson(answer));
  return answer;
}

/** The answer of an act that the law refuses. */
export function refused(answer: ActAnswer): Refused {
  if (answer.outcome !== 'refused') throw new Error(`${answer.outcome}, not refused`);
  return answer;
}

/** The permit in miniature. */
export function permit(): CompiledProcedure {
  return procedureFrom('test/engine/case/fixtures/permit.yaml');
}

/** The official notices that ship, from a year on. */
export function shippedNotices(from = 2014): readonly CalendarDocument[] {
  return shippedCalendars().filter(({ year }) => year >= from);
}
