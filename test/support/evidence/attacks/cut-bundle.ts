import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import { textIn } from '../edited-bundle.js';
import type { BundleMap } from '../sample-bundle.js';
import type { Files } from './attack.js';

/** Where a record stands. */
export interface RecordPlace {
  readonly stream: string;
  readonly seq: number;
}

export const RECORDS = 'data/records.jsonl';
export const PARTS = 'data/parts.jsonl';
export const FILES = 'data/files.jsonl';
export const HEADS = 'data/heads.jsonl';
export const ANCHORS = 'data/anchors.jsonl';
export const SCOPE = 'data/scope.json';
export const RENEWALS = 'data/renewals.jsonl';
export const PROOFS = ['data/proofs/sha256.jsonl', 'data/proofs/sm3.jsonl'] as const;
/** Every file of lines. */
export const LINES: readonly string[] = [RECORDS, PARTS, FILES, ...PROOFS, ANCHORS, HEADS];

/** The lines of a file, without their newlines. */
export function linesIn(files: Files, name: string): string[] {
  return textIn(files, name).split('\n').slice(0, -1);
}

/** Writes a file of lines. */
export function putLines(files: BundleMap, name: string, lines: readonly string[]): void {
  files.set(name, Buffer.from(lines.map((line) => `${line}\n`).join('')));
}

/** The value of each line of a file. */
export function valuesIn<T>(files: Files, name: string): T[] {
  return linesIn(files, name).map((line) => JSON.parse(line) as T);
}

interface ScopeText {
  readonly streams: readonly { readonly first: number; readonly last: number; readonly stream: string }[];
}

/**
 * Leaves records out as somebody does who knows the format: in every file that speaks of them, and in the scope. What is left
 * of the stream goes on to its last record that was kept.
 */
export function cut(files: BundleMap, isKept: (place: RecordPlace) => boolean): BundleMap {
  const records = valuesIn<RecordPlace>(files, RECORDS);
  const kept = records.map(isKept);
  for (const name of [RECORDS, ...PROOFS])
    putLines(
      files,
      name,
      linesIn(files, name).filter((_, at) => kept[at]),
    );
  const parts = linesIn(files, PARTS);
  putLines(
    files,
    PARTS,
    parts.filter((line) => isKept(JSON.parse(line) as RecordPlace)),
  );
  const scope = JSON.parse(textIn(files, SCOPE)) as ScopeText;
  const streams = scope.streams.flatMap((stretch) => {
    const { stream, first, last } = stretch;
    const left = records.filter(
      (one, at) => kept[at] && one.stream === stream && one.seq >= first && one.seq <= last,
    );
    return left.length === 0 ? [] : [{ ...stretch, last: Math.max(...left.map(({ seq }) => seq)) }];
  });
  files.set(SCOPE, Buffer.from(canonicalJson({ ...scope, streams })));
  const heads = valuesIn<{ readonly record: number; readonly leaf: { readonly stream: string } }>(
    files,
    HEADS,
  )
    .filter(({ record, leaf }) => kept[record] && streams.some(({ stream }) => stream === leaf.stream))
    .map((head) => ({ ...head, record: kept.slice(0, head.record).filter(Boolean).length }));
  putLines(files, HEADS, heads.map(canonicalJson));
  return files;
}
