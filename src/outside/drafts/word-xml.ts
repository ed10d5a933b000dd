import { xmlEvents, type XmlEvent } from '../xml/xml-events.js';

/** A part of a Word document, read by the names that the format gives them whatever their prefix. */
export interface WordXml {
  /** Its elements; those of other vocabularies (drawings, formulas) keep their prefix and are none of Word's. */
  readonly events: () => Iterable<XmlEvent>;
  /** An attribute of Word's own. */
  readonly value: (event: Extract<XmlEvent, { kind: 'open' }>, name: string) => string | undefined;
}

const MAIN =
  /xmlns:([\w.-]+)\s*=\s*["'](?:http:\/\/schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main|http:\/\/purl\.oclc\.org\/ooxml\/wordprocessingml\/main)["']/;
/** Namespaces are declared on the root element. */
const ROOT_WITHIN = 20_000;

/** A part as text. */
export function wordXml(xml: string): WordXml {
  const prefix = MAIN.exec(xml.slice(0, ROOT_WITHIN))?.[1] ?? 'w';
  return {
    events: function* () {
      for (const event of xmlEvents(xml)) {
        if (event.kind === 'text') yield event;
        else
          yield {
            ...event,
            name: event.name.startsWith(`${prefix}:`) ? `w:${localName(event.name)}` : event.name,
          };
      }
    },
    value: ({ attributes }, name) => attributes[`${prefix}:${name}`] ?? attributes[name],
  };
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
