import type { ViolationPlace } from '../../../../src/engine/audit/bundle/verify/violation.js';
import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import { zipped } from '../sample-bundle.js';
import type { Attack, AttackClass, Dice, Files } from './attack.js';
import {
  ANCHORS,
  cut,
  FILES,
  HEADS,
  LINES,
  linesIn,
  PARTS,
  PROOFS,
  putLines,
  RECORDS,
  type RecordPlace,
  valuesIn,
} from './cut-bundle.js';
import { log, namesUnder, opened, SAMPLE, type Target } from './target.js';

type Place = Partial<ViolationPlace>;

/** Files that prove something. */
function payloadOf(of: Target): readonly string[] {
  return namesUnder('data/', of).filter((name) => !name.startsWith('data/report/'));
}

function attack(
  kind: AttackClass,
  how: string,
  given: Files,
  more: Partial<Omit<Attack, 'kind' | 'how' | 'given'>> = {},
): Attack {
  return { kind, how, given, rebuild: true, ...more };
}

/** The bundle with other lines in a file. */
function withLines(of: Target, name: string, edit: (lines: string[]) => unknown): Files {
  const files = opened(of);
  const lines = linesIn(files, name);
  edit(lines);
  putLines(files, name, lines);
  return files;
}

/** Where it must be noticed that a line of a file is not there. */
function gone({ files }: Target, name: string, line: number): readonly Place[] {
  const [{ stream, seq } = { stream: '', seq: 0 }] = valuesIn<RecordPlace>(files, name).slice(line - 1);
  if (name === RECORDS) return [{ file: name, stream, seq }];
  if (name === PARTS) return [{ file: name, stream, seq }];
  if (name === ANCHORS) {
    const { size } = valuesIn<{ readonly size: number }>(files, ANCHORS)[line - 1] as {
      readonly size: number;
    };
    return [{ file: `data/anchors/${size}/sha256.note` }];
  }
  return name === FILES || name === HEADS ? [{ file: name }] : [{ file: name, line }];
}

/** Things left out: files, lines, records everywhere, tails, whole streams. */
export function* drops(of: Target = SAMPLE): Generator<Attack> {
  const payload = payloadOf(of);
  for (const name of of.files.keys()) {
    const files = opened(of);
    files.delete(name);
    yield attack('drop', `${name}, manifests as they were`, files, {
      rebuild: false,
      places: [{ file: name }],
    });
    if (payload.includes(name)) yield attack('drop', name, files, { places: [{ file: name }] });
  }
  for (const name of LINES) {
    const count = linesIn(of.files, name).length;
    for (let line = 1; line <= count; line++) {
      yield attack(
        'drop',
        `${name} line ${line}`,
        withLines(of, name, (lines) => lines.splice(line - 1, 1)),
        {
          places: gone(of, name, line),
        },
      );
      if (line < count)
        yield attack(
          'drop',
          `${name} from line ${line} on`,
          withLines(of, name, (lines) => lines.splice(line - 1)),
          {
            places: gone(of, name, line),
          },
        );
    }
  }
  const records = valuesIn<RecordPlace>(of.files, RECORDS);
  const last = records.findLast(({ stream }) => stream === of.subject)?.seq ?? 0;
  for (const { stream, seq } of records) {
    const isOther = (one: RecordPlace): boolean => one.stream !== stream || one.seq !== seq;
    // The last of a stretch is its tail, below.
    const files = cut(opened(of), isOther);
    if (stream === of.subject && seq < last)
      yield attack('drop', `record ${seq} everywhere`, files, { places: [{ file: RECORDS, stream, seq }] });
  }
  if (of === SAMPLE) yield* tails();
}

function* tails(): Generator<Attack> {
  const upTo = (stream: string, last: number): Files =>
    cut(opened(), (one) => one.stream !== stream || one.seq <= last);
  // The redaction is the last record: without it the redacted part and file have no ground.
  for (let last = 0; last < 7; last++)
    yield attack('drop', `the case after record ${last}`, upTo(log.subject, last));
  for (let last = 0; last < 3; last++)
    yield attack('drop', `the stream beside after ${last}`, upTo(log.beside, last), { code: 'seen-missing' });
  const without = (stream: string): Files => cut(opened(), (one) => one.stream !== stream);
  yield attack('drop', 'the stream beside, whole', without(log.beside), { code: 'seen-missing' });
  yield attack('drop', 'the publication of the definition', without(log.procedures), {
    lesser: 'never-recorded',
  });
  yield attack('drop', 'the published heads', without(log.headsStream), { lesser: 'no-heads' });
  const hushed = cut(opened(), ({ stream, seq }) => stream !== log.subject || seq < 7);
  for (const name of [PARTS, FILES])
    putLines(hushed, name, valuesIn<object>(opened(), name).map(withheldIfRedacted));
  yield attack('drop', 'what was recorded after the last heads', hushed, { lesser: 'after-heads' });
  const stampless = opened();
  for (const name of namesUnder('data/anchors/')) stampless.delete(name);
  yield attack('drop', 'every older checkpoint', new Map(stampless).set(ANCHORS, Buffer.alloc(0)), {
    lesser: 'no-stamp',
  });
}

/** The line of a part or file that was redacted, as one that is merely not disclosed. */
function withheldIfRedacted(line: object): string {
  if (!('redacted' in line)) return canonicalJson(line);
  const { redacted: _, ...rest } = line;
  const { stream, ...file } = rest as { readonly stream?: string };
  return canonicalJson({ ...('name' in rest ? { ...file, stream } : file), withheld: true });
}

