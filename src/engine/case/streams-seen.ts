import type { ActDefinition, Definition } from '../law/definition.js';
import { scanFeel } from '../law/feel-reads.js';
import type { SeenStream } from '../law/stream-definition.js';

type Seen = Readonly<Record<string, SeenStream>>;

/** Of what goes on beside the case, that which an act's own expressions look at: it belongs on the act's record. */
export function streamsSeen({ streams = {} }: Definition, act: ActDefinition, all: Seen): Seen {
  if (Object.keys(streams).length === 0) return {};
  const read = new Set(expressionsOf(act).flatMap(streamsRead));
  const names = Object.keys(streams).filter((name) => [...read].some((path) => path.startsWith(`${name}.`)));
  return Object.fromEntries(
    names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]] as const])),
  );
}

function expressionsOf({ requires = [], sets, records }: ActDefinition): readonly string[] {
  const values: readonly unknown[] = [
    ...requires.flatMap(({ that, on }) => [that, on]),
    ...Object.values(sets ?? {}),
    ...(typeof records === 'object' && !Array.isArray(records) ? Object.values(records) : []),
  ];
  return values.filter((value): value is string => typeof value === 'string');
}

function streamsRead(source: string): readonly string[] {
  return scanFeel(source).reads.flatMap(({ segments: [root, ...path] }) =>
    root === 'streams' ? [path.join('.')] : [],
  );
}
