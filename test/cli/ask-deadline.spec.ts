import { describe, expect, it } from '@jest/globals';
import { askDeadline } from '../../src/cli/ask-deadline.js';
import type { CivilDate } from '../../src/engine/clock/time.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { FakeTerminal } from './fake-terminal.js';

const desk = { today: () => '2026-11-21' as CivilDate, readCalendars };

const ask = async (piped: string): Promise<{ code: number; answer: Record<string, unknown> }> => {
  const terminal = new FakeTerminal(piped);
  const code = await askDeadline(desk)(['--json'], terminal);
  expect(terminal.lines).toHaveLength(1);
  return { code, answer: JSON.parse(terminal.text) as Record<string, unknown> };
};

describe('duecourse deadline --json', () => {
  it('answers with the last day and one explained line for each day', async () => {
    const { code, answer } = await ask('{"start":"2026-09-24","term":{"n":5,"unit":"workingDay"}}');
    expect(code).toBe(0);
    expect(answer).toMatchObject({ dueOn: '2026-10-09', provisional: false });
    const days = answer['days'] as { date: string; counted: boolean; source: string }[];
    expect(days.filter(({ counted }) => counted).map(({ date }) => date)).toEqual([
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
    ]);
    expect(days.find(({ date }) => date === '2026-10-01')?.source).toContain('国办发明电〔2025〕7号');
  });

  it('marks as provisional what rests on a year whose notice is not known', async () => {
    const { answer } = await ask('{"start":"2026-12-30","term":{"n":20,"unit":"workingDay"}}');
    expect(answer['provisional']).toBe(true);
  });

  it('knows a notice only from the day on which it was published', async () => {
    const { answer } = await ask(
      '{"start":"2026-09-24","term":{"n":5,"unit":"workingDay"},"knownAt":"2025-01-01"}',
    );
    expect(answer).toMatchObject({ dueOn: '2026-10-01', provisional: true });
  });

  it.each([
    ['what is not JSON', '{"start":', ''],
    ['an unknown field', '{"start":"2026-01-05","term":{"n":1,"unit":"workingDay"},"strat":1}', '/strat'],
    ['a day that does not exist', '{"start":"2026-02-30","term":{"n":1,"unit":"workingDay"}}', '/start'],
    [
      'an unknown calendar',
      '{"start":"2026-01-05","term":{"n":1,"unit":"workingDay"},"calendar":"xx"}',
      '/calendar',
    ],
    ['neither start nor before', '{"term":{"n":1,"unit":"workingDay"}}', '/start'],
  ])('ends with 2 and a pointer for %s', async (_what, piped, at) => {
    const { code, answer } = await ask(piped);
    expect(code).toBe(2);
    expect((answer['problems'] as { at: string }[]).map((problem) => problem.at)).toContain(at);
  });

  it('wants --json, so that the format can be asked for by name later', async () => {
    await expect(async () => askDeadline(desk)([], new FakeTerminal())).rejects.toThrow(/--json/);
  });
});
