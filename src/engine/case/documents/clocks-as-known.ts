import type { Calendar } from '../../clock/calendar.js';
import { addDays } from '../../clock/civil-date.js';
import type { Term } from '../../clock/deadline.js';
import type { Definition } from '../../law/definition.js';
import { CLOCK_NAMES } from '../../law/document-names.js';
import { nestNames } from '../../law/feel/feel.js';
import type { CaseState, ClockState } from '../case-state.js';
import { clockDefinition, clockResult, promisedOf, termOf } from '../clock-question.js';
import type { DocumentState } from './document-state.js';

/** Every clock as documents speak of it, nested by name; null what is not known. Terms are texts: 20个工作日. */
export function clocksAsKnown(
  definition: Definition,
  state: CaseState,
  calendar: Calendar,
): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const clock of Object.keys(definition.clocks)) {
    const run = state.clocks[clock];
    const known = run ? asKnown(definition, clock, run, calendar) : {};
    for (const name of CLOCK_NAMES) flat[`${clock}.${name}`] = known[name] ?? null;
  }
  return nestNames(flat);
}

function asKnown(
  definition: Definition,
  clock: string,
  run: ClockState,
  calendar: Calendar,
): Readonly<Partial<Record<(typeof CLOCK_NAMES)[number], string | undefined>>> {
  const declared = clockDefinition(definition, clock);
  const before = run.extensions.slice(0, -1);
  const latest = run.extensions.at(-1);
  return {
    from: run.from,
    dueOn: run.dueOn,
    promisedDueOn: run.promisedDueOn,
    notBefore: run.notBefore,
    term: termText(termOf(declared, run)),
    promised: termText(promisedOf(declared, run)),
    originalDueOn: clockResult(definition, clock, { ...run, extensions: before }, calendar).dueOn,
    extendedBy: termText(latest),
    ground: run.excluded.at(-1)?.ground,
    lapsedOn: run.lapsedOn,
  };
}

/** The lapse that ordered a document: its clock ended on the day of the order, and its rule names the document. */
export function lapseBehind(
  definition: Definition,
  state: CaseState,
  order: DocumentState,
): Readonly<Record<string, unknown>> | undefined {
  if (order.act !== undefined) return undefined;
  for (const [clock, run] of Object.entries(state.clocks)) {
    const { onLapse, title } = clockDefinition(definition, clock);
    if (onLapse?.serve !== order.document || run.lapsedOn !== order.orderedOn) continue;
    const { dueOn } = run;
    const later = dueOn && addDays(dueOn, 1);
    const effectiveOn = { from: run.from, dueDay: dueOn, dayAfter: later }[onLapse.effective ?? 'dayAfter'];
    return {
      clock,
      title: typeof title === 'string' ? title : title.zh,
      from: run.from,
      dueOn: dueOn ?? null,
      effectiveOn: effectiveOn ?? null,
    };
  }
  return undefined;
}

const UNITS: Readonly<Record<Term['unit'], string>> = {
  workingDay: '个工作日',
  calendarDay: '日',
  month: '个月',
  year: '年',
  hour: '小时',
};

function termText(term: Term | undefined): string | undefined {
  return term && `${term.n}${UNITS[term.unit]}`;
}
