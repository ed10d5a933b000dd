import { type PolicyJson, policyToJson, policyToText } from '@cedar-policy/cedar-wasm/nodejs';
import type { PowerPolicy } from '../../src/outside/cedar/read-policies.js';

/** A policy with one thing wrong in it. `text` null: the policy is gone. */
export interface Mutant {
  readonly policy: string;
  readonly change: string;
  readonly text: string | null;
}

type Node = Readonly<Record<string, unknown>>;

/**
 * Every way to get a policy wrong by one step: gone, permit for forbid, one action less, one clause less, one side of an
 * and or an or less, a test turned round, one word less in a list.
 */
export function mutantsOf({ policy, text }: PowerPolicy): readonly Mutant[] {
  const parsed = policyToJson(text);
  if (parsed.type === 'failure') throw new Error(policy);
  const json = parsed.json;
  const mutant = (change: string, wrong: PolicyJson): Mutant => ({ policy, change, text: textOf(wrong) });
  const flipped = json.effect === 'permit' ? 'forbid' : 'permit';
  return [
    { policy, change: 'gone', text: null },
    mutant(`${flipped} instead`, { ...json, effect: flipped }),
    ...fewerActions(json).map((action, index) => mutant(`action ${index} gone`, { ...json, action })),
    ...json.conditions.flatMap((clause, index) => [
      mutant(`clause ${index} gone`, {
        ...json,
        conditions: json.conditions.filter((_, at) => at !== index),
      }),
      ...wrongExpressions(clause.body as unknown as Node).map((body, at) =>
        mutant(`clause ${index}, place ${at}`, {
          ...json,
          conditions: json.conditions.with(index, { ...clause, body: body as never }),
        }),
      ),
    ]),
  ];
}

function textOf(json: PolicyJson): string {
  const written = policyToText(json);
  if (written.type === 'failure') throw new Error(written.errors.map(({ message }) => message).join());
  return written.text;
}

function fewerActions({ action }: PolicyJson): readonly PolicyJson['action'][] {
  if (action.op !== 'in' || !('entities' in action)) return [];
  const { entities } = action;
  return entities.map((_, index) => ({ op: 'in', entities: entities.filter((__, at) => at !== index) }));
}

/** Each expression with one thing wrong in it. */
function wrongExpressions(expression: Node): readonly Node[] {
  const [entry] = Object.entries(expression);
  if (!entry) return [];
  const [operator, value] = entry;
  const inside = (name: string): readonly Node[] => {
    const operands = value as Readonly<Record<string, Node>>;
    return wrongExpressions(operands[name] as Node).map((wrong) => ({
      [operator]: { ...operands, [name]: wrong },
    }));
  };
  const { left, right, arg } = (typeof value === 'object' ? value : {}) as Readonly<Record<string, Node>>;
  switch (operator) {
    case '&&':
    case '||':
      return [left as Node, right as Node, ...inside('left'), ...inside('right')];
    case '==':
      return [{ '!=': value }];
    case '!=':
      return [{ '==': value }];
    case '!':
      return [arg as Node, ...inside('arg')];
    case 'contains':
    case 'containsAny':
      return [{ '!': { arg: expression } }, ...inside('left'), ...inside('right')];
    case 'if-then-else':
      return [
        ...['then', 'else'].map((branch) => (value as Readonly<Record<string, Node>>)[branch] as Node),
        ...['if', 'then', 'else'].flatMap(inside),
      ];
    case 'Set': {
      const members = value as readonly Node[];
      return members.map((_, index) => ({ Set: members.filter((__, at) => at !== index) }));
    }
    default:
      return [];
  }
}
