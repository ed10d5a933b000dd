import { checkExpression } from '../feel/feel-check.js';
import type { Definition, DocumentDefinition } from '../definition.js';
import type { DocumentField } from '../document-definition.js';
import {
  DOCUMENT_ROOTS,
  documentNames,
  fieldsFor,
  isFieldMap,
  issuersOf,
  sourcesOf,
} from '../document-names.js';
import { placedFields, readTemplate, type PlacedField } from '../template.js';
import { suggest } from '../suggest.js';
import { namesIn, type Finding, type Rule } from './subject.js';

/** Documents can be issued as they are written: their texts, fields, addressees, issuers and registers fit together. */
export const templates: Rule = ({ definition }) => [
  ...Object.entries(definition.documents).flatMap(([name, document]) => [
    ...posts(definition, name, document),
    ...fieldSources(definition, document, `/documents/${name}`),
    ...textOf(definition, name, document),
  ]),
  ...outwardFields(definition),
  ...registers(definition),
  ...takenRoots(definition),
];

function posts(definition: Definition, name: string, document: DocumentDefinition): Finding[] {
  const findings: Finding[] = [];
  const path = `/documents/${name}`;
  const all = Object.keys(definition.posts);
  for (const [post, at] of namesIn(document.issuedBy, `${path}/issuedBy`)) {
    if (Object.hasOwn(definition.posts, post)) continue;
    const message = `"${post}" is not a post of this procedure; name the posts that issue the document`;
    findings.push({ code: 'unknown-post', path: at, message, suggestion: suggest(post, all) });
  }
  const { to } = document;
  if (to !== undefined && definition.posts[to]?.kind !== 'party') {
    const parties = all.filter((post) => definition.posts[post]?.kind === 'party');
    const message = `"${to}" is not a party; a document is for a party post (${parties.join(', ') || 'none is declared'}), or internal without "to"`;
    findings.push({ code: 'not-a-party', path: `${path}/to`, message, suggestion: suggest(to, parties) });
  }
  if (document.served !== undefined && to === undefined) {
    const message = `"${name}" is served but has no addressee; say for which party post it is ("to")`;
    findings.push({ code: 'no-addressee', path: `${path}/served`, message, atKey: true });
  }
  if (document.template !== undefined && hasRemedies(document) && to === undefined) {
    const message = `"${name}" tells of remedies but nobody; say for which party post it is ("to")`;
    findings.push({ code: 'no-addressee', path: `${path}/remedies`, message, atKey: true });
  }
  // A proof of service is issued with the service.
  const isProof = Object.values(definition.service ?? {}).some(({ receipt }) => receipt === name);
  if (document.template !== undefined && !isProof && issuersOf(definition, name).length === 0) {
    const message = `nobody may issue "${name}": no act orders it, so say which posts issue it ("issuedBy")`;
    findings.push({ code: 'nobody-issues', path, message, atKey: true });
  }
  return findings;
}

function hasRemedies({ remedies }: DocumentDefinition): boolean {
  return remedies !== undefined && remedies !== false;
}

function fieldSources(definition: Definition, document: DocumentDefinition, path: string): Finding[] {
  const { remedies, fields } = document;
  const names = documentNames(definition, document);
  const rule =
    typeof remedies === 'object'
      ? [{ source: remedies.reviewFirst, path: `${path}/remedies/reviewFirst` }]
      : [];
  const own = isFieldMap(fields) ? Object.entries(fields) : [];
  const sources = own.flatMap(([name, field]) => sourcesAt(field, `${path}/fields/${name}`));
  return [
    ...own.flatMap(([name, field]) => sourceless(field, `${path}/fields/${name}`, name)),
    ...[...sources, ...rule].flatMap(({ source, path: at }) =>
      checkExpression(source, names).map(({ code, message, from, suggestion }): Finding => ({
        code,
        path: at,
        message:
          code === 'feel-unknown-name'
            ? message.replace(
                /; an expression reads .*/,
                '; fields of documents read what workflows/README.md lists',
              )
            : message,
        offset: from,
        suggestion,
      })),
    ),
  ];
}

function sourcesAt(field: DocumentField, path: string) {
  const several = Array.isArray(field.from);
  return sourcesOf(field).map((source, index) => ({
    source,
    path: several ? `${path}/from/${index}` : `${path}/from`,
  }));
}

function sourceless(field: DocumentField, path: string, name: string): Finding[] {
  if (field.from !== undefined || field.ask !== undefined) return [];
  const message = `"${name}" says neither where it comes from ("from") nor what is asked ("ask"); nobody could fill it in`;
  return [{ code: 'field-without-source', path, message, atKey: true }];
}

