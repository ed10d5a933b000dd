import { parseExpression } from 'feelin';
import type { Requirement } from '../law/definition.js';
import type { FactValue } from '../law/definition-words.js';
import type { Condition } from '../law/property-definition.js';

type Node = ReturnType<typeof parseExpression>['topNode'];

/**
 * What a condition says, as far as its logic goes: what it says of single terms (names, counts, sums) and of pairs of
 * terms, joined by `and`, `or`, `not` and `if`. A term that is more than a name is known by its text only.
 */
export type Formula =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly kind: 'not'; readonly part: Formula }
  | { readonly kind: 'if'; readonly when: Formula; readonly yes: Formula; readonly no: Formula }
  /** The part has this very value: `input.open = true`. Never unknown. */
  | { readonly kind: 'is'; readonly part: Formula; readonly value: boolean | null }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  /** A term that is a truth value itself. */
  | { readonly kind: 'truth'; readonly term: string }
  /** A term compared with a constant. */
  | { readonly kind: 'equal'; readonly term: string; readonly value: FactValue }
  | { readonly kind: 'less' | 'most'; readonly term: string; readonly value: number }
  /** Two terms compared with each other; `pair` names them, the lesser text first. */
  | { readonly kind: 'pair'; readonly pair: string; readonly holds: Relation };

/** How the first term of a pair may stand to the second. */
export type Relation = 'equal' | 'less' | 'more';

const formulas = new Map<string, Formula>();
const MAX_FORMULAS = 20_000;

/** What a FEEL condition says. The source must parse. */
export function formulaOf(source: string): Formula {
  const known = formulas.get(source);
  if (known) return known;
  if (formulas.size >= MAX_FORMULAS) formulas.clear();
  const formula = new Reading(source).condition(parseExpression(source, {}, undefined).topNode);
  formulas.set(source, formula);
  return formula;
}

/** What a requirement asks, or a condition of a property says. Clocks are terms of their own. */
export function formulaOfCondition(condition: Condition | Requirement): Formula {
  if (typeof condition === 'string') return formulaOf(condition);
  const { elapsed, within, lead, on } = condition;
  if ('that' in condition && condition.that !== undefined) return formulaOf(condition.that);
  if (elapsed !== undefined) return { kind: 'truth', term: `elapsed ${elapsed}` };
  if (within !== undefined) return { kind: 'truth', term: `within ${within}` };
  return { kind: 'truth', term: `lead ${lead} ${on === undefined ? '' : plainText(on)}` };
}

type Comparing = (left: Node, right: Node) => Formula;

class Reading {
  constructor(private readonly source: string) {}

  condition(node: Node): Formula {
    const children = childrenOf(node);
    const [first, second, third] = children;
    switch (node.name) {
      case 'Expression':
        return first ? this.condition(first) : this.opaque(node);
      case 'ParenthesizedExpression':
        return second ? this.condition(second) : this.opaque(node);
      case 'Conjunction':
      case 'Disjunction':
        if (!first || !third) return this.opaque(node);
        return {
          kind: node.name === 'Conjunction' ? 'and' : 'or',
          parts: [this.condition(first), this.condition(third)],
        };
      case 'IfExpression':
        return this.choice(node, children);
      case 'FunctionInvocation':
        return this.negation(node, children);
      case 'Comparison':
        return this.comparison(node, children);
      case 'BooleanLiteral':
        return { kind: 'constant', value: this.textOf(node) === 'true' };
      case 'null':
        return { kind: 'constant', value: null };
      default:
        return this.opaque(node);
    }
  }

  private opaque(node: Node): Formula {
    return { kind: 'truth', term: this.textOf(node) };
  }

  private choice(node: Node, children: readonly Node[]): Formula {
    const [, when, , yes, , no] = children;
    if (!when || !yes || !no) return this.opaque(node);
    return { kind: 'if', when: this.condition(when), yes: this.condition(yes), no: this.condition(no) };
  }

  private negation(node: Node, [callee, , parameters]: readonly Node[]): Formula {
    const given = parameters?.name === 'PositionalParameters' ? childrenOf(parameters) : [];
    const [only] = given;
    if (!callee || this.textOf(callee) !== 'not' || given.length !== 1 || !only) return this.opaque(node);
    return { kind: 'not', part: this.condition(only) };
  }

