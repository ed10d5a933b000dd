import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replayHistory } from '../../src/cli/replay-history.js';
import { runCommand } from '../../src/cli/run-command.js';
import { bundleReader } from '../../src/compose/replay.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { startTestService, type TestService } from '../http/support/test-service.js';
import { sealOnce } from '../support/evidence/sealing.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse replay of a bundle, without a database', () => {
  let service: TestService;
  let folder: string;
  let bundle: string;
  let policy: string;
  beforeAll(async () => {
    service = await startTestService();
    folder = mkdtempSync(join(tmpdir(), 'replay-bundle-'));
    const id = await service.open('bundled');
    for (const [person, act, status] of [
      ['wang', 'accept', 201],
      ['wang', 'grant', 403],
      ['he', 'grant', 201],
    ] as const) {
      const key = `bundled-${person}-${act}`;
      const address = `/v1/cases/${id}/acts/${act}`;
      await service.post(address, person).set('idempotency-key', key).send({}).expect(status);
    }
    const { log } = service.composition.ports.installation;
    policy = join(folder, 'policy');
    writeFileSync(policy, await sealOnce(service.database.url, log, folder));
    bundle = join(folder, 'case.zip');
    writeFileSync(bundle, await bundleOf(service, id, 'auditor'));
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  async function replay(...words: readonly string[]) {
    const terminal = new FakeTerminal();
    const read = bundleReader(service.settings);
    const room = {
      ...{ hash: nodeHash, readCalendars, gather: () => Promise.resolve(undefined) },
      fromBundle: (...given: Parameters<typeof read>) => Promise.resolve(read(...given)),
    };
    const code = await runCommand({ replay: replayHistory(room) }, ['replay', ...words], terminal);
    return { code, text: terminal.text, complaints: terminal.complaints };
  }

  it('decides every record anew from the records and the law in it, and says what is withheld', async () => {
    const { code, text, complaints } = await replay(bundle, '--policy', policy);
    expect({ code, complaints }).toEqual({ code: 2, complaints: [] });
    // What a refused attempt said is not for auditors.
    expect(text.split('\n')).toEqual([
      '#2 act.refused: 无法判断 cannot be judged: part attempt',
      '4 条记录 records: 3 一致 same, 0 不一致 differ, 1 无法判断 cannot be judged',
    ]);
  });

  it('says that nobody vouches for it without a policy', async () => {
    const { complaints } = await replay(bundle);
    expect(complaints).toEqual([expect.stringContaining('无外部依据')]);
  });

  it('does not replay one that was altered, unless it is told to', async () => {
    const altered = join(folder, 'altered.zip');
    const bytes = readFileSync(bundle);
    const at = bytes.indexOf('"type":"case.accepted"');
    bytes.write('X', at + '"type":"'.length);
    writeFileSync(altered, bytes);
    const refused = await replay(altered, '--policy', policy);
    expect(refused).toMatchObject({ code: 2, text: '' });
    const told = await replay(altered, '--policy', policy, '--unverified');
    expect(told.code).toBe(1);
    expect(told.text).toContain('不一致 differs (act accept');
  });
});

async function bundleOf(service: TestService, id: string, profile: string): Promise<Buffer> {
  const wish = { profile, purpose: '年度专项审计使用' };
  const made = await service
    .post(`/v1/cases/${id}/evidence`, 'du')
    .set('idempotency-key', 'export')
    .send(wish)
    .expect(201);
  const { location } = made.body as { location: string };
  const { body } = await service
    .get(location, 'du')
    .buffer(true)
    .parse((answer, done) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => done(null, Buffer.concat(pieces)));
    })
    .expect(200);
  return body as Buffer;
}
