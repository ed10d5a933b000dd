import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import type { InputCheck } from '../engine/case/input-check.js';
import { runScenario, type ScenarioResult, type StepOutcome } from '../engine/case/scenario.js';
import { buildCalendar } from '../engine/clock/calendar.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import { LAST_DAY } from '../engine/clock/civil-date.js';
import type { Zone } from '../engine/clock/time.js';
import { problemLine } from '../engine/law/problem.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import { loadProcedureFile, yamlFiles } from './law-files.js';
import { readText } from './read-text.js';
import { readScenario } from './scenario-file.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What the cases are played with. */
export interface Stage {
  readonly hash: Hash;
  readonly checkInput: InputCheck;
  readonly zone: Zone;
  readonly readCalendars: (folder: string) => readonly CalendarDocument[];
}

/** `duecourse simulate <file|folder>...`: plays worked cases and prints each step, its clocks, and every difference. */
export function simulateScenarios(stage: Stage): Command {
  return (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        fragments: { type: 'string', default: 'workflows/fragments' },
        calendars: { type: 'string', default: 'config/calendars' },
        quiet: { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) throw new UsageError('simulate <file|folder>...');
    const notices = stage.readCalendars(values.calendars);
    const procedures = new Map<string, CompiledProcedure>();
    let failed = 0;
    const files = positionals.flatMap(scenarioFiles);
    for (const file of files) {
      const procedure = procedureOf(file, values.fragments, stage.hash, procedures);
      const result = playFile(file, procedure, notices, stage, values.quiet ? undefined : terminal);
      for (const finding of result.findings) {
        terminal.out(`${file}: step ${finding.step} (${finding.on}): ${finding.message}`);
      }
      if (result.findings.length > 0) failed += 1;
    }
    terminal.out(`${files.length - failed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  };
}

function scenarioFiles(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? yamlFiles(path) : [path];
  if (found.length === 0) throw new UsageError(`没有示例案 / no scenarios: ${path}`);
  return found;
}

/** The procedure lies beside the folder of its scenarios. */
function procedureOf(
  file: string,
  fragments: string,
  hash: Hash,
  known: Map<string, CompiledProcedure>,
): CompiledProcedure {
  const path = join(dirname(dirname(file)), 'procedure.yaml');
  const found = known.get(path);
  if (found) return found;
  const loaded = loadProcedureFile(path, fragments, hash, { prove: false });
  if (!loaded.ok) throw new UsageError(loaded.problems.map(problemLine).join('\n'));
  known.set(path, loaded.compiled);
  return loaded.compiled;
}

function playFile(
  file: string,
  procedure: CompiledProcedure,
  notices: readonly CalendarDocument[],
  { checkInput, zone }: Stage,
  terminal: Terminal | undefined,
): ScenarioResult {
  const scenario = readScenario(file, readText(file));
  const calendar = buildCalendar(notices, scenario.knownAt ?? LAST_DAY);
  const result = runScenario(procedure, scenario, { calendar, zone, checkInput });
  terminal?.out(`\n${basename(file)}  ${scenario.title}  ${scenario.articles.join('、')}`);
  for (const outcome of result.outcomes) for (const line of stepLines(outcome)) terminal?.out(`  ${line}`);
  return result;
}

function stepLines({ step, lapses, event, refusal, issued, state }: StepOutcome): string[] {
  const lines = lapses.map((lapse) => `${lapse.on}  ⏱ ${lapse.type} ${lapse.lapse?.clock ?? ''}`);
  if (refusal) {
    lines.push(
      `${step.on}  ✗ ${step.act ?? step.issue ?? step.serve?.document} (${step.by ?? ''}): ${refusal.code}`,
    );
    for (const one of refusal.unmet) {
      lines.push(
        `            ${typeof one.say === 'string' ? one.say : one.say.zh}  ${one.basis.join('、')}`,
      );
    }
    if (refusal.earliestPossible) lines.push(`            → ${refusal.earliestPossible}`);
  } else if (event) {
    const papers = issued ? `《${issued.title}》${issued.number ?? ''}` : (event.documents ?? []).join(' ');
    lines.push(`${step.on}  ✓ ${event.type} (${step.by ?? ''}) ${papers}`);
  }
  const running = Object.entries(state?.clocks ?? {}).filter(([, clock]) => clock.state === 'running');
  if (running.length > 0) {
    lines.push(`            ${running.map(([name, clock]) => `${name} → ${clock.dueOn ?? '…'}`).join('  ')}`);
  }
  return lines;
}
