import { parseExpression } from 'feelin';
import { holdsFeel, nestNames } from '../law/feel/feel.js';
import { scanFeel } from '../law/feel/feel-reads.js';
import type { FactValue } from '../law/definition.js';

type Node = ReturnType<typeof parseExpression>['topNode'];

/** What is known of the facts in an exploration; a name that is absent may have any value. */
export type KnownFacts = Readonly<Record<string, FactValue>>;

/** A condition split at `and` and `or`, so that an unknown part need not make the whole unknown. */
type Condition = { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] } | Leaf;

interface Leaf {
  readonly kind: 'leaf';
  readonly source: string;
  readonly reads: readonly string[];
  /** By the values of what it reads. */
  readonly answers: Map<string, boolean>;
}

/** Expressions come from definitions only, so their number is bounded. */
const conditions = new Map<string, Condition>();
const trees = new Map<string, Node>();

/** Whether a condition holds, as far as the known facts tell; undefined when it may or may not. */
export function truthOf(source: string, known: KnownFacts): boolean | undefined {
  let condition = conditions.get(source);
  if (!condition) {
    condition = conditionOf(parseExpression(source, {}, undefined).topNode, source);
    conditions.set(source, condition);
  }
  return evaluate(condition, known);
}

/**
 * Every value that an expression may give, as far as the known facts tell; undefined when nothing is known.
 * `inputs`: the closed lists of values that inputs have.
 */
export function possibleValues(
  source: string,
  known: KnownFacts,
  inputs: Readonly<Record<string, readonly FactValue[]>>,
): readonly FactValue[] | undefined {
  let tree = trees.get(source);
  if (!tree) {
    tree = parseExpression(source, {}, undefined).topNode;
    trees.set(source, tree);
  }
  return valuesOf(tree, source, known, inputs);
}

/** Facts that a condition reads. */
export function readIn(source: string): readonly string[] {
  return scanFeel(source).reads.map(({ segments }) => segments.join('.'));
}

function evaluate(condition: Condition, known: KnownFacts): boolean | undefined {
  if (condition.kind === 'leaf') return evaluateLeaf(condition, known);
  const decisive = condition.kind === 'or';
  const parts = condition.parts.map((part) => evaluate(part, known));
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}

function evaluateLeaf({ source, reads, answers }: Leaf, known: KnownFacts): boolean | undefined {
  if (!reads.every((name) => Object.hasOwn(known, name))) return undefined;
  const key = JSON.stringify(reads.map((name) => known[name]));
  const answer = answers.get(key) ?? holdsFeel(source, nestNames(known));
  answers.set(key, answer);
  return answer;
}

function conditionOf(node: Node, source: string): Condition {
  const children = childrenOf(node);
  const [first, , third] = children;
  if (node.name === 'Expression' && first) return conditionOf(first, source);
  if (node.name === 'ParenthesizedExpression' && children[1]) return conditionOf(children[1], source);
  if ((node.name === 'Conjunction' || node.name === 'Disjunction') && first && third) {
    const kind = node.name === 'Conjunction' ? 'and' : 'or';
    return { kind, parts: [conditionOf(first, source), conditionOf(third, source)] };
  }
  return leafOf(node, source);
}

function leafOf(node: Node, source: string): Condition {
  const text = source.slice(node.from, node.to);
  return {
    kind: 'leaf',
    source: text,
    reads: readIn(text),
    answers: new Map(),
  };
}

function valuesOf(
  node: Node,
  source: string,
  known: KnownFacts,
  inputs: Readonly<Record<string, readonly FactValue[]>>,
): readonly FactValue[] | undefined {
  const children = childrenOf(node);
  const text = source.slice(node.from, node.to);
  const inner =
    node.name === 'Expression'
      ? children[0]
      : node.name === 'ParenthesizedExpression'
        ? children[1]
        : undefined;
  if (inner) return valuesOf(inner, source, known, inputs);
  if (node.name === 'IfExpression') {
    const [condition, yes, no] = [children[1], children[3], children[5]];
    if (!condition || !yes || !no) return undefined;
    const holds = truthOf(source.slice(condition.from, condition.to), known);
    const branches = holds === undefined ? [yes, no] : [holds ? yes : no];
    const values = branches.map((branch) => valuesOf(branch, source, known, inputs));
    return values.includes(undefined) ? undefined : [...new Set(values.flatMap((list) => list ?? []))];
  }
  if (node.name === 'StringLiteral') return [text.slice(1, -1)];
  if (node.name === 'BooleanLiteral') return [text === 'true'];
  if (node.name === 'null') return [null];
  if (Object.hasOwn(inputs, text)) return inputs[text];
  return Object.hasOwn(known, text) ? [known[text] ?? null] : undefined;
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}
