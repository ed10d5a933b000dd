import type { Draft } from './draft.js';
import { articleLabel, headingLabel } from './marks.js';
import { articleText, headingText, labelled } from './render-draft.js';
import { inOrder } from './rising.js';
import { textChanges, type Span } from './text-changes.js';

/** What a comparison looks at one by one. */
export type DraftUnit = 'preamble' | 'heading' | 'article' | 'annex';

/** What became of one article, heading or annex, or of what stands before all. */
export interface ComparedUnit {
  readonly unit: DraftUnit;
  /** Of an article: the id that it has in all versions. */
  readonly id: string;
  readonly change: 'unchanged' | 'changed' | 'moved' | 'added' | 'deleted';
  /** An article that now stands before or behind others than it did; also one that was changed as well. */
  readonly moved: boolean;
  /** 第三条; null in the version that has none. Two that differ: it was numbered anew. */
  readonly oldLabel: string | null;
  readonly newLabel: string | null;
  /** What it says, without its label. */
  readonly spans: readonly Span[];
}

interface Unit {
  readonly unit: DraftUnit;
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

/**
 * Two versions of one draft, article by article, in the order of the new one; what was deleted stands where it was.
 * Articles are matched by their ids, never by likeness.
 */
export function compareDrafts(before: Draft, after: Draft): readonly ComparedUnit[] {
  const [old, now] = [unitsOf(before), unitsOf(after)];
  const oldById = new Map(old.map((unit, at) => [unit.id, { ...unit, at }]));
  const kept = now.filter(({ id }) => oldById.has(id));
  const steady = new Set(inOrder(kept.map(({ id }) => oldById.get(id)?.at ?? 0)).map((at) => kept[at]?.id));
  const gone = deletedBehind(old, new Set(now.map(({ id }) => id)));
  return [
    ...(gone.get(null) ?? []),
    ...now.flatMap((unit) => [
      compared(oldById.get(unit.id), unit, !steady.has(unit.id)),
      ...(gone.get(unit.id) ?? []),
    ]),
  ];
}

/** The new text, put together from a comparison alone. */
export function newSide(units: readonly ComparedUnit[]): string {
  return units.flatMap((one) => (one.newLabel === null ? [] : [side(one.newLabel, one, 'del')])).join('\n');
}

function side(label: string, { spans }: ComparedUnit, without: Span['kind']): string {
  const texts = spans.flatMap(({ kind, text }) => (kind === without ? [] : [text]));
  return labelled(label, texts.join(''));
}

function compared(from: Unit | undefined, unit: Unit, moved: boolean): ComparedUnit {
  const { unit: kind, id, label: newLabel, text } = unit;
  if (!from) {
    const spans: readonly Span[] = text === '' ? [] : [{ kind: 'ins', text }];
    return { unit: kind, id, change: 'added', moved: false, oldLabel: null, newLabel, spans };
  }
  const change = from.text !== text ? 'changed' : moved ? 'moved' : 'unchanged';
  const spans = textChanges(from.text, text);
  return { unit: kind, id, change, moved, oldLabel: from.label, newLabel, spans };
}

/** What was deleted, by the last unit before it that is still there; null: at the beginning. */
function deletedBehind(
  old: readonly Unit[],
  present: ReadonlySet<string>,
): ReadonlyMap<string | null, readonly ComparedUnit[]> {
  const gone = new Map<string | null, ComparedUnit[]>();
  let behind: string | null = null;
  for (const { unit, id, label, text } of old) {
    if (present.has(id)) {
      behind = id;
      continue;
    }
    const spans: readonly Span[] = text === '' ? [] : [{ kind: 'del', text }];
    const one = { unit, id, moved: false, oldLabel: label, newLabel: null, spans } as const;
    gone.set(behind, [...(gone.get(behind) ?? []), { ...one, change: 'deleted' }]);
  }
  return gone;
}

/** Headings are the same by level and title, annexes by their place. */
function unitsOf({ preamble, body, annexes }: Draft): readonly Unit[] {
  const seen = new Map<string, number>();
  const nth = (name: string): string => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name} ${n}`;
  };
  return [
    ...(preamble.length > 0
      ? [{ unit: 'preamble' as const, id: 'preamble', label: '', text: preamble.join('\n') }]
      : []),
    ...body.map((one): Unit =>
      one.kind === 'heading'
        ? {
            ...{ unit: 'heading', id: nth(`${one.level} ${one.title}`) },
            ...{ label: headingLabel(one), text: headingText(one) },
          }
        : { unit: 'article', id: one.id, label: articleLabel(one), text: articleText(one) },
    ),
    ...annexes.map((lines): Unit => ({
      ...{ unit: 'annex', id: nth('annex'), label: '', text: lines.join('\n') },
    })),
  ];
}
