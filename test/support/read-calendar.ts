/** An all-day event as a calendar programme reads it. */
export interface ReadEvent {
  readonly uid: string;
  readonly day: string;
  readonly summary: string;
  readonly description: string;
  readonly alarm: string;
}

/** Reads iCalendar (RFC 5545) as a programme does: unfolds lines, unescapes texts, and minds the nesting. */
export function eventsOf(text: string): readonly ReadEvent[] {
  if (!text.startsWith('BEGIN:VCALENDAR\r\n')) throw new Error('no calendar');
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const events: Record<string, string>[] = [];
  const open: string[] = [];
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    if (name === 'BEGIN') {
      open.push(value);
      if (value === 'VEVENT') events.push({});
    } else if (name === 'END') {
      if (open.pop() !== value) throw new Error(`END:${value} ends nothing`);
    } else if (open.length > 1) {
      const event = events.at(-1);
      if (event) event[`${open.slice(2).join('.')}${open.length > 2 ? '.' : ''}${name}`] = plain(value);
    }
  }
  if (open.length > 0) throw new Error(`${open.join()} does not end`);
  return events.map((event) => ({
    uid: event['UID'] ?? '',
    day: (event['DTSTART'] ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
    summary: event['SUMMARY'] ?? '',
    description: event['DESCRIPTION'] ?? '',
    alarm: event['VALARM.TRIGGER'] ?? '',
  }));
}

function plain(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, character: string) =>
    /n/i.test(character) ? '\n' : character,
  );
}