function textOf(definition: Definition, name: string, document: DocumentDefinition): Finding[] {
  const { template: source, fields } = document;
  if (source === undefined) return [];
  const path = `/documents/${name}/template`;
  if (!isFieldMap(fields)) {
    const message = `"${name}" has a text, but its fields do not say where they come from; write them as a map`;
    return [{ code: 'fields-without-source', path: `/documents/${name}/fields`, message, atKey: true }];
  }
  const template = readTemplate(source);
  const declared = fieldsFor(definition, document);
  const placed = placedFields(template);
  const wrong = template.problems.map(({ line, column, message }): Finding => ({
    code: 'bad-template',
    path,
    message,
    within: { line, column },
  }));
  const common = document.to === undefined ? {} : (definition.outward?.fields ?? {});
  // A document may say something of its own where every outward document has a field.
  const standing = new Set([...placed.map(({ field }) => field), ...Object.keys(common)]);
  return [
    ...wrong,
    ...placed.flatMap((one) => placement(one, declared, path)),
    ...Object.keys(fields)
      .filter((field) => !standing.has(field) && !readByRemedies(document, field))
      .map((field): Finding => {
        const message = `the mandatory field "${field}" stands nowhere in the text of "${name}"; write {{${field}}} where it belongs`;
        return {
          code: 'field-not-in-template',
          path: `/documents/${name}/fields/${field}`,
          message,
          atKey: true,
        };
      }),
  ];
}

/** A field may stand in the remedies paragraph alone, by deciding which one it is. */
function readByRemedies({ remedies }: DocumentDefinition, field: string): boolean {
  return typeof remedies === 'object' && remedies.reviewFirst.includes(`ask.${field}`);
}

function placement(
  { field, place, line, column }: PlacedField,
  declared: Readonly<Record<string, DocumentField>>,
  path: string,
): Finding[] {
  const within = { line, column };
  const known = Object.hasOwn(declared, field) ? declared[field] : undefined;
  if (!known) {
    const suggestion = suggest(field, Object.keys(declared));
    const message = `"{{${field}}}" is no field of this document; declare it under "fields" or correct its name`;
    return [{ code: 'unknown-field', path, message, suggestion, within }];
  }
  const { as = 'text' } = known;
  if (place === 'table' ? as === 'table' : place === 'list' ? as === 'list' : as !== 'table') return [];
  const message =
    place === 'text'
      ? `"${field}" is written as a table; give it a row of its own in a table: | {{${field}}} |`
      : `"${field}" is written as ${as}; a ${place} needs a field with "as: ${place}"`;
  return [{ code: 'wrong-place', path, message, within }];
}

/** The common fields of outward documents stand in their opening or footer. */
function outwardFields(definition: Definition): Finding[] {
  const { outward } = definition;
  if (!outward) return [];
  const lines = (['opening', 'footer'] as const).flatMap((section) =>
    (outward[section] ?? []).map((line, index) => ({ line, path: `/outward/${section}/${index}` })),
  );
  const placed = lines.flatMap(({ line, path }) =>
    placedFields(readTemplate(line)).map((one) => ({ ...one, path })),
  );
  const broken = lines.flatMap(({ line, path }) =>
    readTemplate(line).problems.map(({ message }): Finding => ({ code: 'bad-template', path, message })),
  );
  const standing = new Set(placed.map(({ field }) => field));
  const somebody = Object.values(definition.documents).find(({ to }) => to !== undefined);
  const asDocument = { title: '', basis: outward.basis, fields: outward.fields, to: somebody?.to ?? '' };
  return [
    ...broken,
    ...fieldSources(definition, asDocument, '/outward'),
    ...placed.flatMap((one) => placement(one, outward.fields, one.path)),
    ...Object.keys(outward.fields)
      .filter((field) => !standing.has(field))
      .map((field): Finding => {
        const message = `the field "${field}" of outward documents stands neither in their opening nor in their footer`;
        return { code: 'field-not-in-template', path: `/outward/fields/${field}`, message, atKey: true };
      }),
  ];
}

/** 文号: two kinds of documents do not count in one register. */
function registers({ documents }: Definition): Finding[] {
  const first = new Map<string, string>();
  return Object.entries(documents).flatMap(([name, { register }]): Finding[] => {
    if (register === undefined) return [];
    const other = first.get(register);
    if (other === undefined) {
      first.set(register, name);
      return [];
    }
    const message = `"${name}" and "${other}" would count in the same register "${register}"; give each its own word`;
    return [{ code: 'register-twice', path: `/documents/${name}/register`, message }];
  });
}

/** Facts lie beside everything else that a field may read. */
function takenRoots({ documents, facts }: Definition): Finding[] {
  if (!Object.values(documents).some(({ template }) => template !== undefined)) return [];
  return Object.keys(facts).flatMap((name): Finding[] => {
    const [root = ''] = name.split('.');
    if (!DOCUMENT_ROOTS.includes(root)) return [];
    const message = `"${name}" cannot be a fact here: "${root}" already has a meaning in the fields of documents; choose another`;
    return [{ code: 'reserved-name', path: `/facts/${name}`, message, atKey: true }];
  });
}
