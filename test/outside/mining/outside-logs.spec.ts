import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Zone } from '../../../src/engine/clock/time.js';
import { NoLogTable, readLogCsv } from '../../../src/outside/mining/read-log-csv.js';
import { readLogFile } from '../../../src/outside/mining/read-log-file.js';
import { readDay } from '../../../src/outside/mining/read-day.js';
import { writeOcelJson } from '../../../src/outside/mining/ocel.js';
import { writeOcelSqlite } from '../../../src/outside/mining/write-ocel-sqlite.js';
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

/** A text in pieces of at most so many characters. */
function* cut(text: string, sizes: readonly number[]): Generator<string> {
  for (let at = 0, n = 0; at < text.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1;
    yield text.slice(at, at + size);
    at += size;
  }
}

const reading = (xml: string | Iterable<string>) => {
  try {
    return readXes(xml, ZONE);
  } catch (problem) {
    return (problem as Error).message;
  }
};

describe('a log in OCEL 2.0', () => {
  const told = (bytes: string | Uint8Array) => {
    const file = join(mkdtempSync(join(tmpdir(), 'ocel-')), 'log');
    writeFileSync(file, bytes);
    return readLogFile(file, {}, ZONE);
  };

  it.each([
    ['JSON', () => writeOcelJson([])],
    ['JSON', () => '\ufeff{\n  "objectTypes": [],\n  "eventTypes": [], "objects": [], "events": []\n}'],
    ['SQLite', () => writeOcelSqlite([])],
    ['XML', () => '<?xml version="1.0"?>\n<log>\n  <object-types/><event-types/><objects/><events/></log>'],
  ])('as %s is called that and not read, and what is read is named', async (form, written) => {
    const sentence = told(await written());
    expect(sentence).toContain(`OCEL 2.0 日志（${form}）`);
    expect(sentence).toMatch(/XES 和 CSV.*XES and CSV/);
  });

  it('is not what a table or an XES is taken for that speaks of the same things', () => {
    expect(told('case_id,activity\nA-1,"{""events"":1}"\n')).toMatchObject({ cases: [{ id: 'A-1' }] });
    expect(told(DISCO)).toMatchObject({ cases: [{ id: 'A-1' }] });
    expect(told('{"a":1}\n')).not.toContain('OCEL');
  });
});

describe('a log that comes in pieces', () => {
  const words = fc.constantFrom('受理', 'A &amp; B', '&#x51c6;予', '𠮷', ' a  b', 'x'.repeat(90), '');
  const days = fc.constantFrom('2026-03-02T16:30:00Z', '2026-03-02', '03/04/2026');
  const event = fc
    .tuple(words, days, fc.constantFrom('', '<!-- > < -->', '<![CDATA[<event>]]>', '&lt;', '\n'))
    .map(
      ([name, on, other]) =>
        `<event><string key='concept:name' value="${name}"/>${other}<date key="time:timestamp" value="${on}"><int key="time" value="1"/></date></event>`,
    );
  const trace = fc
    .tuple(words, fc.array(event, { maxLength: 4 }))
    .map(
      ([id, events]) =>
        `<x:trace>${events.join('\n')}<string key="concept:name" value="${id}"/></x:trace><trace/>`,
    );
  const log = fc
    .array(trace, { maxLength: 4 })
    .map((traces) => `<?xml version="1.0"?>\n<log>${traces.join('\n')}</log>\n`);

  it('says the same wherever it is cut, and is refused for the same on the same line', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 5 });
    const broken = fc.option(fc.nat(), { nil: undefined });
    fc.assert(
      fc.property(log, sizes, broken, (text, pieces, at) => {
        const whole = at === undefined ? text : text.slice(0, at % text.length);
        expect(reading(cut(whole, pieces))).toEqual(reading(whole));
      }),
      { numRuns: 300 },
    );
    for (const text of [DISCO, OPENXES, PM4PY])
      for (const size of [1, 7, 65_536]) expect(reading(cut(text, [size]))).toEqual(reading(text));
  });

  it.each([
    [
      'a tag that closes nothing',
      '<log>\n<trace>\n</event></trace></log>',
      'line 3: </event> closes nothing',
    ],
    ['an entity of nobody', '<log>\n<trace a="&x;"/></log>', 'line 2: unknown entity &x;'],
    ['a tag that is none', '<log>\n\n<trace a=b></log>', 'line 3: not well-formed'],
    ['a document type', '\n<!DOCTYPE log [<!ENTITY a "b">]><log/>', 'line 2: a document type'],
    ['depth without end', '<log>\n'.repeat(1_001), 'line 1001: too deep'],
    ['a second document', '<log/><log/>', 'something besides it'],
    ['a piece without end', `<log>\n<trace a="${'x'.repeat(2_000_000)}`, 'line 2: not well-formed'],
  ])('tells the line of %s', (_, text, sentence) => {
    expect(reading(cut(text, [65_536]))).toContain(sentence);
    expect(reading(text)).toContain(sentence);
  });

  it.each([
    [
      'GB 18030 as it says',
      Buffer.from('<?xml version="1.0" encoding="GB18030"?>', 'latin1'),
      gb18030,
      '受理',
    ],
    [
      'UTF-16 by its mark',
      Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?>', 'utf16le'),
      utf16,
      '受理',
    ],
    ['UTF-8 with a mark', Buffer.from('\ufeff'), utf8, '受理'],
  ])('is read in %s', (_, head, bytesOf, name) => {
    expect(readBytes([head, bytesOf(name)])).toEqual({
      cases: [{ id: '#1', events: [{ n: 1, name, on: '2026-03-02' }] }],
      remarks: [],
    });
  });

  it('is told apart from one in an encoding that nobody knows, and from bytes that are none', () => {
    const unknown = Buffer.from('<?xml version="1.0" encoding="klingon"?><log/>');
    expect(readBytes([unknown])).toContain('klingon');
    const garbled = readBytes([gb18030('受理')]);
    expect(garbled).toMatchObject({ remarks: [expect.stringContaining('utf-8')] });
  });
});

function readBytes(bytes: readonly Buffer[]) {
  const path = join(mkdtempSync(join(tmpdir(), 'log-')), 'log.xes');
  writeFileSync(path, Buffer.concat(bytes));
  return readLogFile(path, {}, ZONE);
}

function utf8(name: string): Buffer {
  return Buffer.from(oneEvent(name));
}

function utf16(name: string): Buffer {
  return Buffer.from(oneEvent(name), 'utf16le');
}

/** 受理 in GB 18030 is CA DC C0 ED. */
function gb18030(name: string): Buffer {
  const [before = '', after = ''] = oneEvent(name).split(name);
  return Buffer.concat([Buffer.from(before), Buffer.from('cadcc0ed', 'hex'), Buffer.from(after)]);
}

function oneEvent(name: string): string {
  return `<log><trace><event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="2026-03-02"/></event></trace></log>`;
}

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
