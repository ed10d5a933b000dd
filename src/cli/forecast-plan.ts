import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { Hash } from '../engine/audit/record.js';
import type { InputCheck } from '../engine/case/input-check.js';
import { buildCalendar, type Calendar } from '../engine/clock/calendar.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import { isCivilDate, LAST_DAY, startOfDay } from '../engine/clock/civil-date.js';
import type { CivilDate, Zone } from '../engine/clock/time.js';
import type { Text } from '../engine/law/definition.js';
import { problemLine } from '../engine/law/problem.js';
import { planDifference, type PlanDifference } from '../engine/plan/plan-difference.js';
import { planDecision } from '../engine/plan/plan-decision.js';
import type { Plan, PlanStep } from '../engine/plan/plan.js';
import { postsAlone } from '../engine/powers/stand-in-check.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import { readAssumptions } from '../usecases/planning/read-assumptions.js';
import { loadProcedureFile } from './law-files.js';
import { overlayFile, procedureFile } from './overlay-files.js';
import { readText } from './read-text.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What plans are made with. */
export interface PlanDesk {
  readonly hash: Hash;
  readonly checkInput: InputCheck;
  readonly zone: Zone;
  readonly today: () => CivilDate;
  readonly readCalendars: (folder: string) => readonly CalendarDocument[];
}

/**
 * `duecourse forecast <procedure> [--from <day>] [--plan <plan.yaml>] [--overlay <overlay>]`: the earliest lawful day of a
 * decision that is not yet filed, each step with its day, and what the day depends on. With an overlay, also how the same
 * plan comes out there. Ends with 1 where no lawful way was found.
 */
export function forecastPlan(desk: PlanDesk): Command {
  return (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        plan: { type: 'string' },
        overlay: { type: 'string' },
        fragments: { type: 'string', default: 'workflows/fragments' },
        calendars: { type: 'string', default: 'config/calendars' },
        json: { type: 'boolean', default: false },
      },
    });
    const [wanted] = positionals;
    const from = values.from ?? desk.today();
    if (wanted === undefined || positionals.length > 1 || !isCivilDate(from)) {
      throw new UsageError(
        'forecast <procedure> [--from YYYY-MM-DD] [--plan <plan.yaml>] [--overlay <overlay>] [--json]',
      );
    }
    const calendar = buildCalendar(desk.readCalendars(values.calendars), LAST_DAY);
    const supposed: unknown = values.plan === undefined ? {} : parse(readText(values.plan));
    const make = (path: string): Plan =>
      planFor(loaded(path, values.fragments, desk.hash), { from, supposed, calendar }, desk);
    const path = procedureFile(wanted);
    const plan = make(path);
    const other = values.overlay === undefined ? undefined : make(overlayFile(values.overlay, path));
    if (values.json)
      terminal.out(
        JSON.stringify(other ? { plan, overlay: other, difference: planDifference(plan, other) } : plan),
      );
    else {
      printPlan(terminal, plan);
      if (other) {
        terminal.out(`\n${values.overlay}：`);
        printPlan(terminal, other);
        printDifference(terminal, planDifference(plan, other));
      }
    }
    return (other ?? plan).earliest === undefined ? 1 : 0;
  };
}

function loaded(path: string, fragments: string, hash: Hash): CompiledProcedure {
  const found = loadProcedureFile(path, fragments, hash, { prove: false });
  if (!found.ok) throw new UsageError(found.problems.map(problemLine).join('\n'));
  return found.compiled;
}

function planFor(
  procedure: CompiledProcedure,
  {
    from,
    supposed,
    calendar,
  }: { readonly from: CivilDate; readonly supposed: unknown; readonly calendar: Calendar },
  { checkInput, zone }: PlanDesk,
): Plan {
  const { assumptions, problems } = readAssumptions(supposed, procedure.definition);
  if (problems.length > 0)
    throw new UsageError(problems.map(({ at, problem }) => `${at || '/'}: ${problem}`).join('\n'));
  const world = { now: startOfDay(from, zone), zone, calendar, checkInput, checkPower: postsAlone };
  return planDecision({ procedure, state: null, from, assumptions, world });
}

/** A plan for people: the day, every step, what the day depends on, what was supposed. */
function printPlan(terminal: Terminal, plan: Plan): void {
  if (plan.earliest === undefined) {
    terminal.out(
      plan.incomplete
        ? '在推演范围内没有找到依法可行的安排 / none was found within the limit'
        : '没有依法可行的安排 / there is no lawful way',
    );
  } else {
    const bound = plan.incomplete ? '（推演未穷尽，可能更早 / an earlier day is not excluded）' : '';
    const provisional = plan.provisional
      ? '（含尚未公布放假安排的年份 / rests on a year without a notice）'
      : '';
    terminal.out(`最早可以依法决定之日 / earliest lawful decision: ${plan.earliest}${bound}${provisional}`);
  }
  for (const step of plan.steps) terminal.out(stepLine(step));
  if (plan.critical.length > 0) terminal.out('决定该日的等待 / what the day depends on:');
  for (const wait of plan.critical) terminal.out(`  ${zh(wait.say)}`);
  if (plan.assumed.length > 0) terminal.out('前提 / supposing:');
  for (const one of plan.assumed) terminal.out(`  ${zh(one)}`);
}

function stepLine({ on, title, critical, slack, basis }: PlanStep): string {
  const spare = slack !== undefined && slack > 0 ? `  可宽延${slack}日 / ${slack} day(s) to spare` : '';
  return `${critical ? '*' : ' '} ${on}  ${zh(title)}  ${basis.join('、')}${spare}`;
}

function printDifference(
  terminal: Terminal,
  { laterBy, onlyFirst, onlySecond, moved, waits }: PlanDifference,
): void {
  if (laterBy !== undefined) {
    const words =
      laterBy === 0
        ? '同日 / the same day'
        : laterBy > 0
          ? `晚${laterBy}日 / ${laterBy} day(s) later`
          : `早${-laterBy}日 / ${-laterBy} day(s) sooner`;
    terminal.out(`相差 / difference: ${words}`);
  }
  for (const step of onlySecond) terminal.out(`  + ${step.on}  ${zh(step.title)}  ${step.basis.join('、')}`);
  for (const step of onlyFirst) terminal.out(`  - ${step.on}  ${zh(step.title)}  ${step.basis.join('、')}`);
  for (const { name, first, second } of moved) terminal.out(`  ~ ${name}: ${first} → ${second}`);
  for (const { first, second } of waits)
    terminal.out(`  ⏱ ${first ? zh(first.say) : '—'} → ${second ? zh(second.say) : '—'}`);
}

function zh(text: Text): string {
  return typeof text === 'string' ? text : text.zh;
}
