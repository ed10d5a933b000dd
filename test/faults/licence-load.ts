import { randomUUID } from 'node:crypto';
import type { ServiceClient } from '../../src/cli/service-client.js';

/** What the service has acknowledged: it must be there for ever. */
export interface Acknowledged {
  readonly stream: string;
  readonly sequence: number;
  readonly sha256: string;
}

/** A request whose answer never came: it may have acted or not, but never twice. */
export interface Unanswered {
  readonly by: string;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
}

interface Step {
  readonly by: string;
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const OPENING = {
  procedure: 'administrative-licence',
  unit: 'market-bureau',
  subject: '食品经营许可',
  applicant: { name: '刘洋', person: 'p-0001' },
  input: {
    ...{ kind: 'general', guideVersion: '2026-01', channel: 'counter', truthful: true },
    materials: [{ name: '申请书', form: 'original', state: 'ok' }],
  },
};

const STEPS: readonly Step[] = [
  { by: 'o-101', act: 'accept', input: {} },
  { by: 'o-201', act: 'concludeReview', input: { opinion: 'grant', reasons: '符合条件' } },
  { by: 'o-301', act: 'grant', input: { content: '热食类食品制售' } },
  { by: 'o-102', act: 'deliver', input: { form: 'permit', mode: 'direct', sealed: true } },
  { by: 'o-102', act: 'publishCredit', input: {} },
];

/** Several clerks at once, taking licences through until the service is gone. Keeps book of every answer. */
export class LicenceLoad {
  readonly acknowledged: Acknowledged[] = [];
  readonly unanswered: Unanswered[] = [];
  readonly refused: string[] = [];

  /** Resolves when every clerk has met a broken connection. */
  async run(client: ServiceClient, clerks: number): Promise<void> {
    await Promise.all(Array.from({ length: clerks }, () => this.#clerk(client)));
  }

  async #clerk(client: ServiceClient): Promise<void> {
    for (;;) {
      const opened = await this.#ask(client, 'o-101', '/v1/cases', OPENING);
      if (opened === undefined) return;
      for (const { by, act, input } of STEPS) {
        const answer = await this.#ask(client, by, `/v1/cases/${opened}/acts/${act}`, { input });
        if (answer === undefined) return;
      }
    }
  }

  /** The case, or nothing when no answer came. */
  async #ask(client: ServiceClient, by: string, path: string, body: unknown): Promise<string | undefined> {
    const request: Unanswered = { by, path, body, key: randomUUID() };
    try {
      const reply = await client.post(by, path, body, request.key);
      if (reply.status !== 201) {
        // A service that has lost its database says so; what it did not acknowledge may still have been written.
        if (reply.status < 500) this.refused.push(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
        else this.unanswered.push(request);
        return undefined;
      }
      const receipt = reply.body['act'] as { stream: string; sequence: number; leaf: { sha256: string } };
      const { stream, sequence, leaf } = receipt;
      this.acknowledged.push({ stream, sequence, sha256: leaf.sha256 });
      return String(reply.body['caseId']);
    } catch {
      this.unanswered.push(request);
      return undefined;
    }
  }
}
