import type { QueryRunner } from 'typeorm';
import type { NoteKey } from '../../engine/audit/log/note-key.js';
import {
  parseNote,
  parseSignature,
  type SignatureCheck,
  type SignedNote,
  verifyNote,
} from '../../engine/audit/log/signed-note.js';
import type { StampCrypto } from '../../engine/audit/stamp/stamp-verdict.js';
import { stampText } from '../../engine/audit/stamp/stamp-text.js';
import { verifyStamp } from '../../engine/audit/stamp/verify-stamp.js';
import type { Report } from './finding.js';

/** What cosignatures and time stamps that are kept are verified by. */
export interface VoucherLaw {
  /** Keys of the witnesses that are known here. A line by another key is looked at for its form alone. */
  readonly witnesses: readonly NoteKey[];
  readonly check: SignatureCheck;
  /** Whether a certificate leads to a root is for whoever verifies to say: no finding. */
  readonly stamps: StampCrypto;
}

interface KeptCosignature {
  readonly suite: string;
  readonly size: number;
  readonly name: string;
  readonly line: string;
  readonly note: string | null;
}

interface KeptToken {
  readonly size: number;
  readonly authority: string;
  readonly token: Buffer;
  readonly stamped_at: Date;
  readonly sha256: string | null;
  readonly sm3: string | null;
}

const PAGE = 500;

/**
 * Checks what others have signed of the log and is kept with it: each cosignature is by the witness that it names, and each
 * time stamp is one, over the checkpoint beside which it is kept.
 */
export async function checkVouchers(runner: QueryRunner, law: VoucherLaw, report: Report): Promise<void> {
  const wrong = (message: string): void => report({ code: 'log-voucher-wrong', message });
  for await (const one of cosignatures(runner)) {
    const flaw = flawInCosignature(one, law);
    if (flaw) wrong(`the cosignature of ${one.size} (${one.suite}) by ${one.name} ${flaw}`);
  }
  for await (const one of tokens(runner)) {
    const flaw = flawInStamp(one, law);
    if (flaw) wrong(`the time stamp of ${one.size} by ${one.authority} ${flaw}`);
  }
}

function flawInCosignature(
  { name, line, note: source }: KeptCosignature,
  { witnesses, check }: VoucherLaw,
): string | undefined {
  const note = signedNote(source);
  if (!note) return 'is of no checkpoint that is kept';
  const signature = parseSignature(line.replace(/\n$/, ''));
  if (!line.endsWith('\n') || signature?.name !== name) return 'is no signature line under that name';
  const known = witnesses.filter((key) => key.name === name && key.id === signature.id);
  const verdict = verifyNote({ text: note.text, signatures: [signature] }, known, check);
  return 'forged' in verdict ? 'is not by that witness, or of something else' : undefined;
}

function flawInStamp(
  { token, stamped_at, sha256, sm3 }: KeptToken,
  { stamps }: VoucherLaw,
): string | undefined {
  const notes = { sha256: signedNote(sha256), sm3: signedNote(sm3) };
  if (!notes.sha256 || !notes.sm3) return 'is of no checkpoint that is kept';
  const text = stampText({ sha256: notes.sha256.text, sm3: notes.sm3.text });
  const verdict = verifyStamp(token, text, stamps);
  if (!verdict.ok) return `does not hold: ${verdict.problem}`;
  return Date.parse(verdict.genTime) === stamped_at.getTime() ? undefined : 'is kept under another time';
}

function signedNote(source: string | null): SignedNote | undefined {
  return source === null ? undefined : parseNote(source);
}

async function* cosignatures(runner: QueryRunner): AsyncGenerator<KeptCosignature> {
  for (let after: readonly unknown[] = ['', 0, '']; ;) {
    const page = (await runner.query(
      `select c.suite, c.size::float8 as size, c.name, c.line, p.note from log_cosignatures c
        left join log_checkpoints p on p.suite = c.suite and p.size = c.size
        where (c.suite, c.size, c.name) > ($1, $2::bigint, $3) order by c.suite, c.size, c.name limit ${PAGE}`,
      [...after],
    )) as KeptCosignature[];
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = [last.suite, last.size, last.name];
  }
}

async function* tokens(runner: QueryRunner): AsyncGenerator<KeptToken> {
  for (let after: readonly unknown[] = [0, '']; ;) {
    const page = (await runner.query(
      `select t.size::float8 as size, t.authority, t.token, t.stamped_at, a.note as sha256, b.note as sm3
        from log_stamps t
        left join log_checkpoints a on a.suite = 'sha256' and a.size = t.size
        left join log_checkpoints b on b.suite = 'sm3' and b.size = t.size
        where (t.size, t.authority) > ($1::bigint, $2) order by t.size, t.authority limit ${PAGE}`,
      [...after],
    )) as KeptToken[];
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = [last.size, last.authority];
  }
}
