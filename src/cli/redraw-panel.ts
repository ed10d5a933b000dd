import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import { drawCommitment } from '../engine/panel/draw.js';
import { termsOf, type DrawFile } from '../engine/panel/draw-file.js';
import { DRAW_ROLES, type DrawRole } from '../engine/panel/draw-words.js';
import { verifyDraw, type DrawStage, type DrawVerdict } from '../engine/panel/verify-draw.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What doing a draw again needs, and nothing of the service. */
export interface DrawDesk {
  readonly hash: Hash;
  /** 32 fresh random bytes, hex. */
  readonly nonce: () => string;
}

/**
 * `duecourse redraw <file> [--json]`: does a published draw again, offline, and says each step in words. Exit code 1 when
 * something is not as it must be, 2 when it is no draw at all. `--promise <role>` makes a secret number for an officer
 * who takes part, and the commitment to hand in.
 */
export function redrawPanel(desk: DrawDesk): Command {
  return (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, promise: { type: 'string' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0)
      throw new UsageError('redraw <file> [--json] [--promise keeper|witness]');
    const value = readJson(path);
    const verdict = verifyDraw(value, desk.hash);
    const { stage, faults } = verdict;
    if (values.promise !== undefined && stage !== undefined && faults.length === 0) {
      return promise(desk, value as DrawFile, roleOf(values.promise), terminal);
    }
    if (values.json) terminal.out(JSON.stringify(verdict));
    else print(verdict, terminal);
    if (stage === undefined) return 2;
    return faults.length > 0 ? 1 : 0;
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (problem) {
    throw new UsageError(`${path}: ${(problem as Error).message}`);
  }
}

function roleOf(word: string): DrawRole {
  const role = DRAW_ROLES.find((one) => one === word);
  if (!role) throw new UsageError(`--promise ${DRAW_ROLES.join('|')}`);
  return role;
}

function promise({ hash, nonce }: DrawDesk, file: DrawFile, role: DrawRole, terminal: Terminal): 0 {
  const secret = nonce();
  terminal.out(`秘密数（公开之前不得示人）secret, to be kept until the draw: ${secret}`);
  terminal.out(
    `承诺值（现在提交）commitment, to be handed in now: ${drawCommitment(termsOf(file), role, secret, hash)}`,
  );
  return 0;
}

const STAGES: Readonly<Record<DrawStage, string>> = {
  opened: '尚未承诺 nobody has promised yet',
  promised: '尚未抽取 not drawn yet',
  drawn: '已抽取 drawn',
  named: '未抽取，经指定产生 named, not drawn',
};

function print({ stage, steps, faults }: DrawVerdict, terminal: Terminal): void {
  for (const { zh, en } of steps) terminal.out(`${zh} / ${en}`);
  for (const { at, zh, en } of faults) terminal.out(`✗ ${at || '/'} ${zh} / ${en}`);
  if (stage === undefined) terminal.out('✗ 不是抽取文件 no file of a draw');
  else if (faults.length === 0) terminal.out(`✓ 相符 in order: ${STAGES[stage]}`);
  else terminal.out(`✗ ${faults.length} 处不符 not in order: ${faults.length}`);
}
