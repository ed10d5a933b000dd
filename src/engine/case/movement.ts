import type { CaseEvent } from './case-event.js';
import type { ChartChanges } from './chart-changes.js';
import type { Entered } from './enter-states.js';

/** Where the statechart stands after an event, and what that changes in the case. */
export interface Movement {
  readonly entered: Entered;
  readonly chart: ChartChanges;
}

/** What a step of the statechart changes, as event fields; what does not change is absent. */
export function movementFields({ entered, chart }: Movement): Partial<CaseEvent> {
  return {
    ...(entered.changed && { value: entered.value }),
    ...(entered.outcome !== undefined && { outcome: entered.outcome }),
    ...(chart.clocks.length > 0 && { clocks: chart.clocks }),
    ...(Object.keys(chart.tasksOpened).length > 0 && { tasksOpened: chart.tasksOpened }),
    ...(chart.tasksClosed.length > 0 && { tasksClosed: chart.tasksClosed }),
  };
}
