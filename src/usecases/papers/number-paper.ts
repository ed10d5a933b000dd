import type { ComposedDocument } from '../../engine/case/documents/composed-document.js';
import { documentNumber, type MissingField } from '../../engine/case/documents/compose.js';
import { yearOf } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { Definition } from '../../engine/law/definition.js';
import { speakingOrgan } from '../../engine/organisation/organ-particulars.js';
import type { OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import type { IssuedPaper, NumberRegister, PaperStore } from './paper-store.js';

/** Where a document is issued. */
export interface NumberingPlace {
  readonly definition: Definition;
  readonly index: Pick<OrganisationIndex, 'organisation'>;
  /** The unit that handles the case. */
  readonly unit: string;
  readonly on: CivilDate;
}

/** The register in which a document takes its number; undefined when it has none, or its organ no code word. */
export function registerOf(
  { definition, index, unit, on }: NumberingPlace,
  document: string,
): (NumberRegister & { readonly codeWord: string; readonly register: string }) | undefined {
  const register = definition.documents[document]?.register;
  const organ = speakingOrgan(index, unit);
  const codeWord = organ?.particulars.codeWord;
  if (register === undefined || !organ || codeWord === undefined) return undefined;
  return { unit: organ.id, word: `${codeWord}${register}`, year: yearOf(on), codeWord, register };
}

/** What an organ without a name or a code word lacks before it can issue a document. */
export function missingOfOrgan(
  { definition, index, unit }: NumberingPlace,
  document: string,
): readonly MissingField[] {
  const organ = speakingOrgan(index, unit);
  if (!organ) return [missing('发文机关', '承办单位不属于任何行政机关', 'the unit belongs to no organ')];
  const numbered = definition.documents[document]?.register !== undefined;
  if (!numbered || organ.particulars.codeWord !== undefined) return [];
  return [
    missing(
      '机关代字',
      `${organ.title}尚未登记机关代字，不能编号`,
      `${organ.id} has no code word for numbers`,
    ),
  ];
}

function missing(field: string, zh: string, en: string): MissingField {
  return { field, why: { zh, en } };
}

/** The document with the next number of its register, and what the append writes of it beside the record. */
export async function numbered(
  papers: Pick<PaperStore, 'lastNumber'>,
  place: NumberingPlace,
  id: string,
  document: ComposedDocument,
): Promise<{ readonly document: ComposedDocument; readonly paper: IssuedPaper }> {
  const { title, organ } = document;
  const found = registerOf(place, document.document);
  if (!found) return { document, paper: { id, title, organ } };
  const { unit, word, year, codeWord, register } = found;
  const n = 1 + (await papers.lastNumber({ unit, word, year }));
  return {
    document: { ...document, number: documentNumber(codeWord, register, year, n) },
    paper: { id, title, organ, number: { unit, word, year, n } },
  };
}
