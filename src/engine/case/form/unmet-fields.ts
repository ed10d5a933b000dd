import type { ActDefinition, Definition, Text } from '../../law/definition.js';
import { tasksByKey } from '../../law/link/task-keys.js';
import { joinBasis } from '../basis-list.js';
import type { CaseState } from '../case-state.js';
import type { Command } from '../command.js';
import type { Unmet } from '../refusal.js';
import { tasksHeld, writableIn, type FormPlace } from './field-access.js';

/** Values for fields of the form, by name. */
export type FieldValues = Readonly<Record<string, unknown>>;

/**
 * What stands against filling fields in: each that no task in the person's hands lets him write, and each value that is
 * not as the form declares it.
 *
 * @param at pointer to the object of values in the request
 */
export function unmetValues(place: FormPlace, values: FieldValues, at: string): readonly Unmet[] {
  const { definition, world } = place;
  const tasks = tasksHeld(place);
  const barred = Object.keys(values).filter((field) => !writableIn(tasks, field));
  const writable = Object.fromEntries(Object.entries(values).filter(([field]) => !barred.includes(field)));
  return [
    ...barred.map((field) => notWritable(definition, field, at)),
    ...world.checkInput(formAsInput(definition), writable).map(({ at: where, say }): Unmet => ({
      code: 'invalid-input',
      ...{ say, basis: FORM_BASIS, at: `${at}${where}` },
    })),
  ];
}

/**
 * Fields that must be filled in before the act: those that an open task requires in which the act stands. What sends
 * the matter back asks for none of them.
 *
 * @param filling fields that come with the act itself
 * @param post the post in which the act is done; undefined while that is not known
 */
export function unfilledFields(
  definition: Definition,
  state: Pick<CaseState, 'tasks' | 'form'>,
  wish: { readonly act: string; readonly filling: FieldValues; readonly post: string | undefined },
): readonly Unmet[] {
  const act = definition.acts[wish.act];
  if (!act || act.returns || act.takesBack !== undefined) return [];
  const tasks = Object.entries(state.tasks).filter(
    ([, { acts, post }]) => acts.includes(wish.act) && (wish.post === undefined || post === wish.post),
  );
  const filled = new Set([...Object.keys(state.form ?? {}), ...Object.keys(wish.filling)]);
  return tasks.flatMap(([key]): readonly Unmet[] => {
    const task = tasksByKey(definition).get(key);
    return Object.entries(task?.fields ?? {})
      .filter(([field, access]) => access === 'required' && !filled.has(field))
      .map(([field]) => required(definition, field, joinBasis(task?.basis ?? act.basis)));
  });
}

/** Everything that the form has against an act: fields that come with it, and those that must be there before it. */
export function unmetFields(
  wish: FormPlace & Pick<Command, 'act' | 'fields'>,
  post: string,
): readonly Unmet[] {
  const { definition, state, act, fields = {} } = wish;
  if (!definition.form) return Object.keys(fields).map((field) => notWritable(definition, field, '/fields'));
  return [
    ...(Object.keys(fields).length > 0 ? unmetValues(wish, fields, '/fields') : []),
    ...unfilledFields(definition, state, { act, filling: fields, post: post === '' ? undefined : post }),
  ];
}

/** Provision of the house under which the form stands where the procedure names none. */
export const FORM_BASIS: readonly string[] = ['正程 表单'];

const inputOf = new WeakMap<Definition, Pick<ActDefinition, 'input'>>();

/** The form as the input of an act that needs none of it. */
function formAsInput(definition: Definition): Pick<ActDefinition, 'input'> {
  let input = inputOf.get(definition);
  if (!input) {
    const fields = Object.entries(definition.form ?? {});
    input = {
      input: Object.fromEntries(fields.map(([name, field]) => [name, { ...field, optional: true }])),
    };
    inputOf.set(definition, input);
  }
  return input;
}

function notWritable(definition: Definition, field: string, at: string): Unmet {
  const { zh, en } = titleOfField(definition, field);
  return {
    code: 'field-not-writable',
    say: {
      zh: `现在不能由您填写“${zh}”`,
      en: `“${en}” is not yours to fill in now`,
    },
    basis: FORM_BASIS,
    at: `${at}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  };
}

function required(definition: Definition, field: string, basis: readonly string[]): Unmet {
  const { zh, en } = titleOfField(definition, field);
  return {
    code: 'field-required',
    say: { zh: `须先填写“${zh}”`, en: `“${en}” must be filled in first` },
    basis,
    at: `/fields/${field}`,
  };
}

/** What people call a field; one that the form does not have, by its name. */
function titleOfField(definition: Definition, field: string): { readonly zh: string; readonly en: string } {
  const { form } = definition;
  const title: Text | undefined = form && Object.hasOwn(form, field) ? form[field]?.title : undefined;
  if (title === undefined) return { zh: field, en: field };
  return typeof title === 'string' ? { zh: title, en: field } : { zh: title.zh, en: title.en ?? field };
}
