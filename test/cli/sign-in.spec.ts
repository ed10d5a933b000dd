import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand } from '../../src/cli/run-command.js';
import { signIn } from '../../src/cli/sign-in.js';
import { FakeTerminal } from './fake-terminal.js';

const ACCOUNTS = [
  {
    ...{ person: 'o-201', name: '李娜', account: 'li.na', posts: ['reviewer', 'checker'] },
    ...{ password: 'pass-201', totpSecret: 'SECRET201', token: 'bearer-201' },
  },
  {
    ...{ person: 'o-901', name: '卫东', account: 'o-901', posts: [], administrator: 'system' },
    ...{ password: 'pass-901', totpSecret: 'SECRET901', token: 'bearer-901' },
  },
  { person: 'p-0001', name: '刘洋', account: 'p-0001', posts: [], password: 'x', totpSecret: 'SECRETP1' },
  { person: 'o-902', name: '贺安', account: 'o-902', posts: [], activation: 'AAAAA-BBBBB-CCCCC-DDDDD' },
];

describe('duecourse sign-in', () => {
  let folder: string;
  let server: Server;
  let url: string;
  let used: Set<string>;
  let asked: Readonly<Record<string, unknown>>[];
  let locked: boolean;
  /** Ten seconds into a time step. */
  let moment: number;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-sign-in-'));
    writeFileSync(join(folder, 'accounts.json'), JSON.stringify(ACCOUNTS));
    // As the service does it: a code counts once, and who guesses too much is told to wait.
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const wish = JSON.parse(body) as { account: string; totp: string };
        asked.push(wish);
        const right = !used.has(wish.totp);
        used.add(wish.totp);
        const [status, answer] = locked
          ? [429, { title: '尝试次数过多', detail: '请 8 秒后再试' }]
          : right
            ? [201, { token: `session-of-${wish.account}`, expiresAt: '2026-09-28T11:00:00.000Z' }]
            : [401, { title: '登录未成功', detail: '账户、口令或者验证码不正确' }];
        response.writeHead(status as number, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((ended) => server.close(ended));
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    [used, asked, locked, moment] = [new Set(), [], false, 1_790_000_000_000];
    moment -= moment % 30_000;
    moment += 10_000;
  });

  const run = async (...words: string[]): Promise<{ code: number; terminal: FakeTerminal }> => {
    const terminal = new FakeTerminal();
    const command = signIn({
      ...{ url, accounts: join(folder, 'accounts.json') },
      codeAt: (secret, at) => `${secret}-${Math.floor(at / 30_000)}`,
      now: () => moment,
      wait: (milliseconds) => {
        moment += milliseconds;
        return Promise.resolve();
      },
    });
    return { code: await runCommand({ 'sign-in': command }, ['sign-in', ...words], terminal), terminal };
  };

  it('says who he is, what he holds and with which token he goes on', async () => {
    const { code, terminal } = await run('o-201');
    expect(code).toBe(0);
    expect(terminal.lines).toEqual([
      '李娜 o-201',
      '岗位 posts: reviewer, checker',
      '会话令牌 session token，至 until 2026-09-28T11:00:00.000Z:',
      'session-of-li.na',
    ]);
    expect(asked).toEqual([
      { account: 'li.na', password: 'pass-201', totp: expect.stringMatching(/^SECRET201-/), as: 'bearer' },
    ]);
  });

  it('prints the token alone, for use in a shell', async () => {
    expect((await run('p-0001', '--token')).terminal.lines).toEqual(['session-of-p-0001']);
  });

  it('knows people by code or account, and tells administrators and the public apart', async () => {
    expect((await run('li.na')).terminal.lines[0]).toBe('李娜 o-201');
    expect((await run('o-901')).terminal.lines[1]).toBe('管理员 administrator: system');
    expect((await run('p-0001')).terminal.lines[1]).toBe('公众 member of the public');
  });

  it('waits for the next code when this moment’s has been used', async () => {
    await run('o-201');
    const { code, terminal } = await run('o-201', '--token');
    expect({ code, lines: terminal.lines }).toEqual({ code: 0, lines: ['session-of-li.na'] });
    expect(terminal.complaints.join()).toMatch(/20 秒后再试/);
  });

  it('says why the service does not let him in, and ends with 1', async () => {
    locked = true;
    const { code, terminal } = await run('o-201');
    expect(code).toBe(1);
    expect(terminal.complaints.join()).toContain('429 尝试次数过多 请 8 秒后再试');
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['nobody', [], /sign-in <person>/],
    ['an unknown person', ['o-210'], /nobody is o-210.*o-201\?/],
    ['an account that waits for its activation', ['o-902'], /activation code/],
    ['a file that is not there', ['o-201', '--accounts', 'nowhere.json'], /npm start/],
    ['an address where nothing runs', ['o-201', '--url', 'http://127.0.0.1:1'], /no service is running/],
    ['an address that is none', ['o-201', '--url', 'here'], /no service is running/],
  ])('ends with 2 for %s', async (_what, words, sentence) => {
    const { code, terminal } = await run(...words);
    expect(code).toBe(2);
    expect(terminal.complaints.join()).toMatch(sentence);
  });
});
