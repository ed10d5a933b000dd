import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { buildJobs } from '../../../src/app.module.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { acting, declaring, PowerOffice } from '../support/power-office.js';
import { HANDLES, type Handle } from '../support/power-town.js';

interface Incident {
  readonly caseId: string;
  readonly post: string;
  readonly since: string;
}

let office: PowerOffice;

/** One run of the service's own job. */
async function review(): Promise<void> {
  const jobs = buildJobs(office.service.composition, loadSettings({}), pino({ level: 'silent' }));
  // A fresh process: it knows nothing of what earlier ones have looked at.
  for (const job of jobs) await job.runNow();
}

async function incidents(who: Handle): Promise<readonly Incident[]> {
  const answer = await office.get(who, '/v1/incidents?limit=200');
  expect({ who, status: answer.status }).toEqual({ who, status: 200 });
  return (answer.body as { items: readonly Incident[] }).items;
}

async function recordsOf(id: string): Promise<readonly string[]> {
  const { items } = (await office.get('du', `/v1/cases/${id}/records`)).body as {
    items: { record: { type: string } }[];
  };
  return items.map(({ record }) => record.type);
}

beforeAll(async () => {
  office = await PowerOffice.open();
}, 60_000);
afterAll(() => office.close());

it('a step without a lawful holder is shown to the supervisors alone, passes nothing, and goes when it is filled', async () => {
  const [waiting, elsewhere] = [await office.opened(), await office.accepted()];
  await review();
  expect(await incidents('du')).toEqual([]);

  // His deputies go with him: nobody is left at the window.
  await office.suspend('wang');
  await review();
  expect(await incidents('du')).toEqual([]);
  await office.suspend('wei');
  await review();
  await review();

  const supervisors: readonly Handle[] = ['du', 'deng'];
  for (const who of supervisors) {
    expect(await incidents(who)).toEqual([
      expect.objectContaining({ caseId: waiting, post: 'window', since: office.today }),
    ]);
  }
  for (const who of HANDLES.filter((one) => !supervisors.includes(one))) {
    expect(await incidents(who)).toEqual([]);
  }

  expect(await recordsOf(waiting)).toEqual(['case.received', 'vacancy.found']);
  for (const who of ['dong', 'wang', 'wei', 'xi', 'rui'] as const) {
    const answer = await office.send(acting(who, waiting, 'accept'));
    expect({ who, status: answer.status }).toEqual({ who, status: who === 'rui' ? 403 : 404 });
  }
  const { body } = await office.get('du', `/v1/cases/${waiting}`);
  expect(body).toMatchObject({ id: waiting, active: [{ path: 'received' }] });
  expect((await incidents('du')).map(({ caseId }) => caseId)).not.toContain(elsewhere);

  for (const who of ['wei', 'wang'] as const) await office.restore(who);
  await review();
  expect(await incidents('du')).toEqual([]);
  expect((await recordsOf(waiting)).at(-1)).toBe('vacancy.filled');
  await office.allowed(acting('wei', waiting, 'accept'));
}, 60_000);

it('so is one whose every holder has declared 回避, until it is rejected or another is appointed', async () => {
  const id = await office.accepted();
  for (const who of ['rui', 'ruo', 'ren'] as const) await office.allowed(declaring(who, id));
  await review();
  // Reviewers' two tasks; his deputy is barred with ren.
  const found = (await incidents('du')).filter(({ caseId }) => caseId === id);
  expect(found.map(({ post }) => post)).toEqual(['reviewer', 'reviewer']);
  await office.granted({
    change: 'appointment.begun',
    id: 'one-more-reviewer',
    appointment: { person: 'o-yu', post: 'bureau-reviewer', from: office.today, basis: '任职通知' },
  });
  await review();
  expect((await incidents('du')).filter(({ caseId }) => caseId === id)).toEqual([]);
  await office.allowed(acting('yu', id, 'beginTest', { ground: '检验' }));
}, 60_000);
