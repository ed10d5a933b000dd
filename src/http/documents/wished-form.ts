/** How a document may be had. */
export type DocumentForm = 'json' | 'html' | 'docx';

/** Media types of the forms. */
export const FORM_TYPES: Readonly<Record<DocumentForm, string>> = {
  json: 'application/json',
  html: 'text/html',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

const PLACE = /^(d[1-9]\d{0,5})(?:\.(html|docx))?$/;

/** The id of a document in an address, with the form that its suffix wishes. Undefined: no document has such an id. */
export function documentPlace(
  text: string,
): { readonly id: string; readonly suffix?: DocumentForm } | undefined {
  const found = PLACE.exec(text);
  if (found?.[1] === undefined) return undefined;
  return { id: found[1], ...(found[2] !== undefined && { suffix: found[2] as DocumentForm }) };
}

/** The form that is wished: by the suffix, else the first that `Accept` names; JSON for everything else. */
export function wishedForm(suffix: DocumentForm | undefined, accept: string | undefined): DocumentForm {
  if (suffix) return suffix;
  const named = (accept ?? '')
    .split(',')
    .slice(0, 20)
    .map((range) => range.split(';', 1)[0]?.trim().toLowerCase());
  const forms = Object.entries(FORM_TYPES) as [DocumentForm, string][];
  for (const range of named) {
    const form = forms.find(([, type]) => type === range)?.[0];
    if (form) return form;
  }
  return 'json';
}
