import { describe, expect, it } from '@jest/globals';
import type { Zone } from '../../../src/engine/clock/time.js';
import { NoLogTable, readLogCsv } from '../../../src/outside/mining/read-log-csv.js';
import { readDay } from '../../../src/outside/mining/read-day.js';
import { NoXes, readXes } from '../../../src/outside/mining/read-xes.js';

const ZONE = 'Asia/Shanghai' as Zone;

/** The same case as three programs write it; their manners are those of real files, the content is invented. */
const DISCO = `<?xml version="1.0" encoding="UTF-8" ?>
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="trace"><string key="concept:name" value="name"/></global>
  <global scope="event"><string key="concept:name" value="name"/><string key="(case)_channel" value="x"/></global>
  <trace>
    <string key="concept:name" value="A-1"/>
    <event><string key="concept:name" value="受理"/><string key="lifecycle:transition" value="complete"/>
      <date key="time:timestamp" value="2026-03-02T09:00:00.000+08:00"/><string key="(case)_channel" value="网上"/></event>
    <event><string key="concept:name" value="准予许可"/><date key="time:timestamp" value="2026-03-09T23:30:00.000+08:00"/></event>
  </trace>
</log>`;
const OPENXES = `<log xes.version="1.0" xes.features="" openxes.version="1.0RC7" xmlns="http://www.xes-standard.org/">
  <trace><string key="concept:name" value="A-1"/>
    <event><string key="lifecycle:transition" value="COMPLETE"/><string key="concept:name" value="受理"/><date key="time:timestamp" value="2026-03-02T01:00:00.000Z"/></event>
    <event><string key="lifecycle:transition" value="COMPLETE"/><string key="concept:name" value="准予许可"/><date key="time:timestamp" value="2026-03-09T15:30:00.000Z"/></event>
  </trace></log>`;
const PM4PY = `<?xml version='1.0' encoding='UTF-8'?><log>
  <trace><string key="concept:name" value="A-1"><int key="nested" value="1"/></string>
    <event><string key="concept:name" value="受理"/><date key="time:timestamp" value="2026-03-02T00:00:00+08:00"/></event>
    <event><string key="concept:name" value="准予许可"/><date key="time:timestamp" value="2026-03-09T00:00:00+08:00"/></event>
  </trace></log>`;

const stepsOf = (text: string) =>
  readXes(text, ZONE).cases.map(({ id, events }) => [id, events.map(({ name, on }) => [name, on])]);

describe('logs of other programs', () => {
  it.each([
    ['Disco', DISCO],
    ['OpenXES', OPENXES],
    ['pm4py', PM4PY],
  ])('are read as %s writes them', (_, text) => {
    expect(stepsOf(text)).toEqual([
      [
        'A-1',
        [
          ['受理', '2026-03-02'],
          ['准予许可', '2026-03-09'],
        ],
      ],
    ]);
  });

  it('keep the order of the file where times run backwards, and tell what they could not read', () => {
    const text = PM4PY.replace('2026-03-02T00:00:00+08:00', '03/04/2026').replace(
      'value="准予许可"',
      'value=""',
    );
    const { cases, remarks } = readXes(text, ZONE);
    expect(cases[0]?.events).toEqual([{ n: 1, name: '受理' }]);
    expect(remarks).toHaveLength(2);
  });

  it.each([
    ['nothing of the kind', 'no xml'],
    ['another document', '<html></html>'],
    ['a document cut off', DISCO.slice(0, 600)],
    ['entities of its own', `<!DOCTYPE log [<!ENTITY a "b">]>${PM4PY}`],
  ])('are refused when there is %s', (_, text) => {
    expect(() => readXes(text, ZONE)).toThrow(NoXes);
  });

  it.each([
    [
      'commas and English headings',
      'Case ID,Activity,Complete Timestamp\nA-1,受理,2026-03-02 09:00\nA-1,准予许可,2026/3/9\n',
    ],
    ['semicolons', 'case_id;activity;timestamp\nA-1;受理;2026-03-02\nA-1;准予许可;2026-03-09\n'],
    [
      'Chinese headings and dates',
      '办件编号,环节,办结时间\nA-1,受理,2026年3月2日\nA-1,准予许可,2026年3月9日\n',
    ],
  ])('are read from tables with %s', (_, text) => {
    const { cases, remarks } = readLogCsv(Buffer.from(text), ZONE);
    expect(remarks).toEqual([]);
    expect(cases).toEqual([
      {
        id: 'A-1',
        events: [
          { n: 1, name: '受理', on: '2026-03-02' },
          { n: 2, name: '准予许可', on: '2026-03-09' },
        ],
      },
    ]);
  });

  it('are read by headings that the auditor names, and refused where there is none', () => {
    const bytes = Buffer.from('流水,动作,日子\nA-1,受理,2026-03-02\n');
    expect(() => readLogCsv(bytes, ZONE)).toThrow(NoLogTable);
    const named = readLogCsv(bytes, ZONE, { case: '流水', name: '动作', time: '日子' });
    expect(named.cases[0]?.events).toEqual([{ n: 1, name: '受理', on: '2026-03-02' }]);
  });
});

describe('the day that a time means', () => {
  it.each([
    ['2026-03-02T16:30:00Z', '2026-03-03'],
    ['2026-03-02 23:30:00+0800', '2026-03-02'],
    ['2026-03-02T16:30:00', '2026-03-02'],
    ['2026/3/2', '2026-03-02'],
    ['2026年3月2日', '2026-03-02'],
    ['03/04/2026', undefined],
    ['2026-02-30', undefined],
    ['soon', undefined],
  ])('of %s is %s', (text, day) => {
    expect(readDay(text, ZONE)).toBe(day);
  });
});
