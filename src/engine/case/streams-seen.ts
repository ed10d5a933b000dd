import type { ActDefinition, Definition } from '../law/definition.js';
import { isFieldMap, sourcesOf } from '../law/document-names.js';
import { scanFeel } from '../law/feel/feel-reads.js';
import type { SeenStream } from '../law/stream-definition.js';

type Seen = Readonly<Record<string, SeenStream>>;

/**
 * Of what goes on beside the case, that which an act's own expressions look at, the fields of the documents that it orders
 * and what it makes public: it belongs on the act's record.
 */
export function streamsSeen(definition: Definition, act: ActDefinition, all: Seen): Seen {
  const { streams = {} } = definition;
  if (Object.keys(streams).length === 0) return {};
  const sources = [
    ...expressionsOf(act),
    ...[act.serve ?? []].flat().flatMap(sourcesIn(definition)),
    ...published(definition, act),
  ];
  const read = new Set(sources.flatMap(streamsRead));
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

function sourcesIn({ documents }: Definition): (document: string) => readonly string[] {
  return (document) => {
    const fields = documents[document]?.fields;
    return isFieldMap(fields) ? Object.values(fields).flatMap(sourcesOf) : [];
  };
}

function published({ acts, publications = {} }: Definition, act: ActDefinition): readonly string[] {
  return Object.values(publications)
    .filter(({ by }) => [by].flat().some((name) => acts[name] === act))
    .flatMap(({ when, fields }) => [
      ...Object.values(fields).map(({ from }) => from),
      ...(when ? [when] : []),
    ]);
}

function streamsRead(source: string): readonly string[] {
  return scanFeel(source).reads.flatMap(({ segments: [root, ...path] }) =>
    root === 'streams' ? [path.join('.')] : [],
  );
}
