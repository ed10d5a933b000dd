import type { Text } from '../definition.js';
import { reachedNodes } from '../lint/reachability.js';
import { withDescendants, type ChartNode, type Subject } from '../lint/subject.js';
import { initialOf, type ChartPair } from './chart-pair.js';
import type { Weakening } from './weakening.js';

/** The states that an overlay adds, and where each may lead. */
export class AddedSteps {
  private readonly added: readonly ChartNode[];
  /** By path of an added state: the states of the level above at whose door it stands. */
  private readonly doors = new Map<string, Set<string>>();
  private readonly passedBefore = new Map<string, ReadonlySet<string>>();

  constructor(private readonly pair: ChartPair) {
    this.added = pair.here.nodes.filter(({ path }) => pair.above.node(path) === undefined);
    this.findDoors();
  }

  /** Whether a way to `target` may lead to the added state `path` first: it is added, and its ways lead on to `target`. */
  standsBefore(path: string, target: string): boolean {
    return this.doors.get(path)?.has(target) ?? false;
  }

  /** An act of the overlay, or an event of a clock, document or round of it. */
  isOwnEvent(event: string): boolean {
    const { above } = this.pair;
    const known = new Set(above.nodes.flatMap((node) => node.transitions.map(({ event: heard }) => heard)));
    if (Object.hasOwn(above.definition.acts, event) || known.has(event)) return false;
    const [, name] = /^(?:lapsed|served|passed|failed)\.(.+)$/.exec(event) ?? [];
    if (name === undefined) return true;
    const { clocks, documents, signings } = above.definition;
    return ![clocks, documents, signings ?? {}].some((section) => Object.hasOwn(section, name));
  }

  /** Whether a new way may lead from a state of the level above to `target`: an added state, or one passed before. */
  mayLead(from: string, target: string): boolean {
    const node = this.pair.above.node(target);
    return node === undefined || this.isPassedBefore(target, from);
  }

  /** Ways out of added states that lead past steps of the level above. */
  weakenings(): Weakening[] {
    return this.added.flatMap((node) => [
      ...this.strayWays(node),
      ...this.nationalWork(node),
      ...this.earlyEnd(node),
    ]);
  }

  /** A final step among those of a step of the law would end it before its own end. */
  private earlyEnd(node: ChartNode): Weakening[] {
    const { parent } = node;
    const national = parent && this.pair.above.node(parent.path) !== undefined;
    if (node.state.type !== 'final' || !national || parent.state.type === 'parallel') return [];
    const why = { zh: '由此可以提前结束法定步骤', en: 'a step of the law can be ended early by it' };
    return [this.weakening('way-around', node, node.pointer, why)];
  }

  private strayWays(node: ChartNode): Weakening[] {
    const doors = [...(this.doors.get(node.path) ?? [])];
    return node.transitions.flatMap(({ event, to, pointer }) => {
      if (event !== undefined && !this.isOwnEvent(event)) {
        const why = { zh: '法定行为只在法定步骤中进行', en: 'acts of the law are done in its own steps' };
        return [this.weakening('way-around', node, pointer, why)];
      }
      const target = this.pair.here.targetOf(node, to.target);
      if (!target || target === 'stay' || this.pair.above.node(target.path) === undefined) return [];
      const on = doors.length === 1 && doors[0] === target.path;
      const inside = this.outside(node);
      const from = doors.length > 0 ? doors : inside ? [inside.path] : [];
      const back = from.length > 0 && from.every((door) => this.isPassedBefore(target.path, door));
      if (on || back) return [];
      const why = { zh: '由此可以绕过法定步骤', en: 'steps of the law can be passed by on this way' };
      return [this.weakening('way-around', node, pointer, why)];
    });
  }

  /** What the level above has people do, and its clocks, belong to its own states. */
  private nationalWork(node: ChartNode): Weakening[] {
    const { acts, clocks } = this.pair.above.definition;
    const taken = [
      ...(node.state.clocks ?? []).filter((clock) => Object.hasOwn(clocks, clock)),
      ...(node.state.tasks ?? []).flatMap((task) => task.acts.filter((act) => Object.hasOwn(acts, act))),
    ];
    if (taken.length === 0) return [];
    const why = {
      zh: `法定的行为和期限只在法定步骤中进行（${taken.join('、')}）`,
      en: `acts and terms of the law belong to its own steps (${taken.join(', ')})`,
    };
    return [this.weakening('way-around', node, node.pointer, why)];
  }

