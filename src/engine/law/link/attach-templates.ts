import type { DocumentDefinition } from '../document-definition.js';
import type { Problem } from '../problem.js';
import type { SourceFile } from '../read-yaml.js';
import { MAX_TEXT } from '../shape/shape.js';
import type { SourceMap } from '../source-map.js';
import { suggest } from '../suggest.js';

/** What has documents: a procedure or a fragment. */
export interface WithDocuments {
  readonly documents: Readonly<Record<string, DocumentDefinition>>;
}

/**
 * Writes the texts that lie beside a file into its documents, before anything is digested, so that a definition is
 * complete without its files. A procedure has them in `documents/<name>.md`, a fragment `x.yaml` in `x/<name>.md`.
 */
export function attachTemplates<T extends WithDocuments>(
  parsed: { readonly content: T; readonly source: SourceMap },
  folder: string,
  files: readonly SourceFile[],
): { readonly content: T; readonly problems: readonly Problem[] } {
  const { content, source } = parsed;
  const documents = { ...content.documents };
  const problems: Problem[] = [];
  for (const file of files) {
    const plain = templateName(file.path, folder);
    if (plain === undefined) continue;
    // A fragment may call its own document `self.x`.
    const name = documents[plain] === undefined && documents[`self.${plain}`] ? `self.${plain}` : plain;
    const document = documents[name];
    const found = document ? contradiction(name, document, file) : stray(name, file, Object.keys(documents));
    if (found || !document) {
      if (found) problems.push(found);
      continue;
    }
    documents[name] = { ...document, template: file.text.trimEnd() };
    source.setValue(`/documents/${name}/template`, { file: file.path, line: 1, column: 1 });
  }
  return { content: { ...content, documents }, problems };
}

/** Where the texts of a procedure's or fragment's documents lie. */
export function templateFolder(path: string, kind: 'procedure' | 'fragment'): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length).replace(/\.ya?ml$/, '');
  return kind === 'procedure' ? `${folder}documents/` : `${folder}${name}/`;
}

function templateName(path: string, folder: string): string | undefined {
  if (!path.startsWith(folder) || !path.endsWith('.md')) return undefined;
  const name = path.slice(folder.length, -'.md'.length);
  return name.includes('/') ? undefined : name;
}

function contradiction(name: string, document: DocumentDefinition, file: SourceFile): Problem | undefined {
  if (document.template !== undefined) {
    return inFile(
      file,
      'template-twice',
      name,
      `"${name}" has a template in its definition and in this file; keep one`,
    );
  }
  const text = file.text.trimEnd();
  if (text === '') return inFile(file, 'empty', name, 'the file is empty; write the text of the document');
  if (text.length > MAX_TEXT) {
    return inFile(file, 'too-long', name, `the text is longer than ${MAX_TEXT} characters`);
  }
  return text.normalize('NFC') === text
    ? undefined
    : inFile(file, 'not-nfc', name, 'the text is not in Unicode normalisation form C; type it anew');
}

function stray(name: string, file: SourceFile, known: readonly string[]): Problem {
  const message = `there is no document "${name}"; name the file after a document or remove it`;
  return { ...inFile(file, 'unknown-document', name, message), ...hint(suggest(name, known)) };
}

function hint(suggestion: string | undefined): { readonly suggestion?: string } {
  return suggestion === undefined ? {} : { suggestion };
}

function inFile(file: SourceFile, code: string, name: string, message: string): Problem {
  const path = `/documents/${name}/template`;
  return { code, file: file.path, line: 1, column: 1, path, message, severity: 'error' };
}