  private comparison(node: Node, [left, operator, right, ...more]: readonly Node[]): Formula {
    if (!left || !operator || !right) return this.opaque(node);
    if (operator.name === 'in') return this.membership(node, left, [right, ...more]);
    const compare = operator.name === 'CompareOp' ? this.comparing(this.textOf(operator)) : undefined;
    return compare && more.length === 0 ? compare(left, right) : this.opaque(node);
  }

  private comparing(operator: string): Comparing | undefined {
    const not = (part: Formula): Formula => ({ kind: 'not', part });
    switch (operator) {
      case '=':
        return (left, right) => this.equality(left, right);
      case '!=':
        return (left, right) => not(this.equality(left, right));
      case '<':
        return (left, right) => this.order(left, right);
      case '>=':
        return (left, right) => not(this.order(left, right));
      case '>':
        return (left, right) => this.order(right, left);
      case '<=':
        return (left, right) => not(this.order(right, left));
      default:
        return undefined;
    }
  }

  private equality(left: Node, right: Node): Formula {
    const [one, two] = [this.constantOf(left), this.constantOf(right)];
    if (one !== undefined) return this.equalTo(right, one.value);
    return two === undefined ? this.pair(left, right, 'equal') : this.equalTo(left, two.value);
  }

  private equalTo(node: Node, value: FactValue): Formula {
    const inner = innerOf(node);
    if (this.isLogic(inner) && (value === null || typeof value === 'boolean')) {
      return { kind: 'is', part: this.condition(inner), value };
    }
    return { kind: 'equal', term: this.textOf(inner), value };
  }

  /** Whether its value is a truth value by its form. */
  private isLogic(node: Node): boolean {
    if (node.name !== 'FunctionInvocation')
      return ['Conjunction', 'Disjunction', 'Comparison'].includes(node.name);
    const [callee] = childrenOf(node);
    return callee !== undefined && this.textOf(callee) === 'not';
  }

  /** `left < right`. */
  private order(left: Node, right: Node): Formula {
    const [one, two] = [this.constantOf(left)?.value, this.constantOf(right)?.value];
    if (typeof two === 'number') return { kind: 'less', term: this.textOf(innerOf(left)), value: two };
    if (typeof one !== 'number') return this.pair(left, right, 'less');
    return { kind: 'not', part: { kind: 'most', term: this.textOf(innerOf(right)), value: one } };
  }

  private pair(left: Node, right: Node, holds: Relation): Formula {
    const [one, two] = [this.textOf(innerOf(left)), this.textOf(innerOf(right))];
    const turned = one > two;
    const pair = turned ? `${two} ~ ${one}` : `${one} ~ ${two}`;
    return { kind: 'pair', pair, holds: turned && holds === 'less' ? 'more' : holds };
  }

  /** `name in ("a", "b")`: one of them. */
  private membership(node: Node, left: Node, right: readonly Node[]): Formula {
    const tests = right.flatMap(testsIn);
    const constants = tests.map((test) => this.constantOf(test));
    if (tests.length === 0 || constants.includes(undefined)) return this.opaque(node);
    const parts = constants.flatMap((one) => (one ? [this.equalTo(left, one.value)] : []));
    return { kind: 'or', parts };
  }

  private constantOf(node: Node): { readonly value: FactValue } | undefined {
    const inner = innerOf(node);
    const text = this.source.slice(inner.from, inner.to);
    if (inner.name === 'StringLiteral') return { value: text.slice(1, -1).replace(/\\(["\\])/g, '$1') };
    if (inner.name === 'BooleanLiteral') return { value: text === 'true' };
    if (inner.name === 'NumericLiteral') return { value: Number(text) };
    return inner.name === 'null' ? { value: null } : undefined;
  }

  private textOf(node: Node): string {
    return plainText(this.source.slice(node.from, node.to));
  }
}

/** Texts that differ only in space outside quotation marks are the same. */
function plainText(text: string): string {
  return text
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/\s+/g, ' ').replace(/ ?([-+*/(),[\]<>=!]) ?/g, '$1'),
    )
    .join('')
    .trim();
}

function innerOf(node: Node): Node {
  const children = childrenOf(node);
  const inner = node.name === 'ParenthesizedExpression' ? children[1] : undefined;
  return inner ? innerOf(inner) : node;
}

/** What stands on the right of `in`, one by one. */
function testsIn(node: Node): readonly Node[] {
  if (['(', ')', ','].includes(node.name)) return [];
  const inside = ['PositiveUnaryTests', 'PositiveUnaryTest', 'ParenthesizedExpression'].includes(node.name);
  return inside ? childrenOf(node).flatMap(testsIn) : [node];
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}
