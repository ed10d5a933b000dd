import type { Definition, DocumentDefinition } from '../../src/engine/law/definition.js';
import type { DocumentField } from '../../src/engine/law/document-definition.js';
import { fieldsFor, isFieldMap } from '../../src/engine/law/document-names.js';
import { compileProcedure } from '../../src/engine/statechart/compile.js';
import { compiledLicence, Stage } from './licence-cases.js';
import { issuedPapers, type IssuedPaper } from './licence-papers.js';

const licence = compiledLicence();
const { definition } = licence;
const stage = new Stage();

/** Every so manieth document of a licence, each with one issue of it. */
export function documentsIssued(every: number): readonly (readonly [string, IssuedPaper])[] {
  return [...firstOfEach(issuedPapers(licence, stage))].filter((_, at) => at % every === 0);
}

/** Leaves out each field of a document: those without which it is issued all the same, or refused for something else. */
export function fieldsLeftOut(
  document: string,
  issue: IssuedPaper,
): { readonly tried: number; readonly unmissed: readonly string[] } {
  const fields = Object.keys(fieldsFor(definition, definitionOf(document)));
  return {
    tried: fields.length,
    unmissed: fields.filter((field) => !isRefusedWithout(document, field, issue)),
  };
}

/** One issue of each document. */
export function firstOfEach(all: readonly IssuedPaper[]): ReadonlyMap<string, IssuedPaper> {
  return new Map(all.toReversed().map((issue) => [issue.paper.document, issue]));
}

/** A document of the licence. */
export function definitionOf(name: string): DocumentDefinition {
  return definition.documents[name] as DocumentDefinition;
}

/** Plays the case in which the value of one field is nowhere: its sources are silent and nobody answers. */
function isRefusedWithout(document: string, field: string, { scenario, step }: IssuedPaper): boolean {
  const before = scenario.steps[step];
  const { [field]: _answer, ...ask } = before?.ask ?? {};
  const steps = scenario.steps
    .slice(0, step + 1)
    .map((one, at) => (at === step ? { ...one, ask } : one))
    .filter(({ issue }, at) => at === step || issue === undefined);
  const silent = withoutSource(document, field);
  const { refusal } = stage
    .play(compileProcedure(silent, licence.digest), { ...scenario, steps })
    .outcomes.at(-1) as {
    refusal?: { unmet: readonly { code: string; say: unknown; basis: readonly string[] }[] };
  };
  const { basis } = definitionOf(document);
  return (
    refusal?.unmet.length === 1 &&
    refusal.unmet.every(
      (one) =>
        one.code === 'document-field-missing' &&
        JSON.stringify(one.say).includes(`“${field}”`) &&
        one.basis.join() === [basis].flat().join(),
    )
  );
}

function withoutSource(document: string, field: string): Definition {
  const silence = (known: DocumentField): DocumentField => {
    const { from: _from, otherwise: _otherwise, ...rest } = known;
    return { ...rest, from: 'null' };
  };
  const { outward } = definition;
  const { fields } = definitionOf(document);
  if (isFieldMap(fields) && fields[field]) {
    const silenced = { ...fields, [field]: silence(fields[field]) };
    return withDocument(document, (one) => ({ ...one, fields: silenced }));
  }
  const common = outward?.fields[field];
  if (!outward || !common) throw new Error(`${document} has no field ${field}`);
  return { ...definition, outward: { ...outward, fields: { ...outward.fields, [field]: silence(common) } } };
}

/** The licence with another text of one document. */
export function withDocument(
  name: string,
  change: (one: DocumentDefinition) => DocumentDefinition,
): Definition {
  return {
    ...definition,
    documents: { ...definition.documents, [name]: change(definitionOf(name)) },
  };
}
