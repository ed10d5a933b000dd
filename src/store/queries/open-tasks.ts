import type { DataSource } from 'typeorm';
import type { OpenTasks, TaskHand, TaskPlace } from '../../usecases/vacancies/vacancy-reads.js';
import { runNamed } from '../named-statement.js';

const PLACES = {
  name: 'open-task-places',
  text: `select distinct c.unit, c.procedure, t.post from tasks t join cases c on c.id = t.case_id
    where c.status = 'open'`,
};

const WAITING = {
  name: 'open-tasks-waiting',
  text: `select t.case_id from tasks t join cases c on c.id = t.case_id
    where c.status = 'open' and t.post = $1 and c.unit = $2 and c.procedure = $3
      and not exists (select 1 from vacancies v where v.case_id = t.case_id and v.task = t.key)
    order by t.order_on, t.case_id, t.key limit $4`,
};

const VACANT = { name: 'vacant-cases', text: 'select distinct case_id from vacancies' };

const HANDS = {
  name: 'open-task-hands',
  text: `select distinct t.holder_person as person, t.unit, t.procedure, t.post from tasks t
    where t.holder_person is not null and t.waits_for = 'holder'`,
};

const HELD = {
  name: 'open-tasks-held',
  text: `select distinct t.case_id from tasks t
    where t.holder_person = $1 and t.waits_for = 'holder' and t.post = $2 and t.unit = $3 and t.procedure = $4
    limit $5`,
};

/** The open tasks as the review of vacancies reads them. */
export function postgresOpenTasks(dataSource: DataSource): OpenTasks {
  const ids = (rows: readonly { case_id: string }[]): readonly string[] => rows.map((row) => row.case_id);
  return {
    places: () => runNamed<TaskPlace>(dataSource, PLACES, []),
    waitingIn: async ({ post, unit, procedure }, limit) =>
      ids(await runNamed(dataSource, WAITING, [post, unit, procedure, limit])),
    vacant: async () => ids(await runNamed(dataSource, VACANT, [])),
    hands: () => runNamed<TaskHand>(dataSource, HANDS, []),
    heldIn: async ({ person, post, unit, procedure }, limit) =>
      ids(await runNamed(dataSource, HELD, [person, post, unit, procedure, limit])),
  };
}
