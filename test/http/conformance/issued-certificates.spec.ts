import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { buildJobs } from '../../../src/app.module.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { openSequencer } from '../../../src/compose/log.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { PostgresLedger } from '../../../src/store/ledger.js';
import type { IssuingPorts } from '../../../src/usecases/conformance/issue-certificate.js';
import {
  issueCertificates,
  type IssuingRound,
} from '../../../src/usecases/conformance/issue-certificates.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { LetterCase, startLetterService } from '../documents/letter-town.js';
import type { TestService } from '../support/test-service.js';

const NOTHING: IssuingRound = { issued: 0, tooLong: [], failures: [] };

describe('certificates that the system issues when cases end', () => {
  let service: TestService;
  let letter: LetterCase;
  beforeAll(async () => {
    service = await startLetterService();
    letter = await refused();
  });
  afterAll(() => service.close());

  const refused = async (): Promise<LetterCase> => {
    const one = await LetterCase.open(service);
    await one.act('ren', 'refuse', { reason: '场地不符' }).expect(201);
    return one;
  };
  const ports = (change: Partial<IssuingPorts> = {}): IssuingPorts => {
    const { ports: own, store } = service.composition;
    const { queries, documents, certificates } = store;
    return { ...own, queries, documents, certificates, ...change };
  };
  /** A process of its own that issues. */
  const issuer = (change: Partial<IssuingPorts> = {}) => {
    const issue = issueCertificates(ports(change));
    return () => issue(50);
  };
  const seal = async (): Promise<void> => {
    const sequencer = await openSequencer(service.database.url, service.settings);
    await sequencer.run();
    await sequencer.close();
  };
  const issuedOf = (one: LetterCase) => service.composition.store.certificates.latest(one.id);
  const onRecord = async (): Promise<number> =>
    (await service.composition.ports.ledger.head(LIBRARY_STREAMS.certificates))?.seq ?? 0;
  const certificate = async () =>
    (await service.get(`/v1/cases/${letter.id}/conformance/certificate`, 'du').expect(200)).body;

  it('are issued once, whoever else issues at the same time, and never for an open case', async () => {
    const open = await LetterCase.open(service);
    expect(await certificate()).not.toHaveProperty('issued');
    const other = new PostgresLedger(service.composition.store.dataSource);
    const rounds = await Promise.all([issuer()(), issuer({ ledger: other })()]);
    expect(rounds.map(({ issued }) => issued).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(rounds.flatMap(({ failures }) => failures)).toEqual([]);
    expect(await issuer()()).toEqual(NOTHING);
    expect(await onRecord()).toBe(1);
    expect(await issuedOf(open)).toBeUndefined();
  });

  it('say what the table said then: digests, ids and counts, nothing of what was written in the case', async () => {
    const { body: table } = await service.get(`/v1/cases/${letter.id}/conformance`, 'du').expect(200);
    const [entry] = await service.composition.ports.ledger.records(LIBRARY_STREAMS.certificates, 0, 1);
    expect(entry?.record).toMatchObject({ type: 'certificate.issued', seq: 0 });
    expect(entry?.record).not.toHaveProperty('actor');
    expect(entry?.record.data).toMatchObject({
      ...{ case: letter.id, cause: 'closure', last: { seq: 1 }, asOf: '2026-09-28' },
      ...{ table: table.table, counts: table.counts },
      deviations: table.items
        .filter(({ conclusion }: { conclusion: string }) => conclusion === 'deviates')
        .map(({ rule }: { rule: string }) => rule),
    });
    expect(entry?.text).not.toMatch(/场地不符|刘申请|liu/);
  });

  it('are told beside the certificate of today, with the place of the record', async () => {
    const body = await certificate();
    expect(body.issued).toMatchObject({
      ...{ stream: LIBRARY_STREAMS.certificates, sequence: 0, cause: 'closure', same: true },
      ...{ table: body.table, last: body.last, counts: body.counts },
    });
    expect(body.text).toContain('与现在的对照表结论一致');
  });

  it('are not issued again for records that change nothing in the table', async () => {
    const running = issuer();
    await running();
    await letter.act('ren', 'tell').expect(409);
    await seal();
    const { issued, table, last } = await certificate();
    // The table cites the end of the history: its digest moves with every record, what it says does not.
    expect(issued).toMatchObject({ sequence: 0, same: true });
    expect(issued.table).not.toEqual(table);
    expect([issued.last.sequence, last.sequence]).toEqual([1, 2]);
    expect(await running()).toEqual(NOTHING);
    expect(await onRecord()).toBe(1);
  });

  it('are followed by another one when later records change the table, by a process that was running', async () => {
    const running = issuer();
    await running();
    await letter.issue('ren', 'd1').expect(201);
    expect((await certificate()).issued).toMatchObject({ sequence: 0, same: false });
    await seal();
    expect(await running()).toEqual({ ...NOTHING, issued: 1 });
    expect(await running()).toEqual(NOTHING);
    const { issued, text } = await certificate();
    expect(issued).toMatchObject({ sequence: 1, cause: 'change', before: 0, same: true });
    expect(text).toContain('接续记录 0');
    expect(await onRecord()).toBe(2);
  });

  it('leave out a case that cannot be judged, and it keeps no other waiting; it is tried again later', async () => {
    const [broken, fine] = [await refused(), await refused()];
    const { queries } = service.composition.store;
    let isBroken = true;
    const records: typeof queries.records = (stream, page) =>
      isBroken && stream === broken.id ? Promise.reject(new Error('torn')) : queries.records(stream, page);
    const running = issuer({ queries: { records } as typeof queries });
    expect(await running()).toMatchObject({ issued: 1, failures: [{ case: broken.id }] });
    expect(await issuedOf(fine)).toMatchObject({ issued: { case: fine.id } });
    isBroken = false;
    expect([(await running()).issued, (await running()).issued]).toEqual([0, 1]);
    expect(await issuedOf(broken)).toMatchObject({ issued: { case: broken.id } });
  });

  it('leave out a case that is too long, and it is told once', async () => {
    const long = await refused();
    const { ledger } = service.composition.ports;
    const head: typeof ledger.head = async (stream) => {
      const found = await ledger.head(stream);
      return found && stream === long.id ? { ...found, seq: 6_000 } : found;
    };
    const lengthy: typeof ledger = {
      head,
      records: (...words) => ledger.records(...words),
      mark: (...words) => ledger.mark(...words),
      dueStreams: (...words) => ledger.dueStreams(...words),
      transact: (...words) => ledger.transact(...words),
    };
    const running = issuer({ ledger: lengthy });
    expect(await running()).toEqual({ ...NOTHING, tooLong: [{ case: long.id, records: 6_000 }] });
    await seal();
    expect(await running()).toEqual(NOTHING);
    expect(await issuedOf(long)).toBeUndefined();
  });

  it('are issued by a job of the service, for auditors to read and for fsck to fold', async () => {
    const before = await onRecord();
    const jobs = buildJobs(service.composition, loadSettings({}), pino({ level: 'silent' }));
    for (const job of jobs) await job.runNow();
    expect(await onRecord()).toBe(before + 1);
    const path = `/v1/streams/${LIBRARY_STREAMS.certificates}/records`;
    const { body } = await service.get(path, 'shen').expect(200);
    expect(body.items).toHaveLength(before + 1);
    await service.get(path, 'wang').expect(404);
    const { findings } = await fsck(service.database.owner, ledgerLaw(service.composition.ports));
    expect(findings).toEqual([]);
  });
});
