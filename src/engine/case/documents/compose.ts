import type { Calendar } from '../../clock/calendar.js';
import { Defect } from '../../defect.js';
import type { Definition, DocumentDefinition, InputDefinition, Text } from '../../law/definition.js';
import type { DocumentField } from '../../law/document-definition.js';
import { fieldsFor, sourcesOf } from '../../law/document-names.js';
import { feelIfKnown } from '../../law/feel/feel.js';
import { provisionTexts } from '../../law/provision-text.js';
import { readTemplate } from '../../law/template.js';
import type { CaseState } from '../case-state.js';
import type { ComposedDocument } from './composed-document.js';
import {
  chinese,
  documentScope,
  namesOf,
  orderedDocument,
  type DocumentKnowledge,
  type DocumentWish,
} from './document-scope.js';
import { fieldText, type FieldText } from './field-text.js';
import { remediesOf } from './remedies.js';
import { restrictedFields } from './restricted-fields.js';
import { blocksOf, linesOf } from './set-blocks.js';

/** A document ready to be numbered and issued, or every mandatory field that nobody knows. */
export type Composition =
  | { readonly complete: true; readonly document: ComposedDocument }
  | { readonly complete: false; readonly missing: readonly MissingField[] };

/** A mandatory field without a value, or with one that must not be used. */
export interface MissingField {
  /** Its Chinese name. */
  readonly field: string;
  readonly why: Text;
  /** What whoever issues the document may answer, where that is how the field is filled in. */
  readonly ask?: InputDefinition;
  /** Provisions that keep the value from being used. Absent: there is none. */
  readonly barredBy?: readonly string[];
}

/** 发文字号: code word of the organ, word of the register, year in full, number without 第 and zeros (GB/T 9704 7.2.5). */
export function documentNumber(codeWord: string, register: string, year: number, n: number): string {
  return `${codeWord}${register}〔${year}〕${n}号`;
}

/**
 * Composes an ordered document from what is known of the case. Pure; escapes and numbers nothing. The remedies paragraph
 * of a document that must carry one is no part of its template: it stands under every such document.
 *
 * @throws Defect when the case has no such document, or its definition has no template
 */
export function composeDocument(
  definition: Definition,
  state: CaseState,
  wish: DocumentWish,
  known: DocumentKnowledge,
  calendar: Calendar,
): Composition {
  const { order, document } = orderedDocument(definition, state, wish.id);
  const scope = documentScope(definition, state, wish, known, calendar);
  const values = fieldValues(definition, document, scope);
  return composeFrom(definition, order.document, values, { scope, known, on: wish.on });
}

/** The text of every field of a document; undefined where nothing is known. */
function fieldValues(
  definition: Definition,
  document: DocumentDefinition,
  scope: Readonly<Record<string, unknown>>,
): Readonly<Record<string, FieldText | undefined>> {
  const answers = scope['ask'] as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fieldsFor(definition, document)).map(([name, field]) => [
      name,
      fieldValue(field, answers[name], scope),
    ]),
  );
}

/** The first of the field's sources that gives something; else what was answered; else what is written instead. */
function fieldValue(
  field: DocumentField,
  answer: unknown,
  scope: Readonly<Record<string, unknown>>,
): FieldText | undefined {
  for (const source of sourcesOf(field)) {
    const found = fieldText(feelIfKnown(source, scope), field.as);
    if (found) return found;
  }
  const answered = field.ask ? fieldText(answer, field.as) : undefined;
  return answered ?? (field.otherwise === undefined ? undefined : { text: field.otherwise });
}

/** Sets the values of a document's fields into its text; or names those that are missing. */
function composeFrom(
  definition: Definition,
  name: string,
  values: Readonly<Record<string, FieldText | undefined>>,
  { scope, known, on }: Pick<DocumentWish, 'on'> & SettingPlace,
): Composition {
  const document = definition.documents[name];
  if (document?.template === undefined) throw new Defect(`the document ${name} has no text to be issued`);
  const title = chinese(document.title);
  const remedies = remediesOf(document, scope, known.organ);
  const restricted = restrictedFields(definition, document, known.restricted ?? []);
  const missing = [
    ...restricted.map((field) => restrictedField(title, field)),
    ...Object.entries(fieldsFor(definition, document)).flatMap(([field, { ask }]) =>
      values[field] || restricted.includes(field) ? [] : [missingField(title, field, ask)],
    ),
    ...(remedies?.missing ?? []).map((field) => missingField(title, field, undefined)),
  ];
  if (missing.length > 0) return { complete: false, missing };
  const texts = values as Readonly<Record<string, FieldText>>;
  const { outward } = definition;
  const goesOut = document.to !== undefined;
  const opening = goesOut ? blocksOf(readTemplate((outward?.opening ?? []).join('\n')), texts) : [];
  const addressee = document.to === undefined ? null : namesOf(known, document.to);
  return {
    complete: true,
    document: {
      document: name,
      title,
      organ: known.organ.name,
      ...(addressee !== null && { addressee }),
      blocks: [...opening, ...blocksOf(readTemplate(document.template), texts)],
      ...(remedies?.text !== undefined && { remedies: remedies.text }),
      on,
      seal: document.seal ?? 'none',
      footer: goesOut ? linesOf(outward?.footer ?? [], texts) : [],
      fields: {
        ...Object.fromEntries(Object.entries(texts).map(([field, { text }]) => [field, text])),
        ...remedies?.fields,
      },
      basis: provisionTexts(document.basis, definition.law),
    },
  };
}

interface SettingPlace {
  readonly scope: Readonly<Record<string, unknown>>;
  readonly known: DocumentKnowledge;
}

function missingField(title: string, field: string, ask: InputDefinition | undefined): MissingField {
  const why = ask
    ? {
        zh: `《${title}》的“${field}”尚无记录，须由签发人填写`,
        en: `"${field}" of this document is not on record: whoever issues it must give it`,
      }
    : {
        zh: `《${title}》的“${field}”尚无记录`,
        en: `"${field}" of this document is not on record`,
      };
  return { field, why, ...(ask && { ask }) };
}

/** 个人信息保护法 47.2: what must be kept and may not be processed is in no new document. */
function restrictedField(title: string, field: string): MissingField {
  const why = {
    zh: `《${title}》的“${field}”取自已限制处理的个人信息，只得存储，不得使用`,
    en: `"${field}" of this document is restricted: it is kept and must not be used`,
  };
  return { field, why, barredBy: ['个人信息保护法 47.2'] };
}
