import { parseExpression } from 'feelin';

type Node = ReturnType<typeof parseExpression>['topNode'];

/** A name that an expression takes from its scope, or a built-in function that it calls. Offsets are characters. */
export interface FeelRead {
  readonly segments: readonly string[];
  readonly from: number;
  readonly to: number;
}

export interface FeelScan {
  readonly reads: readonly FeelRead[];
  readonly calls: readonly FeelRead[];
  /** Where the source is not FEEL; when there is one, `reads` and `calls` are not to be relied on. */
  readonly syntaxErrors: readonly { readonly from: number; readonly to: number }[];
  /** Comparisons of a name with a text: what an enumeration is compared with. */
  readonly comparisons: readonly FeelComparison[];
}

/** `name = "text"`, `name != "text"` or `name in ("a", "b")`. */
interface FeelComparison {
  readonly segments: readonly string[];
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Several rules scan the same expressions, and parsing one takes a fifth of a millisecond. */
const MAX_SCANS = 20_000;
const scans = new Map<string, FeelScan>();

/** What an expression reads and calls, found in its syntax tree; names bound inside the expression are left out. */
export function scanFeel(source: string): FeelScan {
  const known = scans.get(source);
  if (known) return known;
  if (scans.size >= MAX_SCANS) scans.clear();
  const scan = scanAnew(source);
  scans.set(source, scan);
  return scan;
}

function scanAnew(source: string): FeelScan {
  const scan = new Scan(source);
  const tree = parseExpression(source, {}, undefined);
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) scan.syntaxErrors.push({ from: node.from, to: node.to });
    },
  });
  if (source.trim() === '') scan.syntaxErrors.push({ from: 0, to: 0 });
  if (scan.syntaxErrors.length === 0) scan.visit(tree.topNode, new Set());
  return scan;
}

/** First segments of the names read, each once, sorted; undefined when the source does not parse. */
export function readsOf(source: string): readonly string[] | undefined {
  const { reads, syntaxErrors } = scanFeel(source);
  if (syntaxErrors.length > 0) return undefined;
  return [...new Set(reads.map((read) => read.segments[0] ?? ''))].sort();
}

type Locals = ReadonlySet<string>;

class Scan implements FeelScan {
  readonly reads: FeelRead[] = [];
  readonly calls: FeelRead[] = [];
  readonly syntaxErrors: { from: number; to: number }[] = [];
  readonly comparisons: FeelComparison[] = [];

  constructor(private readonly source: string) {}

  visit(node: Node, locals: Locals): void {
    switch (node.name) {
      case 'VariableName':
      case 'PathExpression':
        return this.visitPath(node, locals);
      case 'FunctionInvocation':
        return this.visitCall(node, locals);
      case 'DateTimeLiteral':
        return this.visitConstructor(node, locals);
      case 'ForExpression':
      case 'QuantifiedExpression':
        return this.visitIteration(node, locals);
      case 'FilterExpression':
        return this.visitFilter(node, locals);
      case 'FunctionDefinition':
        return this.visitFunction(node, locals);
      case 'Context':
        return this.visitContext(node, locals);
      case 'Comparison':
        this.noteComparison(node, locals);
        return this.visitChildren(node, locals);
      case 'ParameterName':
      case 'Type':
        return;
      default:
        return this.visitChildren(node, locals);
    }
  }

  private visitChildren(node: Node, locals: Locals): void {
    for (const child of childrenOf(node)) this.visit(child, locals);
  }

  private visitPath(node: Node, locals: Locals): void {
    const segments = this.pathOf(node);
    if (segments === undefined) {
      const [head] = childrenOf(node);
      if (head) this.visit(head, locals);
    } else if (!locals.has(segments[0] ?? '')) {
      this.reads.push({ segments, from: node.from, to: node.to });
    }
  }

  private visitCall(node: Node, locals: Locals): void {
    const [callee, ...rest] = childrenOf(node);
    if (callee?.name === 'VariableName' && !locals.has(this.nameOf(callee))) {
      this.calls.push({ segments: [this.nameOf(callee)], from: callee.from, to: callee.to });
    } else if (callee) {
      this.visit(callee, locals);
    }
    for (const child of rest) this.visit(child, locals);
  }

  private visitConstructor(node: Node, locals: Locals): void {
    const [head] = childrenOf(node);
    if (head?.name === 'DateTimeConstructor') {
      this.calls.push({ segments: [this.nameOf(head)], from: head.from, to: head.to });
    }
    this.visitChildren(node, locals);
  }

  private visitIteration(node: Node, locals: Locals): void {
    const bound = new Set(locals);
    for (const child of childrenOf(node)) {
      if (child.name !== 'InExpressions') {
        this.visit(child, bound);
        continue;
      }
      for (const binding of childrenOf(child)) {
        const [name, ...context] = childrenOf(binding);
        for (const part of context) this.visit(part, bound);
        if (name) bound.add(this.nameOf(name));
      }
      if (node.name === 'ForExpression') bound.add('partial');
    }
  }

  private visitFilter(node: Node, locals: Locals): void {
    const [target, ...filter] = childrenOf(node);
    if (target) this.visit(target, locals);
    const inside = new Set(locals).add('item');
    for (const part of filter) this.visit(part, inside);
  }

  private visitFunction(node: Node, locals: Locals): void {
    const inside = new Set(locals);
    for (const parameters of node.getChildren('FormalParameters')) {
      for (const parameter of childrenOf(parameters)) {
        const name = parameter.getChild('ParameterName');
        if (name) inside.add(this.nameOf(name));
      }
    }
    for (const body of node.getChildren('FunctionBody')) this.visit(body, inside);
  }

  private visitContext(node: Node, locals: Locals): void {
    const inside = new Set(locals);
    for (const entry of node.getChildren('ContextEntry')) {
      const [key, ...value] = childrenOf(entry);
      for (const part of value) this.visit(part, inside);
      if (key) inside.add(this.nameOf(key));
    }
  }

  private noteComparison(node: Node, locals: Locals): void {
    const [left, operator, ...right] = childrenOf(node);
    if (!left || !operator || !['CompareOp', 'in'].includes(operator.name)) return;
    const sides = [left, ...right].flatMap((side) => [side, ...testsWithin(side)]);
    const paths = sides.map((side) => this.pathOf(side)).filter((path) => path !== undefined);
    const [segments] = paths;
    if (segments === undefined || locals.has(segments[0] ?? '')) return;
    for (const side of sides) {
      if (side.name !== 'StringLiteral') continue;
      const text = this.nameOf(side)
        .slice(1, -1)
        .replace(/\\(["\\])/g, '$1');
      this.comparisons.push({ segments, text, from: side.from, to: side.to });
    }
  }

  /** `a.b.c` as segments; undefined when the head is not a plain name. */
  private pathOf(node: Node): readonly string[] | undefined {
    if (node.name === 'VariableName') return [this.nameOf(node)];
    if (node.name !== 'PathExpression') return undefined;
    const children = childrenOf(node);
    const head = children[0] && this.pathOf(children[0]);
    const tail = children[children.length - 1];
    return head && tail ? [...head, this.nameOf(tail)] : undefined;
  }

  private nameOf(node: Node): string {
    return this.source.slice(node.from, node.to).replace(/\s+/g, ' ');
  }
}

/** Texts listed on the right of `in`. */
function testsWithin(node: Node): readonly Node[] {
  if (!['PositiveUnaryTests', 'PositiveUnaryTest', 'ParenthesizedExpression', 'List'].includes(node.name))
    return [];
  return childrenOf(node).flatMap((child) => [child, ...testsWithin(child)]);
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}
