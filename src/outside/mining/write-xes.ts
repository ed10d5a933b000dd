import { offsetTimeOf } from '../../engine/clock/civil-date.js';
import type { EventLog, MinedCase, MinedEvent } from '../../engine/mining/event-log.js';

/** Prefix of our own attributes: what leads from a finding in a miner back to the ledger. */
const OWN = 'duecourse';

const EXTENSIONS = [
  ['Concept', 'concept', 'http://www.xes-standard.org/concept.xesext'],
  ['Time', 'time', 'http://www.xes-standard.org/time.xesext'],
  ['Lifecycle', 'lifecycle', 'http://www.xes-standard.org/lifecycle.xesext'],
  ['Organizational', 'org', 'http://www.xes-standard.org/org.xesext'],
  ['Identity', 'identity', 'http://www.xes-standard.org/identity.xesext'],
  ['DueCourse', OWN, 'urn:duecourse:xes:1'],
] as const;

/** Attributes that every event has: the standard wants them declared, and kept. */
const GLOBAL_EVENT = [
  text('concept:name', ''),
  text('lifecycle:transition', 'unknown'),
  text('org:resource', ''),
  text('identity:id', ''),
  `<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>`,
];

/**
 * A log as XES (IEEE 1849-2016), piece by piece: what comes before the cases, each case, what comes after. Events stand in
 * the order of the log, times have their offset, resources are pseudonyms. Nothing of the records' parts is in it.
 */
export function* writeXes(
  log: Pick<EventLog, 'log' | 'zone'>,
  cases: Iterable<MinedCase>,
): Generator<string> {
  yield xesHead(log);
  for (const one of cases) yield xesTrace(one, log);
  yield XES_FOOT;
}

/** What comes before the cases. */
export function xesHead({ log }: Pick<EventLog, 'log'>): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...EXTENSIONS.map(
      ([name, prefix, uri]) => `  <extension name="${name}" prefix="${prefix}" uri="${uri}"/>`,
    ),
    `  <global scope="trace">${text('concept:name', '')}</global>`,
    `  <global scope="event">${GLOBAL_EVENT.join('')}</global>`,
    '  <classifier name="Activity" keys="concept:name"/>',
    '  <classifier name="Activity and life cycle" keys="concept:name lifecycle:transition"/>',
    `  ${text('concept:name', log)}\n`,
  ].join('\n');
}

/** What comes after them. */
export const XES_FOOT = '</log>\n';

/** One case. */
export function xesTrace(mined: MinedCase, { zone }: Pick<EventLog, 'zone'>): string {
  const { id, procedure, title, definition, unit, openedOn, outcome, events } = mined;
  const own = { procedure, title, definition, unit, openedOn, ...(outcome !== undefined && { outcome }) };
  const attributes = [
    text('concept:name', id),
    ...Object.entries(own).map(([key, value]) => text(`${OWN}:${key}`, value)),
  ];
  const body = events.map((event) => `    <event>${eventAttributes(event, zone)}</event>\n`).join('');
  return `  <trace>${attributes.join('')}\n${body}  </trace>\n`;
}

function eventAttributes(event: MinedEvent, zone: EventLog['zone']): string {
  const { id, name, lifecycle, at, instance, resource, role, group, own } = event;
  return [
    text('concept:name', name),
    ...(instance === undefined ? [] : [text('concept:instance', instance)]),
    text('lifecycle:transition', lifecycle),
    `<date key="time:timestamp" value="${offsetTimeOf(at, zone)}"/>`,
    text('org:resource', resource),
    ...(role === undefined ? [] : [text('org:role', role)]),
    ...(group === undefined ? [] : [text('org:group', group)]),
    text('identity:id', id),
    ...Object.entries(own).map(([key, value]) => text(`${OWN}:${key}`, value)),
  ].join('');
}

function text(key: string, value: string): string {
  return `<string key="${escaped(key)}" value="${escaped(value)}"/>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** As the value of an attribute. What XML 1.0 cannot say at all becomes U+FFFD. */
function escaped(value: string): string {
  return value
    .replaceAll(/[&<>"\t\n\r]/g, (one) => ENTITIES[one] ?? one)
    .replaceAll(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
