/**
 * What the policies would say one by one, as conditions of statements. Each reads the common table `ways` of
 * `reading-ways.ts`; `w` is a way, `c` the case, `t` the task.
 */

/** Nobody acts where the separation of duties keeps out who has acted: in this case, or in one that it is about. */
export const separated = (persons: string): string => `(exists (
      select 1 from procedure_separations x join case_performers d on d.case_id = t.case_id and d.post = x.other
      where x.definition = c.definition and x.post = t.post and x.relation = '' and d.person = ${persons}
    ) or exists (
      select 1 from procedure_separations x
      join case_relations r on r.case_id = t.case_id and r.relation = x.relation
      join case_performers d on d.case_id = r.other and d.post = x.other
      where x.definition = c.definition and x.post = t.post and d.person = ${persons}
    ))`;

/** The task's post is held in the organisation, not by a relation to the case. */
export const OFFICE =
  'exists (select 1 from procedure_posts p where p.definition = c.definition and p.post = t.post)';

/** The way lets its holder do the task. */
export const MAY_DO = `w.post = t.post and (w.units is null or t.unit = any (w.units)) and ${OFFICE}
      and (w.procedures is null or c.procedure = any (w.procedures)) and (w.cases is null or c.id = any (w.cases))
      and (w.acts is null or exists (
        select 1 from json_array_elements_text(t.acts::json) a(act) where a.act = any (w.acts)
      ))
      and c.id <> all (w.barred)
      and not exists (select 1 from case_parties o where o.case_id = t.case_id and o.person = any (w.persons))
      and not ${separated('any (w.persons)')}`;

/** Nobody else has the task in hand: neither another holder, nor signers without him (or his principal). */
export const inHandOf = (person: string): string => `(t.waits_for <> 'holder' or t.holder_person = ${person}
        or t.holder_person = w.persons[2])
      and (t.waits_for <> 'signers' or exists (
        select 1 from task_signers s
        where s.case_id = t.case_id and s.key = t.key and s.person = coalesce(w.persons[2], ${person})
      ))`;

/** The way lets its holder know of the case. */
export const SERVES_CASE = `(w.units is null or c.unit = any (w.units)) and (w.cases is null or c.id = any (w.cases))
      and (w.procedures is null or c.procedure = any (w.procedures)) and c.id <> all (w.barred)
      and (w.whole or exists (select 1 from procedure_posts p where p.definition = c.definition and p.post = w.post))`;

/** The person may know of the case: as a party; or by his own work, a referral or a post, unless he is recused. */
export const mayKnow = (person: string, barred: string, sealed: string): string => `(
    c.id <> all (${sealed}::text[]) and (
      exists (select 1 from case_parties o where o.person = ${person} and o.case_id = c.id)
      or (c.id <> all (${barred}::text[]) and (
        exists (select 1 from case_performers o where o.person = ${person} and o.case_id = c.id)
        or exists (select 1 from case_referred o where o.person = ${person} and o.case_id = c.id)
        or exists (select 1 from ways w where ${SERVES_CASE})
      ))
    ))`;