/** Things that changed places: lines, records with their proofs, the contents of files. */
export function* swaps(dice: Dice, of: Target = SAMPLE): Generator<Attack> {
  for (const name of LINES) {
    const count = linesIn(of.files, name).length;
    const pairs = Array.from({ length: count - 1 }, (_, at) => [at, at + 1]);
    for (let n = 0; n < 60 && count > 2; n++) pairs.push([dice.below(count), dice.below(count)]);
    for (const [a = 0, b = 0] of pairs) {
      if (a === b) continue;
      const places = [a, b].map((at) => ({ file: name, line: at + 1 }));
      yield attack('swap', `${name} lines ${a + 1} and ${b + 1}`, withLines(of, name, swapping(a, b)), {
        places,
      });
      if (name !== RECORDS) continue;
      const files = opened(of);
      for (const one of [RECORDS, ...PROOFS]) putLines(files, one, swapped(linesIn(files, one), a, b));
      yield attack('swap', `records ${a + 1} and ${b + 1} with their proofs`, files, { places });
    }
  }
  const payload = payloadOf(of);
  for (const a of payload)
    for (const b of payload) {
      if (a >= b) continue;
      const files = opened(of);
      files.set(a, of.files.get(b) as Uint8Array).set(b, of.files.get(a) as Uint8Array);
      yield attack('swap', `${a} and ${b}`, files, {
        ...(![a, b].includes('data/scope.json') && { places: [{ file: a }, { file: b }] }),
      });
    }
}

const swapping = (a: number, b: number) => (lines: string[]) =>
  void lines.splice(0, lines.length, ...swapped(lines, a, b));

function swapped(lines: readonly string[], a: number, b: number): string[] {
  return lines.map((line, at) => (at === a ? lines[b] : at === b ? lines[a] : line) as string);
}

/** Things put in: lines twice, foreign records, files, members. */
export function* additions(dice: Dice, of: Target = SAMPLE): Generator<Attack> {
  for (const name of LINES) {
    const lines = linesIn(of.files, name);
    for (const [at, line] of lines.entries())
      for (const to of [at + 1, lines.length, dice.below(lines.length)])
        yield attack(
          'add',
          `${name} line ${at + 1} again at ${to + 1}`,
          withLines(of, name, (all) => all.splice(to, 0, line)),
          {
            places: [to + 1, at + 1, at + 2, to + 2].map((one) => ({ file: name, line: one })),
          },
        );
    yield attack(
      'add',
      `${name}, an empty line`,
      withLines(of, name, (all) => all.push('')),
      {
        places: [{ file: name, line: lines.length + 1 }],
      },
    );
  }
  const line = linesIn(of.files, RECORDS).length + 1;
  for (const text of of.foreign) {
    const { stream, seq } = JSON.parse(text) as RecordPlace;
    yield attack(
      'add',
      `record ${seq} of ${stream}`,
      withLines(of, RECORDS, (all) => all.push(text)),
      {
        places: [{ file: RECORDS, line }],
      },
    );
  }
  const hex = 'ab'.repeat(32);
  const folders = [
    'files',
    'law/rules',
    'law/notices',
    'law/definitions',
    'law/organisations',
    'law/calendars',
  ];
  const foreign = ['data/more.txt', 'data/anchors/3/sha256.note', 'data/files/readme', 'data/law/rules/x'];
  for (const name of [...foreign, ...folders.map((folder) => `data/${folder}/${hex}`), 'data/report/a/b'])
    yield attack('add', name, opened(of).set(name, Buffer.from('{}')), { places: [{ file: name }] });
  yield attack('add', 'more.txt', opened(of).set('more.txt', Buffer.from('x')), {
    ...{ rebuild: false, places: [{ file: 'more.txt' }] },
  });
  yield attack(
    'add',
    'a report, manifests as they were',
    opened(of).set('data/report/more.txt', Buffer.from('x')),
    {
      ...{ rebuild: false, places: [{ file: 'data/report/more.txt' }] },
    },
  );
  for (const name of LINES)
    for (const line of linesIn(of.files, name).keys())
      yield attack(
        'add',
        `a member in ${name} line ${line + 1}`,
        withLines(of, name, (all) => {
          all[line] = canonicalJson({ ...(JSON.parse(all[line] as string) as object), zz: 1 });
        }),
        { places: [name, ...PROOFS].map((file) => ({ file, line: line + 1 })) },
      );
}

/** Files and the container, cut off somewhere. */
export function* truncations(dice: Dice, of: Target = SAMPLE): Generator<Attack> {
  const whole = zipped(of.files);
  for (let n = 0; n < 1500; n++) {
    const length = dice.below(whole.length);
    yield {
      kind: 'truncate',
      how: `the container at ${length}`,
      given: whole.subarray(0, length),
      rebuild: false,
      code: 'container-malformed',
    };
  }
  for (const name of payloadOf(of)) {
    const bytes = of.files.get(name) as Uint8Array;
    if (bytes.length === 0) continue;
    const lengths =
      bytes.length < 64 ? [...bytes.keys()] : Array.from({ length: 90 }, () => dice.below(bytes.length));
    for (const length of new Set([...lengths, 0, bytes.length - 1]))
      yield attack('truncate', `${name} at ${length}`, opened(of).set(name, bytes.slice(0, length)), {
        ...(name !== 'data/scope.json' && {
          places: [
            { file: name },
            ...(name === ANCHORS ? gone(of, ANCHORS, 1) : []),
            ...(name === ANCHORS ? gone(of, ANCHORS, 2) : []),
          ],
        }),
      });
  }
}
