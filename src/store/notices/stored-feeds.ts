import type { DataSource } from 'typeorm';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { CalendarFeed, CalendarFeeds, OwnClock } from '../../usecases/notices/calendar-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

interface FeedValues {
  readonly id: string;
  readonly person: string;
  readonly created_at: Date;
}

const OF_PERSON: NamedStatement = {
  name: 'feeds-of-person',
  text: 'select id, person, created_at from calendar_feeds where person = $1 order by created_at, id',
};

const BY_SECRET: NamedStatement = {
  name: 'feed-by-secret',
  text: 'select id, person, created_at from calendar_feeds where secret_sha256 = $1',
};

// Only clocks that the sweep must look at have a day on which somebody is late.
const CLOCKS: NamedStatement = {
  name: 'feed-clocks',
  text: `select distinct k.case_id, k.clock, k.due_on::text as due_on, c.definition, c.subject
    from case_parties p join cases c on c.id = p.case_id join clocks k on k.case_id = c.id
    where p.person = $1 and c.status = 'open' and k.sweep_at is not null and k.due_on is not null
    order by due_on, k.case_id, k.clock limit $2`,
};

/** Calendar feeds on PostgreSQL. */
export class StoredFeeds implements CalendarFeeds {
  constructor(private readonly dataSource: DataSource) {}

  async ofPerson(person: string): Promise<readonly CalendarFeed[]> {
    return (await runNamed<FeedValues>(this.dataSource, OF_PERSON, [person])).map(feedOf);
  }

  async bySecret(secretSha256: string): Promise<CalendarFeed | undefined> {
    const [row] = await runNamed<FeedValues>(this.dataSource, BY_SECRET, [secretSha256]);
    return row && feedOf(row);
  }

  async clocksOf(person: string, limit: number): Promise<readonly OwnClock[]> {
    type Values = Omit<OwnClock, 'caseId' | 'dueOn'> & {
      readonly case_id: string;
      readonly due_on: CivilDate;
    };
    const rows = await runNamed<Values>(this.dataSource, CLOCKS, [person, limit]);
    return rows.map(({ case_id, due_on, ...row }) => ({ ...row, caseId: case_id, dueOn: due_on }));
  }
}

function feedOf({ id, person, created_at }: FeedValues): CalendarFeed {
  return { id, person, createdAt: created_at.toISOString() as Instant };
}
