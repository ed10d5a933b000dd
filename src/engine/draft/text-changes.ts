/** A piece of a text that stayed, came or went. */
export interface Span {
  readonly kind: 'same' | 'ins' | 'del';
  readonly text: string;
}

/** Insertions and deletions that are looked for at most: beyond it the whole is another text. */
const MOST_EDITS = 1_000;
/** Characters that stay between two changes and are fewer than this are shown as changed with them. */
const SHORTEST_STAY = 2;

/**
 * How one text became another, character by character (Myers, shortest script). `same` and `del` together are the old
 * text, `same` and `ins` the new one; of a change, what went comes before what came.
 */
export function textChanges(before: string, after: string): readonly Span[] {
  const [old, now] = [[...before], [...after]];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const middle = changesBetween(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return joined([
    { kind: 'same', text: old.slice(0, head).join('') },
    ...middle,
    { kind: 'same', text: old.slice(old.length - tail).join('') },
  ]);
}

function changesBetween(old: readonly string[], now: readonly string[]): readonly Span[] {
  const edits = old.length === 0 || now.length === 0 ? undefined : shortestScript(old, now);
  return (
    edits ?? [
      { kind: 'del', text: old.join('') },
      { kind: 'ins', text: now.join('') },
    ]
  );
}

/** Myers' greedy algorithm; undefined when more than `MOST_EDITS` are needed. */
function shortestScript(old: readonly string[], now: readonly string[]): readonly Span[] | undefined {
  const most = Math.min(MOST_EDITS, old.length + now.length);
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(reach.slice());
    for (let k = -d; k <= d; k += 2) {
      const at = most + 1 + k;
      let x = goesDown(reach, at, k, d) ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) x++;
      reach[at] = x;
      if (x >= old.length && x - k >= now.length) return walkedBack(old, now, trace, most);
    }
  }
  return undefined;
}

function goesDown(reach: Int32Array, at: number, k: number, d: number): boolean {
  return k === -d || (k !== d && (reach[at - 1] ?? 0) < (reach[at + 1] ?? 0));
}

function walkedBack(
  old: readonly string[],
  now: readonly string[],
  trace: readonly Int32Array[],
  most: number,
): readonly Span[] {
  const spans: Span[] = [];
  let [x, y] = [old.length, now.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d] as Int32Array;
    const k = x - y;
    const at = most + 1 + k;
    const down = goesDown(reach, at, k, d);
    const fromX = d === 0 ? 0 : down ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0);
    const startX = d === 0 ? 0 : down ? fromX : fromX + 1;
    spans.push({ kind: 'same', text: old.slice(startX, x).join('') });
    if (d > 0)
      spans.push(
        down ? { kind: 'ins', text: now[fromX - (k + 1)] ?? '' } : { kind: 'del', text: old[fromX] ?? '' },
      );
    [x, y] = [fromX, fromX - (down ? k + 1 : k - 1)];
  }
  return spans.toReversed();
}

/** Neighbours of one kind are one span; what stays too short between changes belongs to them. */
function joined(spans: readonly Span[]): readonly Span[] {
  const whole: Span[] = [];
  let [went, came, held] = ['', '', ''];
  const settle = (): void => {
    if (went !== '') whole.push({ kind: 'del', text: went });
    if (came !== '') whole.push({ kind: 'ins', text: came });
    if (held !== '') whole.push({ kind: 'same', text: held });
    [went, came, held] = ['', '', ''];
  };
  for (const { kind, text } of spans) {
    if (text === '') continue;
    if (kind === 'same') {
      held += text;
      continue;
    }
    const changing = went !== '' || came !== '';
    if (held !== '' && changing && [...held].length < SHORTEST_STAY) {
      [went, came, held] = [went + held, came + held, ''];
    } else if (held !== '') settle();
    if (kind === 'del') went += text;
    else came += text;
  }
  settle();
  return whole;
}
