import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { suggest } from '../engine/law/suggest.js';
import type { Account } from './running-service.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What signing in needs of the machine. */
export interface SignInDesk {
  /** Where the service is, and the file of accounts that its first start has left, unless the words say otherwise. */
  readonly url: string;
  readonly accounts: string;
  /** The six digits that an authenticator with this secret shows at a moment (milliseconds). */
  codeAt(secret: string, moment: number): string;
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** Seconds for which an authenticator shows the same digits (RFC 6238). */
const STEP = 30;

/** A seeded person who can be signed in. */
type Openable = Account & Required<Pick<Account, 'password' | 'totpSecret'>>;

/**
 * `duecourse sign-in <person> [--token] [--url <url>] [--accounts <file>]`: signs a seeded person in at the running
 * service with password and authenticator, says who he is, and prints a session token for the header
 * `Authorization: Bearer`. `--token` prints the token alone. A code counts once: when this moment's has been used the
 * command waits for the next.
 */
export function signIn(desk: SignInDesk): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        accounts: { type: 'string', default: desk.accounts },
        url: { type: 'string', default: desk.url },
        token: { type: 'boolean', default: false },
      },
    });
    const [person] = positionals;
    if (person === undefined || positionals.length > 1) {
      throw new UsageError('sign-in <person> [--token] [--url <url>] [--accounts <file>]');
    }
    const account = accountOf(values.accounts, person);
    const session = await new SignIn(desk, values.url, terminal).open(account);
    if (session === undefined) return 1;
    if (values.token) terminal.out(session.token);
    else for (const line of lines(account, session)) terminal.out(line);
    return 0;
  };
}

function accountOf(file: string, person: string): Openable {
  if (!existsSync(file)) {
    throw new UsageError(
      `没有账户文件 / no file of accounts: ${file}\n先运行 npm start，或用 --accounts 指明 / run npm start first, or name it with --accounts`,
    );
  }
  const accounts = JSON.parse(readFileSync(file, 'utf8')) as readonly Account[];
  const found = accounts.find((one) => one.person === person || one.account === person);
  if (!found) {
    const meant = suggest(
      person,
      accounts.map((one) => one.person),
    );
    const hint = meant === undefined ? '' : `; ${meant}?`;
    throw new UsageError(`${file}: 没有此人 / nobody is ${person}${hint}`);
  }
  if (found.password === undefined || found.totpSecret === undefined) {
    throw new UsageError(
      `${person}: 账户须先用一次性激活码启用 / the account is first opened with its one-time activation code`,
    );
  }
  return found as Openable;
}

interface Session {
  readonly token: string;
  readonly expiresAt?: string;
}

class SignIn {
  constructor(
    private readonly desk: SignInDesk,
    private readonly url: string,
    private readonly terminal: Terminal,
  ) {}

  /** The session; undefined when the service does not let him in, which is said. */
  async open(account: Openable): Promise<Session | undefined> {
    const first = await this.ask(account);
    if (first.status !== 401) return this.session(first);
    const left = STEP * 1000 - (this.desk.now() % (STEP * 1000));
    const seconds = Math.ceil(left / 1000);
    this.terminal.err(
      `此刻的验证码已用过或未被接受，${seconds} 秒后再试 / this moment’s code was used; again in ${seconds} s`,
    );
    await this.desk.wait(left);
    return this.session(await this.ask(account));
  }

  private async ask({ account, password, totpSecret }: Openable): Promise<{ status: number; body: unknown }> {
    const totp = this.desk.codeAt(totpSecret, this.desk.now());
    let answer: Response;
    try {
      answer = await fetch(`${this.url}/v1/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account, password, totp, as: 'bearer' }),
      });
    } catch {
      throw new UsageError(
        `${this.url} 没有服务在运行 / no service is running there; npm start, --url <url>`,
      );
    }
    return { status: answer.status, body: await answer.json() };
  }

  private session({ status, body }: { status: number; body: unknown }): Session | undefined {
    if (status < 300) return body as Session;
    const { title, detail } = body as { title?: string; detail?: string };
    this.terminal.err(`${status} ${title ?? ''} ${detail ?? ''}`.trim());
    return undefined;
  }
}

function lines(
  { person, name, posts, administrator }: Account,
  { token, expiresAt }: Session,
): readonly string[] {
  const work = posts.length > 0 ? `岗位 posts: ${posts.join(', ')}` : '公众 member of the public';
  return [
    `${name} ${person}`,
    administrator === undefined ? work : `管理员 administrator: ${administrator}`,
    `会话令牌 session token${expiresAt === undefined ? '' : `，至 until ${expiresAt}`}:`,
    token,
  ];
}
