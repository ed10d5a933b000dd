import { randomUUID } from 'node:crypto';
import type { ActAnswer } from '../src/usecases/cases/act-answer.js';
import { openCase } from '../src/usecases/cases/open-case.js';
import { performAct } from '../src/usecases/cases/perform-act.js';
import type { Ports } from '../src/usecases/ports.js';
import { APPLICATION, askerOf, JOURNEY, UNIT } from './licence-journey.js';
import { runOf, type Run } from './statistics.js';

/** Opens cases that wait for acceptance; not measured. */
export async function openCases(ports: Ports, count: number): Promise<string[]> {
  const open = openCase(ports);
  const cases: string[] = [];
  const workers = Array.from({ length: 8 }, async () => {
    while (cases.length < count) {
      const answer = await open({
        procedure: 'administrative-licence',
        input: APPLICATION,
        by: askerOf('window'),
        unit: UNIT,
        key: randomUUID(),
        subject: '食品经营许可',
        applicant: { name: '格物食品有限公司' },
      });
      cases.push(recorded(answer));
    }
  });
  await Promise.all(workers);
  return cases.slice(0, count);
}

/**
 * Performs the journey in case after case, `inFlight` acts at a time, one transaction each, until the time is up.
 *
 * @throws when an act is not recorded: a rate of refusals would be no rate at all.
 */
export async function loadUseCase(
  ports: Ports,
  cases: readonly string[],
  inFlight: number,
  seconds: number,
): Promise<Run> {
  const perform = performAct(ports);
  const waiting = [...cases];
  const latencies: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const worker = async (): Promise<void> => {
    for (let caseId = waiting.pop(); caseId !== undefined; caseId = waiting.pop()) {
      for (const { act, by, input } of JOURNEY) {
        const start = performance.now();
        if (start > end) return;
        recorded(await perform({ caseId, act, input, by: askerOf(by), key: randomUUID() }));
        latencies.push(performance.now() - start);
      }
    }
    if (end < Number.POSITIVE_INFINITY && performance.now() < end)
      throw new Error('the cases ran out before the time: open more');
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return runOf(latencies, (performance.now() - began) / 1000);
}

function recorded(answer: ActAnswer): string {
  if (answer.outcome !== 'recorded') throw new Error(`not recorded: ${JSON.stringify(answer)}`);
  return answer.caseId;
}
