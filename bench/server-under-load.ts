import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JOURNEY, OFFICERS, tokenOf } from './licence-journey.js';
import { runOf, type Run } from './statistics.js';

/** The service in its own process, and clients that perform acts over HTTP. */
export class ServerUnderLoad {
  private constructor(
    private readonly server: ChildProcess,
    readonly port: number,
  ) {}

  get pid(): number | undefined {
    return this.server.pid;
  }

  /** Starts it on a seeded database. @throws when it does not come up. */
  static async start(databaseUrl: string): Promise<ServerUnderLoad> {
    const script = besideThis('server-process');
    const server = spawn(process.execPath, [...process.execArgv, script, databaseUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    return new ServerUnderLoad(server, Number(port));
  }

  /** Performs the journey in case after case over so many kept-alive connections until the time is up. */
  async load(cases: readonly string[], connections: number, seconds: number): Promise<Run> {
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const waiting = [...cases];
    const latencies: number[] = [];
    const began = performance.now();
    const end = began + seconds * 1000;
    const client = async (): Promise<void> => {
      for (let caseId = waiting.pop(); caseId !== undefined; caseId = waiting.pop()) {
        for (const { act, by, input } of JOURNEY) {
          const start = performance.now();
          if (start > end) return;
          const token = tokenOf(OFFICERS[by].person);
          await ask(agent, {
            port: this.port,
            path: `/v1/cases/${caseId}/acts/${act}`,
            token,
            body: { input },
          });
          latencies.push(performance.now() - start);
        }
      }
      if (performance.now() < end) throw new Error('the cases ran out before the time: open more');
    };
    await Promise.all(Array.from({ length: connections }, client));
    agent.destroy();
    return runOf(latencies, (performance.now() - began) / 1000);
  }

  /** Asks what a person may do in each case, by people of every post in turn, one request at a time. */
  async offers(cases: readonly string[]): Promise<Run> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const people = Object.values(OFFICERS);
    const latencies: number[] = [];
    const began = performance.now();
    for (const [n, caseId] of cases.entries()) {
      const token = tokenOf(people[n % people.length]?.person ?? '');
      const start = performance.now();
      await ask(agent, { port: this.port, path: `/v1/cases/${caseId}/acts?available`, token });
      latencies.push(performance.now() - start);
    }
    agent.destroy();
    return runOf(latencies, (performance.now() - began) / 1000);
  }

  async stop(): Promise<void> {
    this.server.kill('SIGKILL');
    await once(this.server, 'exit');
  }
}

/** Another program of the benchmark, compiled as this one is. */
export function besideThis(name: string): string {
  return fileURLToPath(new URL(`./${name}${extname(import.meta.url)}`, import.meta.url));
}

interface Question {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  /** Absent: a GET. */
  readonly body?: object;
}

/** One request, answered with success or an error. */
export function ask(agent: Agent, { port, path, token, body }: Question): Promise<void> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const sent = body !== undefined && {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'idempotency-key': randomUUID(),
  };
  return new Promise((resolve, reject) => {
    const call = request(
      {
        ...{ agent, port, host: '127.0.0.1', path, method: body === undefined ? 'GET' : 'POST' },
        headers: { authorization: `Bearer ${token}`, ...sent },
      },
      (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
        response.on('end', () =>
          response.statusCode === (body === undefined ? 200 : 201)
            ? resolve()
            : reject(new Error(`${path}: ${response.statusCode} ${answer}`)),
        );
      },
    );
    call.on('error', reject).end(text);
  });
}
