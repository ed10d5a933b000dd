import { parseCheckpoint } from '../engine/audit/log/checkpoint.js';
import { parseLogProof } from '../engine/audit/log/log-proof.js';
import type { NoteKey } from '../engine/audit/log/note-key.js';
import { verifyNote } from '../engine/audit/log/signed-note.js';
import { leafHash } from '../engine/audit/log/tree-hash.js';
import { parsePolicy } from '../engine/audit/log/trust-policy.js';
import { provesInclusion } from '../engine/audit/log/verify-proof.js';
import {
  keyText,
  statement,
  type Statement,
  witnessText,
} from '../engine/audit/bundle/verify/bundle-report.js';
import { checkSignature, sha256Bytes, sm3Bytes } from '../outside/crypto/note-keys.js';

/** A receipt: the proof that one record is in the log (C2SP tlog-proof), and the record. */
export interface Receipt {
  /** Text of the `.tlog-proof` file. */
  readonly proof: string;
  /** Bytes of the record, as they were handed out. */
  readonly record: Uint8Array;
  /** Text of a C2SP tlog-policy. */
  readonly policy?: string;
}

/** What a receipt comes to; the exit codes are those of a bundle. */
export interface ReceiptReport {
  readonly exitCode: 0 | 1 | 3 | 4;
  readonly statement: Statement;
}

const SUITES = {
  ed25519: { hash: sha256Bytes, suffix: '' },
  sm2: { hash: sm3Bytes, suffix: '/sm3' },
} as const;

/**
 * Checks one receipt without its log. The log is the one whose checkpoint the proof brings: under a name that ends in `/sm3` its hashes are
 * SM3. A newline behind the record, which editors like to add, is not part of it.
 */
export function checkReceipt({ proof: text, record, policy }: Receipt): ReceiptReport {
  const proof = parseLogProof(text);
  const checkpoint = proof && parseCheckpoint(proof.checkpoint.text);
  if (!proof || !checkpoint) return outcome(4, 'unreadable', '不是日志证明', 'this is no proof of a log');
  const algorithm = checkpoint.origin.endsWith('/sm3') ? 'sm2' : 'ed25519';
  const { hash } = SUITES[algorithm];
  const entry = record.at(-1) === 0x0a ? record.subarray(0, -1) : record;
  const claim = { index: proof.index, leaf: leafHash(hash, entry), ...checkpoint };
  if (!provesInclusion(claim, proof.hashes, hash))
    return outcome(1, 'altered', '该记录不在此日志中', 'this record is not in that log');
  const trusted = policy === undefined ? undefined : parsePolicy(policy, sha256Bytes);
  if (!trusted?.ok) {
    const why = trusted?.problem ?? '未提供 none given';
    return outcome(3, 'unanchored', `没有信任策略（${why}）`, `there is no policy to go by (${why})`);
  }
  const { logs, witnesses, isQuorum } = trusted.policy;
  const verdict = verifyNote(proof.checkpoint, [...logs, ...witnesses], checkSignature);
  if ('forged' in verdict)
    return outcome(1, 'altered', '检查点的签名是伪造的', 'a signature of the checkpoint is forged');
  const isLog = (key: NoteKey): boolean => key.algorithm === algorithm && key.name === checkpoint.origin;
  const log = verdict.signedBy.find(({ key }) => isLog(key));
  const cosigned = verdict.signedBy.filter(({ key }) => witnesses.includes(key));
  // Witnesses see the SHA-256 checkpoint; no quorum can be asked of the other.
  const isWitnessed = algorithm === 'sm2' || isQuorum(cosigned.map(({ key }) => key));
  if (!log || !isWitnessed)
    return outcome(3, 'unanchored', '没有受信任者为此作证', 'nobody trusted vouches for it');
  const seen = cosigned.map(witnessText).join(', ');
  return outcome(
    ...[0 as const, 'proven'],
    `该记录是日志 ${checkpoint.origin} 的第 ${proof.index} 条，检查点由 ${keyText(log.key)} 签名${seen && `，见证：${seen}`}`,
    `this record is entry ${proof.index} of ${checkpoint.origin}, signed by ${keyText(log.key)}${seen && `, witnessed by ${seen}`}`,
  );
}

function outcome(exitCode: ReceiptReport['exitCode'], code: string, zh: string, en: string): ReceiptReport {
  return { exitCode, statement: statement(code, zh, en) };
}
