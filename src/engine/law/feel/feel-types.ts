import { parseExpression } from 'feelin';
import { scanFeel } from './feel-reads.js';

type Node = ReturnType<typeof parseExpression>['topNode'];

/** What kind of value an expression gives, as far as its text tells. */
export type FeelType = 'boolean' | 'number' | 'text' | 'date' | 'list' | 'context' | 'null' | 'unknown';

/** A place where kinds of values do not fit: FEEL would answer null there, and a null never holds. */
export interface FeelTypeProblem {
  readonly code: 'never-equal' | 'not-a-condition';
  readonly message: string;
  readonly from: number;
}

const FUNCTION_TYPES: Readonly<Record<string, FeelType>> = {
  not: 'boolean',
  all: 'boolean',
  any: 'boolean',
  contains: 'boolean',
  'starts with': 'boolean',
  'ends with': 'boolean',
  'list contains': 'boolean',
  count: 'number',
  'string length': 'number',
  number: 'number',
  string: 'text',
  date: 'date',
};

/** Kind of an expression and everything that does not fit inside it. `typeOf` knows the names of the scope. */
export function checkTypes(
  source: string,
  typeOf: (name: string) => FeelType,
): { readonly type: FeelType; readonly problems: readonly FeelTypeProblem[] } {
  const check = new TypeCheck(source, typeOf);
  return { type: check.visit(parseExpression(source, {}, undefined).topNode), problems: check.problems };
}

class TypeCheck {
  readonly problems: FeelTypeProblem[] = [];
  private readonly reads: ReadonlyMap<number, string>;

  constructor(
    private readonly source: string,
    private readonly typeOf: (name: string) => FeelType,
  ) {
    this.reads = new Map(scanFeel(source).reads.map(({ from, segments }) => [from, segments.join('.')]));
  }

  visit(node: Node): FeelType {
    const children = childrenOf(node);
    switch (node.name) {
      case 'Expression':
        return this.only(children[0]);
      case 'ParenthesizedExpression':
        return this.only(children[1]);
      case 'VariableName':
      case 'PathExpression':
        return this.named(node);
      case 'Conjunction':
      case 'Disjunction':
        this.condition(children[0]);
        this.condition(children[2]);
        return 'boolean';
      case 'Comparison':
        this.comparison(children);
        return 'boolean';
      case 'IfExpression':
        return this.choice(children);
      case 'FunctionInvocation':
      case 'DateTimeLiteral':
        return this.call(children);
      default:
        for (const child of children) this.visit(child);
        return LITERALS[node.name] ?? 'unknown';
    }
  }

  private only(node: Node | undefined): FeelType {
    return node ? this.visit(node) : 'unknown';
  }

  private named(node: Node): FeelType {
    const name = this.reads.get(node.from);
    return name === this.source.slice(node.from, node.to) ? this.typeOf(name) : 'unknown';
  }

  private condition(node: Node | undefined): void {
    const type = this.only(node);
    if (!node || type === 'boolean' || type === 'unknown') return;
    const text = this.source.slice(node.from, node.to);
    const message = `"${text}" is a ${type} and cannot hold or not hold; compare it with something`;
    this.problems.push({ code: 'not-a-condition', message, from: node.from });
  }

  private comparison(children: readonly Node[]): void {
    const [left, operator, right] = children;
    const types = children.map((child) => this.visit(child));
    if (!left || !right || operator?.name !== 'CompareOp') return;
    const [a, b] = [types[0] ?? 'unknown', types[2] ?? 'unknown'];
    const open: readonly FeelType[] = ['unknown', 'null', 'list'];
    if (a === b || open.includes(a) || open.includes(b)) return;
    const message = `a ${a} is never equal to, before or after a ${b}: this comparison cannot hold`;
    this.problems.push({ code: 'never-equal', message, from: right.from });
  }

  private choice(children: readonly Node[]): FeelType {
    this.condition(children[1]);
    const [yes, no] = [this.only(children[3]), this.only(children[5])];
    return yes === no ? yes : 'unknown';
  }

  private call(children: readonly Node[]): FeelType {
    const [callee, ...rest] = children;
    for (const child of rest) this.visit(child);
    const name = callee ? this.source.slice(callee.from, callee.to) : '';
    return Object.hasOwn(FUNCTION_TYPES, name) ? (FUNCTION_TYPES[name] ?? 'unknown') : 'unknown';
  }
}

const LITERALS: Readonly<Record<string, FeelType>> = {
  StringLiteral: 'text',
  NumericLiteral: 'number',
  BooleanLiteral: 'boolean',
  null: 'null',
  List: 'list',
  Context: 'context',
  QuantifiedExpression: 'boolean',
  InstanceOfExpression: 'boolean',
  ForExpression: 'list',
};

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}
