import { type ChartNode, Subject, withDescendants } from '../law/lint/subject.js';
import type { Definition } from '../law/definition.js';

/**
 * The parts of a chart that move by themselves: regions beside others, out of which no automatic transition leads. What
 * an event does in such a part does not hang on where the other regions are, as long as the part does not end.
 */
export class Parts {
  private readonly subject: Subject;
  private readonly closed: ReadonlySet<ChartNode>;
  private readonly moved = new Map<string, readonly string[] | undefined>();

  constructor(definition: Definition) {
    this.subject = new Subject(definition);
    this.closed = new Set(this.subject.nodes.filter((node) => this.isClosed(node)));
  }

  /**
   * The parts in which everything happens that these states, which listen to the event, may do on it, and those by
   * themselves; undefined: more than parts of the chart may move.
   */
  movedBy(
    event: string,
    listening: readonly string[],
    byThemselves: readonly string[],
  ): readonly string[] | undefined {
    const key = `${event}|${listening.join(' ')}|${byThemselves.join(' ')}`;
    if (!this.moved.has(key)) {
      const homes = [
        ...listening.map((path) => this.homeOf(path, event)),
        ...byThemselves.map((path) => this.homeOf(path, undefined)),
      ];
      this.moved.set(key, this.outermost(homes));
    }
    return this.moved.get(key);
  }

  private outermost(homes: readonly (string | undefined)[]): readonly string[] | undefined {
    const parts = [...new Set(homes)].filter((home) => home !== undefined);
    if (homes.includes(undefined) || parts.length === 0) return undefined;
    return parts.filter((part) => !parts.some((other) => part.startsWith(`${other}.`))).toSorted();
  }

  /**
   * Whether an event, to which only this state listens, leads out of it, so that nothing of what stands inside it is
   * left, and nothing stands beside it.
   */
  leaves(event: string, listening: readonly string[]): boolean {
    const [path = '', ...others] = listening;
    const node = this.subject.node(path);
    if (!node || others.length > 0) return false;
    if (this.subject.withAncestors(node).some(({ parent }) => parent?.state.type === 'parallel'))
      return false;
    return node.transitions.every((transition) => {
      if (transition.event !== event) return true;
      const target = this.subject.targetOf(node, transition.to.target);
      return target !== undefined && target !== 'stay' && !this.subject.withAncestors(target).includes(node);
    });
  }

  /** Whether a part has ended where it stands so. */
  isAtEnd(part: string, value: string | Readonly<Record<string, unknown>>): boolean {
    const [child = ''] = typeof value === 'string' ? [value] : Object.keys(value);
    return this.subject.node(part)?.state.states?.[child]?.type === 'final';
  }

  /** The smallest part that holds all that a state does on an event (undefined: by itself); undefined: none does. */
  private homeOf(path: string, event: string | undefined): string | undefined {
    const node = this.subject.node(path);
    if (!node) return undefined;
    const around = this.subject.withAncestors(node).filter((one) => this.closed.has(one));
    return around.find((part) => this.staysIn(part, node, event))?.path;
  }

  private isClosed(node: ChartNode): boolean {
    const { parent, state } = node;
    if (parent?.state.type !== 'parallel' || state.type === 'parallel') return false;
    // What is sent when the region ends comes together with what is sent when all regions have.
    if (state.always || state.onDone) return false;
    return withDescendants(node).every((inner) => this.staysIn(node, inner, undefined));
  }

  /** Whether what a state does on an event (undefined: by itself) leads to states below the part only. */
  private staysIn(part: ChartNode, node: ChartNode, event: string | undefined): boolean {
    return node.transitions.every((transition) => {
      if (transition.event !== event) return true;
      const target = this.subject.targetOf(node, transition.to.target);
      if (target === undefined) return false;
      return target === 'stay' || target.path.startsWith(`${part.path}.`);
    });
  }
}
