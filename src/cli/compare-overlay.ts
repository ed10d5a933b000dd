import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import type { OverlayDifference } from '../engine/law/overlay/describe-overlay.js';
import { describeOverlays } from '../engine/law/overlay/describe-overlay.js';
import { bothOf } from '../engine/law/overlay/weakening.js';
import { problemLine } from '../engine/law/problem.js';
import { linkFiles } from '../engine/statechart/load-procedure.js';
import { libraryFiles } from './law-files.js';
import { overlayChain, overlayFile, procedureFile } from './overlay-files.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/**
 * `duecourse diff <procedure> <overlay>`: what a jurisdiction sets differently, in words and with its source, in the order of the
 * procedure; with the overlays of the levels between. An overlay that is weaker than a level above ends with 1 and both provisions.
 */
export function compareOverlay(hash: Hash): Command {
  return (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        fragments: { type: 'string', default: 'workflows/fragments' },
        en: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [wanted, overlay] = positionals;
    if (wanted === undefined || overlay === undefined || positionals.length > 2) {
      throw new UsageError('diff <procedure> <overlay> [--en] [--json]');
    }
    const procedure = procedureFile(wanted);
    const chain = overlayChain(overlayFile(overlay, procedure));
    if (relative(chain.procedure, procedure) !== '') {
      throw new UsageError(
        `${overlay}: 不是对该程序的规定 / lies over another procedure: ${chain.procedure}`,
      );
    }
    const linking = linkFiles(libraryFiles(chain, values.fragments), procedure, hash, chain.overlays);
    const problems = linking.ok ? linking.linked.problems : linking.problems;
    for (const problem of problems) terminal.err(problemLine(problem));
    if (!linking.ok || problems.some(({ severity }) => severity === 'error')) return 1;
    const differences = describeOverlays(linking.layers);
    if (values.json) terminal.out(JSON.stringify(differences, null, 2));
    else tell(bothOf(linking.linked.definition.title), differences, values.en, terminal);
    return 0;
  };
}

function tell(
  title: { readonly zh: string; readonly en: string },
  differences: readonly OverlayDifference[],
  english: boolean,
  terminal: Terminal,
): void {
  terminal.out(english ? title.en : title.zh);
  for (const { kind, says, source, jurisdiction } of differences) {
    const from = english
      ? [jurisdiction.en, source].filter((part) => part !== '').join(': ')
      : [jurisdiction.zh, source].filter((part) => part !== '').join('：');
    terminal.out(english ? `${MARKS[kind]} ${says.en} [${from}]` : `${MARKS[kind]} ${says.zh}（${from}）`);
  }
  const count = (wanted: OverlayDifference['kind']): number =>
    differences.filter(({ kind }) => kind === wanted).length;
  terminal.out(
    english
      ? `${count('added')} added (+), ${count('tightened')} tightened (↑), ${count('set')} set (=)`
      : `增加（+）${count('added')}项，加严（↑）${count('tightened')}项，确定（=）${count('set')}项`,
  );
}

const MARKS: Readonly<Record<OverlayDifference['kind'], string>> = { added: '+', tightened: '↑', set: '=' };
