import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import { renewalLeaf } from '../../../src/engine/audit/stamp/renewal.js';
import { provesInclusion } from '../../../src/engine/audit/log/verify-proof.js';
import type { Instant, Zone } from '../../../src/engine/clock/time.js';
import { systemNow } from '../../../src/outside/clock/system-now.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { SystemIds } from '../../../src/outside/crypto/ids.js';
import { httpLists } from '../../../src/outside/stamps/http-lists.js';
import { nodeStampCrypto } from '../../../src/outside/stamps/node-stamp-crypto.js';
import { PostgresStampRenewals } from '../../../src/store/log/stamp-renewals.js';
import { PostgresStamps } from '../../../src/store/log/stamps.js';
import { bundleAnchors } from '../../../src/usecases/evidence/bundle-anchors.js';
import { putAnchors, renewalLines } from '../../../src/usecases/evidence/bundle-proofs.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import type { PublishedCheckpoint } from '../../../src/usecases/log/log-ports.js';
import { type Renewing, renewStamps } from '../../../src/usecases/log/renew-stamps.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { stampCheckpoints, stampedText } from '../../../src/usecases/log/stamp-checkpoint.js';
import { TestAuthority } from '../../support/test-authority.js';
import { LOG, sequencerBench, type SequencerBench } from './sequencer-bench.js';

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

