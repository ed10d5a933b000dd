import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { mailSender } from '../../../src/outside/mail/mail-sender.js';

const MAIL = {
  to: 'wang@example.gov.cn',
  subject: '正程：1 条通知 · DueCourse: 1 notice',
  text: '您有以下通知\n\n- 有待办转交给您\n',
  id: '7.1',
};

describe('the mail sender', () => {
  let server: SMTPServer | undefined;
  afterEach(() => new Promise<void>((closed) => (server ? server.close(() => closed()) : closed())));

  async function listening(refuse?: number): Promise<{ readonly url: string; readonly got: string[] }> {
    const got: string[] = [];
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (address, _session, done) => {
        got.push(`to ${address.address}`);
        if (refuse === undefined) return done();
        done(Object.assign(new Error('no such mailbox'), { responseCode: refuse }));
      },
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
        stream.on('end', () => {
          got.push(Buffer.concat(chunks).toString('utf8'));
          done();
        });
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, got };
  }

  const from = '正程 <duecourse@example.gov.cn>';

  it('sends plain text in both languages, marked as automatic', async () => {
    const { url, got } = await listening();
    expect(await mailSender({ url, from })(MAIL)).toEqual({ outcome: 'sent' });
    expect(got[0]).toBe('to wang@example.gov.cn');
    expect(got[1]).toMatch(/Message-ID: <notice\.7\.1@example\.gov\.cn>/);
    expect(got[1]).toMatch(/Auto-Submitted: auto-generated/);
    expect(got[1]).toMatch(/Content-Type: text\/plain; charset=utf-8/);
    const body = got[1]?.split('\r\n\r\n').slice(1).join('\r\n\r\n') ?? '';
    const text = /base64/i.test(got[1] ?? '')
      ? Buffer.from(body, 'base64').toString('utf8')
      : Buffer.from(
          body
            .replace(/=\r\n/g, '')
            .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
          'latin1',
        ).toString('utf8');
    expect(text).toContain('有待办转交给您');
  });

  it('sends to one address, whatever is written in it', async () => {
    const { url, got } = await listening();
    await mailSender({ url, from })({ ...MAIL, to: 'wang@example.gov.cn, hu@example.com' });
    expect(got.filter((line) => line.startsWith('to ')).length).toBeLessThanOrEqual(1);
    expect(got.join()).not.toContain('to hu@example.com');
  });

  it.each([
    [550, 'refused'],
    [450, 'failed'],
  ])('tells a refusal for good (%i) from one for now, without the address', async (code, outcome) => {
    const { url } = await listening(code);
    const result = await mailSender({ url, from })(MAIL);
    expect(result).toEqual({ outcome, reason: `the server answers ${code}` });
  });

  it('tells that there is no server', async () => {
    const { url } = await listening();
    await new Promise<void>((closed) => server?.close(() => closed()));
    server = undefined;
    expect(await mailSender({ url, from })(MAIL)).toMatchObject({ outcome: 'failed' });
  });
});
