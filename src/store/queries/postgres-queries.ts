import type { DataSource } from 'typeorm';
import type { CalendarDocument } from '../../engine/clock/calendar-document.js';
import type { Now } from '../../usecases/ports.js';
import type { Queries, VersionRow } from '../../usecases/queries.js';
import type { PostgresDocuments } from '../document-store.js';
import { findCase, listCases, listOpenCases } from './case-list.js';
import { readFigures } from './figures.js';
import { listInbox } from './inbox.js';
import { findStream, listRecords, listStreams } from './stream-list.js';

/** All reads for lists and pages, on PostgreSQL. */
export function postgresQueries(dataSource: DataSource, documents: PostgresDocuments, now: Now): Queries {
  return {
    cases: (scope, filter, page) => listCases(dataSource, scope, filter, page),
    openCases: (page) => listOpenCases(dataSource, page),
    case: (id) => findCase(dataSource, id),
    inbox: (scope, page) => listInbox(dataSource, scope, page),
    streams: (filter, page) => listStreams(dataSource, filter, page),
    stream: (id) => findStream(dataSource, id),
    records: (stream, page) => listRecords(dataSource, stream, page),
    versions: (procedure) => listVersions(documents, procedure),
    calendarVersions: () => listCalendars(documents),
    figures: async () => readFigures(dataSource, await now.now()),
  };
}

async function listVersions(
  documents: PostgresDocuments,
  procedure?: string,
): Promise<readonly VersionRow[]> {
  const entries = await documents.entries('definition');
  return entries
    .filter(({ name }) => procedure === undefined || name === procedure)
    .map(({ name, digest, title, from, storedAt }) => ({
      procedure: name,
      sha256: digest.sha256,
      sm3: digest.sm3,
      title,
      inForceFrom: from,
      publishedAt: storedAt,
    }));
}

async function listCalendars(documents: PostgresDocuments): ReturnType<Queries['calendarVersions']> {
  const entries = await documents.entries('calendar');
  return Promise.all(
    entries.map(async ({ from, digest }) => {
      const { calendar, year, notice } = JSON.parse(await documents.text(digest.sha256)) as CalendarDocument;
      return { name: calendar, year, knownFrom: from, notice: notice.number, sha256: digest.sha256 };
    }),
  );
}
