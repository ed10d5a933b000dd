import { XMLParser } from 'fast-xml-parser';
import type { Zone } from '../../engine/clock/time.js';
import type { OutsideCase, OutsideEvent, OutsideLog } from '../../engine/mining/outside-log.js';
import { readDay } from './read-day.js';

/** A file that is no XES at all, in a sentence. */
export class NoXes extends Error {
  override readonly name = 'NoXes';
}

/** An attribute as the parser gives it: any of string, date, int ... */
interface XmlAttribute {
  readonly key?: string;
  readonly value?: string;
}

type XmlNode = Readonly<Record<string, unknown>>;

const ATTRIBUTES = ['string', 'date', 'int', 'float', 'boolean', 'id'] as const;
/** Names that real files use for the same thing; the case of letters does not matter. */
const KEYS = {
  name: ['concept:name', 'activity', 'name'],
  lifecycle: ['lifecycle:transition'],
  time: ['time:timestamp', 'timestamp', 'time'],
  resource: ['org:resource', 'resource'],
} as const;

/**
 * Reads XES as different programs write it: with either namespace or none, with or without the globals, with attributes of
 * the case copied to its events, with transitions in capitals. What has no activity is left out and remarked on.
 *
 * @throws NoXes
 */
export function readXes(text: string, zone: Zone): OutsideLog {
  const log = parsed(text)['log'];
  if (typeof log !== 'object' || log === null)
    throw new NoXes('文件里没有 <log> · there is no <log> in the file');
  const remarks: string[] = [];
  const traces = listOf(log as XmlNode, 'trace');
  const cases = traces.map((trace, n) => readTrace(trace, n, zone, remarks));
  return { cases, remarks };
}

function parsed(text: string): XmlNode {
  // A log has no need of entities of its own, and small files grow by them without end.
  if (/<!ENTITY/i.test(text)) throw new NoXes('不接受自定义实体 · entities of its own are not accepted');
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    removeNSPrefix: true,
    processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
    htmlEntities: false,
  });
  try {
    return parser.parse(text, true) as XmlNode;
  } catch (problem) {
    throw new NoXes(`文件不是有效的 XML · the file is not valid XML: ${(problem as Error).message}`, {
      cause: problem,
    });
  }
}

function readTrace(trace: XmlNode, n: number, zone: Zone, remarks: string[]): OutsideCase {
  const id = valueOf(attributesOf(trace), KEYS.name) ?? `#${n + 1}`;
  const events = listOf(trace, 'event').flatMap((event, at): readonly OutsideEvent[] => {
    const attributes = attributesOf(event);
    // Of our own logs: what is no act of the procedure (clocks, documents, reads) has none.
    const isOwn = attributes.has('duecourse:type');
    if (isOwn && !attributes.has('duecourse:act')) return [];
    const name = attributes.get('duecourse:act') ?? valueOf(attributes, KEYS.name);
    if (name === undefined || name.trim() === '') {
      remarks.push(`${id} #${at + 1}: 没有活动名称，已略过 · no activity, left out`);
      return [];
    }
    const time = valueOf(attributes, KEYS.time);
    const on = time === undefined ? undefined : readDay(time, zone);
    if (on === undefined) remarks.push(`${id} #${at + 1}: 时间无法识别 · its time cannot be read`);
    const lifecycle = valueOf(attributes, KEYS.lifecycle);
    const resource = valueOf(attributes, KEYS.resource);
    return [
      {
        ...{ n: at + 1, name },
        ...(lifecycle !== undefined && { lifecycle }),
        ...(on && { on }),
        ...(resource !== undefined && { resource }),
      },
    ];
  });
  return { id, events };
}

function attributesOf(node: XmlNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const kind of ATTRIBUTES) {
    for (const { key, value } of listOf(node, kind) as readonly XmlAttribute[]) {
      if (key !== undefined && value !== undefined) found.set(key.toLowerCase(), String(value));
    }
  }
  return found;
}

function valueOf(attributes: ReadonlyMap<string, string>, keys: readonly string[]): string | undefined {
  return keys.map((key) => attributes.get(key)).find((value) => value !== undefined);
}

function listOf(node: XmlNode, tag: string): readonly XmlNode[] {
  const found = node[tag];
  const list: readonly unknown[] = found === undefined ? [] : Array.isArray(found) ? found : [found];
  return list.filter((one): one is XmlNode => typeof one === 'object' && one !== null);
}
