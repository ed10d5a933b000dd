import { parseArgs } from 'node:util';
import type { Command, ExitCode } from './terminal.js';

/** One run of the sequencer. `wrong`: why nothing was signed, in a sentence. */
export type RunSequencer = () => Promise<{ readonly wrong?: string }>;

/** What `duecourse sequence` needs of the outside. */
export interface SequencePorts {
  /** Opens the sequencer over the database, for as long as the work takes. */
  over(work: (run: RunSequencer) => Promise<void>): Promise<void>;
  /** Seconds between two runs. */
  readonly every: number;
  /** Resolves when the process is asked to end, or its parent has. */
  ended(): Promise<void>;
  wait(milliseconds: number): Promise<unknown>;
  complain(sentence: string): void;
}

/**
 * `duecourse sequence`: seals the log until it is asked to end. What goes wrong is said once, as long as it stays the
 * same, and tried again with the next run.
 */
export function sequenceLog(ports: SequencePorts): Command {
  return async (words): Promise<ExitCode> => {
    parseArgs({ args: [...words], options: {} });
    let over = false;
    const ended = ports.ended().then(() => (over = true));
    await ports.over(async (run) => {
      for (let said = ''; !over;) {
        const wrong = await attempt(run);
        if (wrong !== said && wrong !== '') ports.complain(wrong);
        said = wrong;
        await Promise.race([ports.wait(ports.every * 1_000), ended]);
      }
    });
    return 0;
  };
}

async function attempt(run: RunSequencer): Promise<string> {
  try {
    return (await run()).wrong ?? '';
  } catch (problem) {
    return problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
  }
}
