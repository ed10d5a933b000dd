import { describe, expect, it } from '@jest/globals';
import { CertificateQueue } from '../../../src/usecases/conformance/certificate-queue.js';

/** Ended cases of ids, and a log that grows; counts what is asked. */
class World {
  readonly log: (string | undefined)[] = [];
  asked = 0;

  constructor(private readonly ended: readonly string[]) {}

  logSize = () => Promise.resolve(this.log.length);

  uncertified = (after: string | undefined, limit: number) => {
    this.asked += 1;
    const page = this.ended.filter((id) => after === undefined || id > after).slice(0, limit);
    return Promise.resolve({ cases: page, next: page.at(-1) });
  };

  sealedFrom = (index: number, limit: number) => {
    this.asked += 1;
    const page = this.log.slice(index, index + limit);
    const cases = [...new Set(page.flatMap((one) => one ?? []))];
    return Promise.resolve({ cases, next: page.length === 0 ? undefined : index + page.length });
  };
}

const ids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `c-${String(n).padStart(5, '0')}`);

describe('cases that may want a certificate', () => {
  it('are all met once after the start, a bounded number in a round', async () => {
    const queue = new CertificateQueue(new World(ids(730)));
    const met: string[] = [];
    for (let cases = await queue.some(50); cases.length > 0; cases = await queue.some(50)) {
      expect(cases.length).toBeLessThanOrEqual(50);
      met.push(...cases);
      for (const one of cases) queue.done(one);
    }
    expect(met).toEqual(ids(730));
  });

  it('wait until they are done: a round that was cut short loses none', async () => {
    const queue = new CertificateQueue(new World(ids(3)));
    expect(await queue.some(2)).toEqual(ids(2));
    queue.done('c-00000');
    expect(await queue.some(2)).toEqual(['c-00001', 'c-00002']);
  });

  it('that end later are met by the log, with no second walk', async () => {
    const world = new World([]);
    world.log.push('c-before');
    const queue = new CertificateQueue(world);
    expect(await queue.some(5)).toEqual([]);
    world.log.push(undefined, 'c-9', 'c-9', undefined, 'c-8');
    expect(await queue.some(5)).toEqual(['c-9', 'c-8']);
    queue.done('c-9');
    queue.done('c-8');
    world.asked = 0;
    expect(await queue.some(5)).toEqual([]);
    expect(world.asked).toBe(1);
  });

  it('ask a bounded number of questions in a round, however long the log is', async () => {
    const world = new World([]);
    const queue = new CertificateQueue(world);
    await queue.some(5);
    world.log.push(...Array.from({ length: 100_000 }, () => undefined), 'c-9');
    world.asked = 0;
    expect(await queue.some(5)).toEqual([]);
    expect(world.asked).toBeLessThanOrEqual(20);
    let rounds = 1;
    while ((await queue.some(5)).length === 0) rounds += 1;
    expect(rounds).toBeLessThan(5);
  });

  it('that fail are tried again, each time after twice as many rounds', async () => {
    const queue = new CertificateQueue(new World(['c-1']));
    const tries: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (const one of await queue.some(5)) {
        tries.push(round);
        queue.failed(one);
      }
    }
    expect(tries).toEqual([0, 2, 6, 14]);
  });
});