  private weakening(kind: Weakening['kind'], node: ChartNode, path: string, why: Text): Weakening {
    return {
      kind,
      path,
      about: node.state.title,
      above: {
        basis: this.doorBasis(node),
        says: { zh: '不得越过的步骤', en: 'steps that nothing passes by' },
      },
      local: { basis: node.state.basis, says: { zh: '另有去向', en: 'another way' } },
      why,
    };
  }

  private doorBasis(node: ChartNode): Weakening['above']['basis'] {
    const [door] = this.doors.get(node.path) ?? [];
    return door === undefined ? this.outside(node)?.state.basis : this.pair.above.node(door)?.state.basis;
  }

  /** The state of the level above in which an added state stands. */
  private outside(node: ChartNode): ChartNode | undefined {
    return this.pair.here.withAncestors(node).find(({ path }) => this.pair.above.node(path) !== undefined);
  }

  /** A way of the level above that now leads to an added state makes the place where it led that state's door. */
  private findDoors(): void {
    const { above, here } = this.pair;
    for (const node of above.nodes) {
      const now = here.node(node.path);
      this.note(initialOf(here, now), initialOf(above, node));
      for (const before of node.transitions) {
        const way = now?.transitions.find(({ pointer }) => pointer === before.pointer);
        const target = above.targetOf(node, before.to.target);
        const leads = way && now && here.targetOf(now, way.to.target);
        if (target && target !== 'stay' && leads && leads !== 'stay') this.note(leads.path, target.path);
      }
      this.findDetours(node, now);
    }
    this.note(initialOf(here, undefined), initialOf(above, undefined));
    // New steps that follow each other stand at the same door, and so do the parts of a new step.
    for (let grew = true; grew;) {
      grew = this.added.some((node) => this.handOn(node));
    }
  }

  /** From a step that a new way leads to, the way leads back to where it came from. */
  private findDetours(node: ChartNode, now: ChartNode | undefined): void {
    const known = new Set(node.transitions.map(({ pointer }) => pointer));
    for (const { to, pointer } of now?.transitions ?? []) {
      const target = now && !known.has(pointer) && this.pair.here.targetOf(now, to.target);
      if (target && target !== 'stay') this.note(target.path, node.path);
    }
  }

  private note(path: string | undefined, door: string | undefined): boolean {
    if (path === undefined || door === undefined || path === door) return false;
    if (this.pair.above.node(path) !== undefined) return false;
    const doors = this.doors.get(path) ?? new Set<string>();
    const grew = !doors.has(door);
    this.doors.set(path, doors.add(door));
    return grew;
  }

  private handOn(node: ChartNode): boolean {
    const next = [
      ...node.children,
      ...(node.parent && this.added.includes(node.parent) ? [node.parent] : []),
      ...node.transitions.flatMap(({ to }) => {
        const target = this.pair.here.targetOf(node, to.target);
        return target && target !== 'stay' ? [target] : [];
      }),
    ];
    return [...(this.doors.get(node.path) ?? [])]
      .flatMap((door) => next.map(({ path }) => this.note(path, door)))
      .includes(true);
  }

  /** Whether every way from the beginning to `door` leads through `state`, in the chart of the level above. */
  private isPassedBefore(state: string, door: string): boolean {
    let passed = this.passedBefore.get(door);
    if (!passed) this.passedBefore.set(door, (passed = dominators(this.pair.above, door)));
    return passed.has(state);
  }
}

/** States without which a state cannot be reached. */
function dominators(subject: Subject, path: string): ReadonlySet<string> {
  const target = subject.node(path);
  const found = new Set<string>();
  if (!target) return found;
  for (const node of subject.nodes) {
    if (withDescendants(node).includes(target)) continue;
    if (!reachedNodes(subject, node).has(target)) found.add(node.path);
  }
  return found;
}
