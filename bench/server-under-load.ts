import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { JOURNEY, OFFICERS, tokenOf } from './licence-journey.js';
import { runOf, type Run } from './statistics.js';

/** The service in its own process, and clients that perform acts over HTTP. */
export class ServerUnderLoad {
  private constructor(
    private readonly server: ChildProcess,
    private readonly port: number,
  ) {}

  get pid(): number | undefined {
    return this.server.pid;
  }

  /** Starts it on a seeded database. @throws when it does not come up. */
  static async start(databaseUrl: string): Promise<ServerUnderLoad> {
    const script = fileURLToPath(new URL('./server-process.js', import.meta.url));
    const server = spawn(process.execPath, [script, databaseUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
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
          await this.#act(agent, `/v1/cases/${caseId}/acts/${act}`, tokenOf(OFFICERS[by].person), { input });
          latencies.push(performance.now() - start);
        }
      }
      if (performance.now() < end) throw new Error('the cases ran out before the time: open more');
    };
    await Promise.all(Array.from({ length: connections }, client));
    agent.destroy();
    return runOf(latencies, (performance.now() - began) / 1000);
  }

  #act(agent: Agent, path: string, token: string, body: object): Promise<void> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const call = request(
        {
          ...{ agent, port: this.port, host: '127.0.0.1', path, method: 'POST' },
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            authorization: `Bearer ${token}`,
            'idempotency-key': randomUUID(),
          },
        },
        (response) => {
          let answer = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
          response.on('end', () =>
            response.statusCode === 201
              ? resolve()
              : reject(new Error(`${path}: ${response.statusCode} ${answer}`)),
          );
        },
      );
      call.on('error', reject).end(text);
    });
  }

  async stop(): Promise<void> {
    this.server.kill('SIGKILL');
    await once(this.server, 'exit');
  }
}
