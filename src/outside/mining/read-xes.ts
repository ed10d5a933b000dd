import type { Zone } from '../../engine/clock/time.js';
import type { OutsideCase, OutsideEvent, OutsideLog } from '../../engine/mining/outside-log.js';
import { XmlFault, xmlEvents, type XmlEvent } from '../xml/xml-events.js';
import { readDay } from './read-day.js';

/** A file that is no XES at all, in a sentence. */
export class NoXes extends Error {
  override readonly name = 'NoXes';
}

const ATTRIBUTES: ReadonlySet<string> = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);
/** Names that real files use for the same thing; the case of letters does not matter. */
const KEYS = {
  name: ['concept:name', 'activity', 'name'],
  lifecycle: ['lifecycle:transition'],
  time: ['time:timestamp', 'timestamp', 'time'],
  resource: ['org:resource', 'resource'],
} as const;
/** Of our own logs: what is no act of the procedure (clocks, documents, reads) has a type and no act. */
const OWN = { type: 'duecourse:type', act: 'duecourse:act' } as const;
const WANTED: ReadonlySet<string> = new Set([...Object.values(KEYS).flat(), ...Object.values(OWN)]);
/** Events of a log at most: they are held together. */
const MOST_EVENTS = 5_000_000;

type Attributes = Map<string, string>;

/** A trace as far as it has been read; its name may come after its events. */
interface TraceSoFar {
  readonly attributes: Attributes;
  readonly events: OutsideEvent[];
  readonly unread: { readonly at: number; readonly what: string }[];
  /** Events of the file, those left out among them. */
  seen: number;
}

/**
 * Reads XES as different programs write it: with either namespace or none, with or without the globals, with attributes of
 * the case copied to its events, with transitions in capitals. What has no activity is left out and remarked on. A log in
 * pieces, cut anywhere, is read as it comes: nothing of the file is held but what makes the cases.
 *
 * @throws NoXes with the line on which the trouble begins
 */
export function readXes(xml: string | Iterable<string>, zone: Zone): OutsideLog {
  const reader = new XesReader(zone);
  try {
    for (const event of xmlEvents(xml)) reader.take(event);
  } catch (problem) {
    if (!(problem instanceof XmlFault)) throw problem;
    throw new NoXes(`文件不是有效的 XML · the file is not valid XML: ${problem.message}`, { cause: problem });
  }
  return reader.log();
}

class XesReader {
  private readonly cases: OutsideCase[] = [];
  private readonly remarks: string[] = [];
  private readonly words = new Words();
  /** Elements that are open: the log is one, a trace in it the second, an event in that the third. */
  private depth = 0;
  private begun = false;
  private trace: TraceSoFar | undefined;
  private event: Attributes | undefined;
  private events = 0;

  constructor(private readonly zone: Zone) {}

  /** @throws NoXes */
  log(): OutsideLog {
    if (!this.begun) throw new NoXes('文件里没有 <log> · there is no <log> in the file');
    return { cases: this.cases, remarks: this.remarks };
  }

  /** @throws NoXes */
  take(event: XmlEvent): void {
    if (event.kind === 'open') {
      this.open(event.name.slice(event.name.indexOf(':') + 1), event.attributes);
      this.depth += 1;
      if (event.empty) this.close();
    } else if (event.kind === 'close') this.close();
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.depth === 0) {
      if (name !== 'log' || this.begun)
        throw new NoXes('文件里没有 <log> 或者另有其他内容 · no <log>, or something besides it');
      this.begun = true;
    } else if (this.depth === 1 && name === 'trace') {
      this.trace = { attributes: new Map(), events: [], unread: [], seen: 0 };
    } else if (this.depth === 2 && this.trace && name === 'event') this.event = new Map();
    else if (ATTRIBUTES.has(name)) this.keep(attributes);
  }

  /** Attributes of a trace or an event; what is nested in other attributes is nobody's. */
  private keep({ key, value }: Readonly<Record<string, string>>): void {
    const of = this.depth === 3 ? this.event : this.depth === 2 ? this.trace?.attributes : undefined;
    if (!of || key === undefined || value === undefined) return;
    const plain = key.toLowerCase();
    if (WANTED.has(plain)) of.set(plain, value);
  }

  private close(): void {
    this.depth -= 1;
    if (this.depth === 2 && this.trace && this.event) {
      this.endEvent(this.trace, this.event);
      this.event = undefined;
    } else if (this.depth === 1 && this.trace) {
      this.endTrace(this.trace);
      this.trace = undefined;
    }
  }

  private endEvent(trace: TraceSoFar, attributes: Attributes): void {
    trace.seen += 1;
    const n = trace.seen;
    if (attributes.has(OWN.type) && !attributes.has(OWN.act)) return;
    const name = attributes.get(OWN.act) ?? valueOf(attributes, KEYS.name);
    if (name === undefined || name.trim() === '') {
      trace.unread.push({ at: n, what: '没有活动名称，已略过 · no activity, left out' });
      return;
    }
    this.events += 1;
    if (this.events > MOST_EVENTS)
      throw new NoXes(`日志超过 ${MOST_EVENTS} 个事件 · the log has more than ${MOST_EVENTS} events`);
    const time = valueOf(attributes, KEYS.time);
    const on = time === undefined ? undefined : readDay(time, this.zone);
    if (on === undefined) trace.unread.push({ at: n, what: '时间无法识别 · its time cannot be read' });
    const lifecycle = valueOf(attributes, KEYS.lifecycle);
    const resource = valueOf(attributes, KEYS.resource);
    const { words } = this;
    trace.events.push({
      ...{ n, name: words.of(name) },
      ...(lifecycle !== undefined && { lifecycle: words.of(lifecycle) }),
      ...(on && { on }),
      ...(resource !== undefined && { resource: words.of(resource) }),
    });
  }

  private endTrace({ attributes, events, unread }: TraceSoFar): void {
    const id = this.words.of(valueOf(attributes, KEYS.name) ?? `#${this.cases.length + 1}`);
    this.cases.push({ id, events });
    for (const { at, what } of unread) this.remarks.push(`${id} #${at}: ${what}`);
  }
}

/**
 * One copy of each word. A log has few words and repeats them, and a text cut out of a piece of the file keeps the whole
 * piece alive, so words are copied.
 */
class Words {
  private readonly known = new Map<string, string>();

  of(text: string): string {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const copy = Buffer.from(text).toString();
    this.known.set(copy, copy);
    return copy;
  }
}

function valueOf(attributes: Attributes, keys: readonly string[]): string | undefined {
  return keys.map((key) => attributes.get(key)).find((value) => value !== undefined);
}
