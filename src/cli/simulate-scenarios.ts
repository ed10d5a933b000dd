import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import type { InputCheck } from '../engine/case/input-check.js';
import { runScenario, type ScenarioResult, type StepOutcome } from '../engine/case/scenario/scenario.js';
import { buildCalendar } from '../engine/clock/calendar.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import { LAST_DAY } from '../engine/clock/civil-date.js';
import type { Zone } from '../engine/clock/time.js';
import { yamlFiles } from './law-files.js';
import { readText } from './read-text.js';
import { readScenario } from './scenario-file.js';
import { ScenarioProcedures } from './scenario-procedures.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What the cases are played with. */
export interface Stage {
  readonly hash: Hash;
  readonly checkInput: InputCheck;
  readonly zone: Zone;
  readonly readCalendars: (folder: string) => readonly CalendarDocument[];
}

/**
 * `duecourse simulate <file|folder>...`: plays worked cases and prints each step, its clocks, and every difference. A folder is
 * one of worked cases, or one of the library: then those of every procedure and overlay below it.
 */
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
    const procedures = new ScenarioProcedures(values.fragments, stage.hash);
    let failed = 0;
    const files = positionals.flatMap(scenarioFiles);
    for (const file of files) {
      const result = playFile(file, procedures, notices, stage, values.quiet ? undefined : terminal);
      for (const finding of result.findings) {
        terminal.out(`${file}: step ${finding.step} (${finding.on}): ${finding.message}`);
      }
      if (result.findings.length > 0) failed += 1;
    }
    terminal.out(`${files.length - failed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  };
}

function scenarioFiles(path: string): readonly string[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const below = isFolder ? scenariosBelow(path) : [path];
  const found = below.length > 0 ? below : yamlFiles(path);
  if (found.length === 0) throw new UsageError(`没有示例案 / no scenarios: ${path}`);
  return found;
}

/** Those that lie in the folder, if it is one of worked cases, and in every folder `scenarios` below it. */
function scenariosBelow(folder: string): readonly string[] {
  if (basename(folder) === 'scenarios') return yamlFiles(folder);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
    .flatMap((name) => scenariosBelow(join(folder, name)));
}

function playFile(
  file: string,
  procedures: ScenarioProcedures,
  notices: readonly CalendarDocument[],
  { checkInput, zone }: Stage,
  terminal: Terminal | undefined,
): ScenarioResult {
  const scenario = readScenario(file, readText(file));
  const calendar = buildCalendar(notices, scenario.knownAt ?? LAST_DAY);
  const procedure = procedures.of(file, scenario);
  const world = { calendar, zone, checkInput, procedures: procedures.beside(file, scenario) };
  const result = runScenario(procedure, scenario, world);
  terminal?.out(`\n${basename(file)}  ${scenario.title}  ${scenario.articles.join('、')}`);
  for (const outcome of result.outcomes) for (const line of stepLines(outcome)) terminal?.out(`  ${line}`);
  return result;
}

function stepLines({ step, lapses, event, refusal, issued, state }: StepOutcome): string[] {
  const lines = lapses.map((lapse) => `${lapse.on}  ⏱ ${lapse.type} ${lapse.lapse?.clock ?? ''}`);
  if (refusal) {
    lines.push(
      `${dayOf(step)}  ✗ ${step.act ?? step.issue ?? step.serve?.document} (${step.by ?? ''}): ${refusal.code}`,
    );
    for (const one of refusal.unmet) {
      lines.push(
        `            ${typeof one.say === 'string' ? one.say : one.say.zh}  ${one.basis.join('、')}`,
      );
    }
    if (refusal.earliestPossible) lines.push(`            → ${refusal.earliestPossible}`);
  } else if (event) {
    const papers = issued ? `《${issued.title}》${issued.number ?? ''}` : (event.documents ?? []).join(' ');
    lines.push(`${dayOf(step)}  ✓ ${event.type} (${step.by ?? ''}) ${papers}`);
  }
  const running = Object.entries(state?.clocks ?? {}).filter(([, clock]) => clock.state === 'running');
  if (running.length > 0) {
    lines.push(`            ${running.map(([name, clock]) => `${name} → ${clock.dueOn ?? '…'}`).join('  ')}`);
  }
  return lines;
}

function dayOf({ on, case: name }: StepOutcome['step']): string {
  return name === undefined ? on : `${on}  [${name}]`;
}
