import { ALLOWABLE, type Finding } from './finding.js';
import { MEND } from './mend.js';

/** The database deviates from what the service needs, so that nothing is started. Each finding says what to do. */
export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase';

  constructor(readonly findings: readonly Finding[]) {
    super(
      [
        `数据库有 ${findings.length} 处不符合要求 · the database deviates in ${findings.length} places:`,
        ...findings.map(describeFinding),
      ].join('\n'),
    );
  }
}

/** A finding as an operator reads it: what is so, what to do, and by what name it may be allowed. */
export function describeFinding(finding: Finding): string {
  const { code, zh, en } = finding;
  const mend = MEND[code];
  const name = ALLOWABLE[code];
  const allow = name ? `\n    database.allow: [${name}]` : '';
  return `  ${code}: ${zh} · ${en}\n    ${mend.zh} · ${mend.en}${allow}`;
}
