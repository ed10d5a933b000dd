import type { DataSource } from 'typeorm';
import type { SeenStream, StreamStanding } from '../engine/law/stream-definition.js';
import type { StreamStandings } from '../usecases/streams/stream-ports.js';
import { runNamed, type NamedStatement } from './named-statement.js';

const OF: NamedStatement = {
  name: 'stream-standings',
  text: `select distinct on (name) name, stream, seq, leaf, standing from stream_standings
    where case_id = $1 order by name, n desc`,
};

const STREAMS_OF: NamedStatement = {
  name: 'streams-of-case',
  text: 'select stream from stream_standings where case_id = $1 and name = $2 order by n',
};

interface StandingRow {
  readonly name: string;
  readonly stream: string;
  readonly seq: number;
  readonly leaf: string;
  readonly standing: string;
}

/** How streams stand to cases, as their last append has left it. */
export function postgresStandings(dataSource: DataSource): StreamStandings {
  return {
    of: async (caseId) => {
      const rows = await runNamed<StandingRow>(dataSource, OF, [caseId]);
      return Object.fromEntries(rows.map((row) => [row.name, seenStream(row)]));
    },
    streamsOf: async (caseId, name) =>
      (await runNamed<{ stream: string }>(dataSource, STREAMS_OF, [caseId, name])).map(
        ({ stream }) => stream,
      ),
  };
}

function seenStream({ stream, seq, leaf, standing }: StandingRow): SeenStream {
  return { stream, seq, leaf, standing: JSON.parse(standing) as StreamStanding };
}
