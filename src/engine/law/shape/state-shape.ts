import type { GuardedTarget, TaskDefinition } from '../definition.js';
import {
  choice,
  either,
  list,
  map,
  may,
  must,
  ruled,
  type Field,
  type FieldsOf,
  type Shape,
} from './shape.js';
import { basis, feel, listenedName, plainName, reference, target, words } from './shape-names.js';

/** A transition with what it asks. */
export const guarded: Shape = {
  kind: 'object',
  noun: 'a transition',
  fields: {
    target: must(target, 'where it leads'),
    when: may(feel, 'condition'),
    basis: may(basis, 'the provision; default: that of the act or clock'),
  } satisfies FieldsOf<GuardedTarget>,
};

const transition: Shape = either('a target or { target, when, basis }', target, guarded);

/** Who is waited for. */
export const task: Shape = {
  kind: 'object',
  noun: 'a task',
  fields: {
    post: must(reference, 'who is waited for'),
    acts: must(list(reference), 'the acts by which he can end the waiting'),
    title: may(words, 'label in the inbox'),
    clock: may(reference, 'the clock that this task is measured by'),
    basis: may(basis, 'the provision that gives the task'),
    signing: may(reference, 'the round of signatures that it is'),
    fields: may(
      map(plainName, choice('hidden', 'writable', 'required')),
      'what its holder may do with fields of the form',
    ),
  } satisfies FieldsOf<TaskDefinition>,
};

const state: Shape = { kind: 'named', name: 'state', shape: () => stateShape };

/** What a state listens to, and where each leads. */
export const listened: Shape = map(
  listenedName,
  either('a target, { target, when, basis } or a list of them', target, guarded, list(transition)),
);

const chart: Readonly<Record<string, Field>> = {
  type: may(choice('parallel', 'final'), 'parallel: all children at once; final: the end'),
  outcome: may(ruled(plainName), 'final states: what became of the case'),
  clocks: may(list(reference), 'clocks that run while this state is active'),
  tasks: may(list(task), 'who is waited for'),
  on: may(listened, 'what the state listens to'),
  always: may(list(guarded), 'automatic transitions, each with its provision'),
  onDone: may(transition, 'when the children are done'),
  initial: may(ruled(plainName), 'the child that is entered'),
  states: may(map(plainName, state), 'children'),
};

/** A state of a linked definition or of a fragment's chart. */
export const stateShape: Shape = {
  kind: 'object',
  noun: 'a state',
  fields: {
    title: may(words, 'what people call this state'),
    basis: may(basis, 'the provision that makes this a step of the procedure'),
    use: may(ruled(plainName), 'the fragment instance whose chart stands here'),
    ...chart,
  },
};

/** The top level: `initial` and the states. */
export const statesShape: Shape = {
  kind: 'object',
  noun: 'the states',
  fields: { initial: must(ruled(plainName), 'the state in which a case begins') },
  rest: { key: plainName, of: state },
};
