import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import type { LedgerRecord, SealedRecord } from '../../../../src/engine/audit/record.js';
import { type BundleMap, sampleBundle } from '../sample-bundle.js';
import { REDACTION } from '../sample-log.js';
import type { Attack, Dice, Files } from './attack.js';
import { cut, FILES, linesIn, PARTS, putLines, RECORDS, type RecordPlace, valuesIn } from './cut-bundle.js';
import { rewritten } from './rewritten-log.js';
import { bundle, log, namesUnder, opened, SAMPLE, type Target, unwitnessed } from './target.js';

interface FileLine {
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
  readonly redacted?: number;
  readonly stream?: string;
}
interface PartLine extends RecordPlace {
  readonly name: string;
  readonly redacted?: number;
  readonly salt?: string;
  readonly value?: string;
}

const FOLDER = 'data/files/';
const CONTENT = namesUnder(FOLDER)[0] as string;
const LINES = valuesIn<FileLine>(bundle, FILES);
const KEPT = LINES.findIndex(({ redacted }) => redacted === undefined);
/** What was redacted: its bytes, as somebody kept them. */
const ERASED = Buffer.from('%PDF-1.7 身份证明 1\n'.repeat(20));
const digest = (suite: string, bytes: Uint8Array): string => createHash(suite).update(bytes).digest('hex');

/** Contents of materials and documents of the law: others of the same size, under other names, put back, kept back. */
export function* otherFiles(dice: Dice, of: Target = SAMPLE): Generator<Attack> {
  const attack = (how: string, given: Files, more: Partial<Attack>): Attack => ({
    ...{ kind: 'files', how, given, rebuild: true, ...more },
  });
  for (const name of [...namesUnder(FOLDER, of), ...namesUnder('data/law/', of)])
    for (let n = 0; n < 60; n++) {
      const bytes = Buffer.from(of.files.get(name) as Uint8Array);
      for (let many = dice.below(8); many >= 0; many--) {
        const at = dice.below(bytes.length);
        bytes[at] = ((bytes[at] as number) + 1 + dice.below(255)) % 256;
      }
      if (!bytes.equals(of.files.get(name) as Uint8Array))
        yield attack(`${name} of the same size, ${n}`, opened(of).set(name, bytes), {
          places: [{ file: name }],
        });
    }
  for (const name of [...namesUnder(FOLDER, of), ...namesUnder('data/law/', of)])
    for (let n = 0; n < 20; n++) {
      const other = digest('sha256', Buffer.from(`${name} ${n}`));
      const files = opened(of);
      const renamed = name.replace(/[^/]+$/, other);
      files.delete(name);
      files.set(renamed, of.files.get(name) as Uint8Array);
      yield attack(`${name} as ${other}`, files, { places: [{ file: renamed }] });
    }
  if (of === SAMPLE) yield* fileLines(attack);
}

function* fileLines(attack: (how: string, given: Files, more: Partial<Attack>) => Attack): Generator<Attack> {
  const line = LINES[KEPT] as FileLine;
  const place = { places: [{ file: FILES, line: KEPT + 1 }] };
  for (const [how, edit] of [
    ['a byte more', { size: line.size + 1 }],
    ['another SM3', { sm3: line.sha256 }],
    ['the digests swapped', { sha256: line.sm3, sm3: line.sha256 }],
  ] as const)
    yield attack(`the entry with ${how}`, withLine(FILES, KEPT, { ...line, ...edit }), place);
  const other = Buffer.from('another');
  const named = { sha256: digest('sha256', other), sm3: digest('sm3', other), size: other.length };
  const files = withLine(FILES, KEPT, named).set(FOLDER + named.sha256, other);
  files.delete(CONTENT);
  yield attack('another file with an entry of its own', files, place);
  const withheld = withLine(FILES, KEPT, { ...line, withheld: true });
  yield attack('withheld, and there', new Map(withheld), {
    places: [{ file: CONTENT }],
    code: 'content-surplus',
  });
  withheld.delete(CONTENT);
  yield attack('withheld', withheld, { lesser: 'files-withheld' });
  const apart = withLine(FILES, KEPT, { ...line, apart: true });
  apart.delete(CONTENT);
  yield attack('handed over apart', apart, { lesser: 'files-unseen' });
}

