import type { DataSource } from 'typeorm';
import type { Instant } from '../engine/clock/time.js';
import { MAX_SNIPPETS, type Snippet, type Snippets } from '../usecases/work/snippet-ports.js';
import { runNamed, type NamedStatement } from './named-statement.js';

const OF_PERSON: NamedStatement = {
  name: 'snippets-of-person',
  text: 'select id, text from snippets where person = $1 order by created_at, id',
};

const HAS: NamedStatement = {
  name: 'snippet-has',
  text: 'select id from snippets where person = $1 and id = $2',
};

// Each takes the first free place of so many, so that two at once cannot be one too many.
const KEEP: NamedStatement = {
  name: 'snippet-keep',
  text: `insert into snippets (person, id, place, text, created_at)
    select $1, $2, free.place, $3, $4
    from generate_series(1, $5::integer) as free(place)
    where not exists (select 1 from snippets s where s.person = $1 and s.place = free.place)
    order by free.place limit 1
    on conflict do nothing returning id`,
};

const REMOVE: NamedStatement = {
  name: 'snippet-remove',
  text: 'delete from snippets where person = $1 and id = $2 returning id',
};

/** Two windows of one person may want the same place at once; more often than this they do not. */
const TRIES = 10;

/** Snippets on PostgreSQL. */
export class StoredSnippets implements Snippets {
  constructor(private readonly dataSource: DataSource) {}

  of(person: string): Promise<readonly Snippet[]> {
    return runNamed<Snippet>(this.dataSource, OF_PERSON, [person]);
  }

  async keep(person: string, { id, text }: Snippet, at: Instant): Promise<boolean> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const [known] = await runNamed(this.dataSource, HAS, [person, id]);
      if (known) return true;
      const [kept] = await runNamed(this.dataSource, KEEP, [person, id, text, at, MAX_SNIPPETS]);
      if (kept) return true;
      if ((await this.of(person)).length >= MAX_SNIPPETS) return false;
    }
    return false;
  }

  async remove(person: string, id: string): Promise<boolean> {
    return (await runNamed(this.dataSource, REMOVE, [person, id])).length > 0;
  }
}
