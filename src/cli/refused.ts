import type { Unmet } from '../engine/case/refusal.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Says everything that stands against what was asked, each with what it rests on. Exit code 1. */
export function refused(unmet: readonly Unmet[], terminal: Terminal): ExitCode {
  for (const { code, say, basis } of unmet) {
    const words = typeof say === 'string' ? say : [say.zh, say.en].filter(Boolean).join(' / ');
    terminal.err(`✗ ${code} ${words}  ${basis.join('、')}`);
  }
  return 1;
}