describe('time stamps whose certificates end, on PostgreSQL', () => {
  let bench: SequencerBench;
  let server: Server;
  let brief: TestAuthority;
  const long = new TestAuthority('long', () => new Date().toISOString());
  let fetched = 0;
  beforeAll(async () => {
    bench = await sequencerBench();
    server = createServer((request, response) => {
      fetched += 1;
      if (request.url !== '/list.crl') response.statusCode = 404;
      response.end(brief.revocationList({ from: inDays(-1), to: inDays(6) }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const at = `http://127.0.0.1:${port}/list.crl`;
    brief = new TestAuthority('brief', () => new Date().toISOString(), inDays(200), at);
  });
  afterAll(async () => {
    server.close();
    await bench.drop();
  });

  const seal = (): Promise<unknown> => sealLog(bench.ports)();
  const stampBy = (authority: TestAuthority) =>
    stampCheckpoints({
      ...{ log: bench.reads, store: new PostgresStamps(bench.sealer), authorities: [authority] },
      ...{ crypto: nodeStampCrypto([authority.root]), imprint: 'sha256', onlyTrusted: true, everyMs: 0 },
      lists: httpLists({ networks: ['127.0.0.1'], timeoutMs: 5_000 }),
      ...{ random: (bytes) => randomBytes(bytes), now: systemNow },
    })();
  const renew = (weak: readonly string[] = [], daysOn = 0): Promise<Renewing> => {
    const now = { now: () => Promise.resolve(inDays(daysOn) as Instant) };
    const installation = { log: LOG, mode: 'real', engine: 'test', zone: 'Asia/Shanghai' as Zone } as never;
    return renewStamps({
      ...{ ledger: bench.ledger, ids: new SystemIds(), hash: nodeHash, installation, now },
      ...{ stamps: new PostgresStampRenewals(bench.database.dataSource), hashes: LOG_HASHES },
      ...{ beforeMs: 365 * DAY, weak },
    })();
  };
  const latest = async (): Promise<PublishedCheckpoint> =>
    (await bench.reads.latest()) as PublishedCheckpoint;

  it('are renewed by one record over all of them once a later authority stamps, and only once', async () => {
    expect(await renew()).toEqual({ outcome: 'nothingDue' });
    await bench.append('stream-1', 3);
    await seal();
    expect(await stampBy(brief)).toMatchObject([{ outcome: 'stamped', size: 3 }]);
    expect(fetched).toBe(1);
    expect(await renew()).toMatchObject({ outcome: 'nobodyLater', stamps: 1 });
    await bench.append('stream-2', 2);
    await seal();
    await stampBy(long);
    await stampBy(brief);
    expect(await renew()).toEqual({ outcome: 'renewed', stamps: 2, sequence: 0 });
    expect(await renew()).toEqual({ outcome: 'nothingDue' });
    await seal();
    expect(await stampBy(long)).toMatchObject([{ outcome: 'stamped', size: 6 }]);
    expect(await renew(['p256'])).toMatchObject({ outcome: 'nobodyLater', stamps: 2 });
  });

  it('come into a bundle with the record, the stamp over it, and the lists of the day', async () => {
    const headsStream = LIBRARY_STREAMS.log;
    const { size } = await latest();
    const subject = { stream: 'stream-1', last: 2 };
    const found = await bundleAnchors(bench.ledger, { log: bench.reads, headsStream }, subject, size);
    expect(found.anchors.map((one) => [one.size, one.stamps.map(({ authority }) => authority)])).toEqual([
      [3, ['brief']],
      [6, ['long']],
    ]);
    expect(found.renewals).toMatchObject([{ size: 3, authority: 'brief', seq: 0, position: 0 }]);
    const stretches = [{ stream: headsStream, kind: 'log', role: 'reference', first: 0, last: 0 }] as const;
    const evidence = { log: bench.reads, hashes: LOG_HASHES, headsStream };
    const [line, ...more] = await renewalLines(evidence, { renewals: found.renewals, stretches });
    expect(more).toEqual([]);
    const { index, record, name, sm3 } = JSON.parse(line as string) as Record<string, unknown>;
    expect({ index, record, name }).toEqual({ index: 0, record: 0, name: 'brief.tsr' });
    const [anchor] = found.anchors as [PublishedCheckpoint];
    const token = anchor.stamps[0]?.token as Uint8Array;
    const leaf = renewalLeaf(
      { size: 3, name: 'brief.tsr', token, text: stampedText(anchor.notes) },
      LOG_HASHES.sm3,
    );
    const root = Buffer.from(found.renewals[0]?.renewed.root.sm3 ?? '', 'hex');
    const path = (sm3 as readonly string[]).map((hash) => Buffer.from(hash, 'base64'));
    expect(provesInclusion({ index: 0n, size: 2n, leaf, root }, path, LOG_HASHES.sm3)).toBe(true);
    const files: string[] = [];
    const draft = {
      text: (file: string) => Promise.resolve(void files.push(file)),
      content: (file: string) => Promise.resolve(void files.push(file)),
    } as never;
    await putAnchors(evidence, { anchors: found.anchors, checkpoint: await latest() }, draft);
    expect(files).toContain('data/anchors/3/brief-1.crl');
    expect(files).not.toContain('data/anchors/6/long-1.crl');
  });

  it('are renewed at most once a day, and for weak algorithms too', async () => {
    const [due] = await new PostgresStampRenewals(bench.database.dataSource).due(
      { now: inDays(0) as Instant, before: inDays(1) as Instant, weak: ['p256'] },
      10,
    );
    expect(canonicalJson(due?.algorithms)).toBe('["p256","sha256"]');
    expect(await renew([], 201)).toEqual({ outcome: 'nothingDue' });
    await bench.append('stream-3', 1);
    await seal();
    await stampBy(brief);
    expect(await renew()).toEqual({ outcome: 'doneToday' });
    expect(await renew([], 1)).toMatchObject({ outcome: 'renewed', stamps: 1 });
  });

  it('keep a list once, and go without one that cannot be had', async () => {
    const rows: unknown[] = await bench.database.dataSource.query('select sha256 from log_revocation_lists');
    expect(rows.length).toBeGreaterThan(0);
    const { port } = server.address() as AddressInfo;
    const lost = new TestAuthority(
      'lost',
      () => new Date().toISOString(),
      undefined,
      `http://127.0.0.1:${port}/no`,
    );
    expect(await stampBy(lost)).toMatchObject([
      { outcome: 'stamped', withoutLists: ['the list is answered for with status 404'] },
    ]);
    const mail = new TestAuthority(
      'mail',
      () => new Date().toISOString(),
      undefined,
      'ldap://127.0.0.1/cn=x',
    );
    expect(await stampBy(mail)).toMatchObject([
      { outcome: 'stamped', withoutLists: ['a list at an address that is not http'] },
    ]);
  });
});