function withLine(name: string, at: number, line: object, of: Target = SAMPLE): BundleMap {
  const files = opened(of);
  const lines = linesIn(files, name);
  lines[at] = canonicalJson(line);
  putLines(files, name, lines);
  return files;
}

/** Redactions that hide, are hidden, or are undone. */
export function* redactions(): Generator<Attack> {
  const attack = redacting;
  yield* redactedParts();
  for (const [at, part] of valuesIn<PartLine>(bundle, PARTS).entries()) {
    const { name, seq, stream } = part;
    const places = [{ file: PARTS, line: at + 1, stream, seq, part: name }];
    if (part.redacted === undefined) continue;
    const sealed = log.streams.get(stream)?.[seq]?.parts.find((one) => one.name === name);
    const back = { name, salt: sealed?.salt, seq, stream, value: sealed?.value };
    yield attack('the redacted part put back', withLine(PARTS, at, back), {
      places,
      code: 'part-disclosed-though-redacted',
    });
    yield attack('another part put in its place', withLine(PARTS, at, { ...back, value: '"x"' }), {
      ...{ places, code: 'part-differs' },
    });
  }
  yield* redactedFiles(attack);
  yield* groundless(attack);
}

function redacting(how: string, given: Files, more: Partial<Attack>): Attack {
  return { kind: 'redaction', how, given, rebuild: true, ...more };
}

/** Parts that are gone, said to be redacted by records that do not redact them, or merely withheld. */
export function* redactedParts(of: Target = SAMPLE): Generator<Attack> {
  for (const [at, part] of valuesIn<PartLine>(of.files, PARTS).entries()) {
    const { name, seq, stream } = part;
    const places = [{ file: PARTS, line: at + 1, stream, seq, part: name }];
    const gone = opened(of);
    putLines(gone, PARTS, linesIn(gone, PARTS).toSpliced(at, 1));
    yield redacting(`part ${name} of ${seq} gone`, gone, {
      code: 'part-missing',
      places: [{ file: PARTS, seq, part: name }],
    });
    for (let by = 0; by < 12; by++) {
      if (part.redacted === by) continue;
      const claimed = withLine(PARTS, at, { name, redacted: by, seq, stream }, of);
      yield redacting(`part ${name} of ${seq} under ${by}`, claimed, {
        places,
        code: 'part-redacted-without-ground',
      });
    }
    const withheld = withLine(PARTS, at, { name, seq, stream, withheld: true }, of);
    yield redacting(`part ${name} of ${seq} withheld`, withheld, { lesser: 'parts-withheld' });
  }
}

function* redactedFiles(
  attack: (how: string, given: Files, more: Partial<Attack>) => Attack,
): Generator<Attack> {
  for (const [at, line] of LINES.entries()) {
    const { sha256, sm3, size, stream = log.subject, redacted } = line;
    const code = 'file-redacted-without-ground';
    for (let by = 0; by < 12; by++) {
      if (by === redacted) continue;
      const files = withLine(FILES, at, { redacted: by, sha256, size, sm3, stream });
      files.delete(FOLDER + sha256);
      yield attack(`file ${at} under ${by}`, files, { code, places: [{ file: FILES, line: at + 1 }] });
    }
    if (redacted === undefined) continue;
    const elsewhere = withLine(FILES, at, { ...line, stream: log.beside });
    yield attack('file redacted in another stream', elsewhere, {
      code,
      places: [{ file: FILES, line: at + 1 }],
    });
    const back = withLine(FILES, at, { sha256, size, sm3 }).set(FOLDER + sha256, ERASED);
    yield attack('the redacted file put back', back, {
      ...{ code: 'file-disclosed-though-redacted', places: [{ file: FILES, line: at + 1 }] },
    });
    yield attack(
      'the redacted file, handed over apart',
      withLine(FILES, at, { apart: true, sha256, size, sm3 }),
      {
        ...{ code: 'file-disclosed-though-redacted', places: [{ file: FILES, line: at + 1 }] },
      },
    );
    yield attack('the redacted file, with its line as it is', opened().set(FOLDER + sha256, ERASED), {
      ...{ code: 'content-surplus', places: [{ file: FOLDER + sha256 }] },
    });
  }
}

/** The record of the redaction is another, elsewhere, after the end or nowhere; the log fits it, and its keys signed it. */
function* groundless(
  attack: (how: string, given: Files, more: Partial<Attack>) => Attack,
): Generator<Attack> {
  const { part, seq } = REDACTION;
  const isIt = ({ stream, seq: own }: LedgerRecord): boolean => stream === log.subject && own === seq;
  const naming =
    (redaction: object) =>
    (one: LedgerRecord): LedgerRecord => ({ ...one, data: { ...one.data, redaction } });
  const edits: readonly (readonly [how: string, edit: (one: LedgerRecord) => LedgerRecord | undefined])[] = [
    ['nowhere', () => undefined],
    ['of another type', (one) => ({ ...one, type: 'audit.part.hidden' })],
    ['in another stream', (one) => ({ ...one, stream: log.beside })],
    ['of another part', naming({ parts: [{ ...part, name: 'input' }], files: [] })],
    ['of a part of another record', naming({ parts: [{ ...part, seq: 3 }], files: [] })],
    ['of nothing', naming({ parts: [], files: [] })],
    ['of the part, not of the file', naming({ parts: [part], files: [] })],
    ['of what comes after it', naming({ parts: [{ ...part, seq: seq + 1 }], files: [] })],
    ['of parts in another shape', naming({ parts: { 0: part }, files: {} })],
  ];
  for (const [how, edit] of edits) {
    const files = sampleBundle(rewritten(log, (one) => (isIt(one) ? edit(one) : one)));
    const code = how.endsWith('of the file')
      ? 'file-redacted-without-ground'
      : 'part-redacted-without-ground';
    yield attack(`its record is ${how}`, files, { policy: unwitnessed, code });
  }
  const beforehand = rewritten(log, (one) => {
    if (isIt(one)) return { ...one, type: 'opinion.recorded', data: {} };
    const it = log.streams.get(log.subject)?.[seq]?.record as LedgerRecord;
    return one.stream === log.subject && one.seq === 0 ? { ...one, type: it.type, data: it.data } : one;
  });
  const pretended = sampleBundle(beforehand);
  for (const name of [PARTS, FILES])
    putLines(
      pretended,
      name,
      linesIn(pretended, name).map((line) => line.replace('"redacted":7', '"redacted":0')),
    );
  yield attack('its record is before what it redacts: the part', pretended, {
    ...{
      policy: unwitnessed,
      code: 'part-redacted-without-ground',
      places: [{ file: PARTS, part: part.name }],
    },
  });
  yield attack('its record is before what it redacts: the file', pretended, {
    ...{ policy: unwitnessed, code: 'file-redacted-without-ground', places: [{ file: FILES }] },
  });
  const early = cut(opened(), (one) => one.stream !== log.subject || one.seq < seq);
  yield attack('its record is after the end', early, {
    code: 'part-redacted-without-ground',
    places: [{ file: PARTS, part: part.name, seq: part.seq }],
  });
}

/** Times that run backwards, in a log that fits them and that its own keys signed. */
export function* backdated(): Generator<Attack> {
  for (const [at, text] of linesIn(bundle, RECORDS).entries()) {
    const { stream, seq } = JSON.parse(text) as RecordPlace;
    const records = log.streams.get(stream) as readonly SealedRecord[];
    if (seq === 0 || ![log.subject, log.beside].includes(stream)) continue;
    const before = Date.parse(records[seq - 1]?.record.recordedAt as string);
    const after = Date.parse((records[seq + 1] ?? records[seq])?.record.recordedAt as string);
    const set = (time: number): Files =>
      sampleBundle(
        rewritten(log, (one) =>
          one.stream === stream && one.seq === seq
            ? { ...one, recordedAt: new Date(time).toISOString() as LedgerRecord['recordedAt'] }
            : one,
        ),
      );
    const attack = (how: string, line: number, own: number, given: Files): Attack => ({
      ...{ kind: 'backdate', how: `record ${seq} of ${stream} ${how}`, given, rebuild: true },
      ...{ policy: unwitnessed, code: 'record-time-backwards' },
      places: [{ file: RECORDS, line, stream, seq: own }],
    });
    for (const [how, ms] of Object.entries({
      'a millisecond': 1,
      'a minute': 60_000,
      'a year': 365 * 86_400_000,
    })) {
      yield attack(`${how} before the one before`, at + 1, seq, set(before - ms));
      if (records[seq + 1]) yield attack(`${how} behind the next`, at + 2, seq + 1, set(after + ms));
    }
  }
}
