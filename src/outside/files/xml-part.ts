import type { FileFindingCode } from '../../usecases/materials/material-ports.js';
import { extensionOf } from './file-kinds.js';
import { TokenSearch } from './token-search.js';

const LONGEST = 4_096;
/** Relations of one part; the rest of a longer list is not believed to be one. */
const MOST_RELATIONS = 8 * 1024 * 1024;

/** Looks through an XML part of a document while it passes. */
export class XmlPart {
  readonly #search = new TokenSearch(
    {
      entities: /<!(?:DOCTYPE|ENTITY)/i,
      // Word and Excel would start another program for it.
      'active-content': /<(?:\w+:)?instrText[^>]*>[^<]{0,200}\bDDE(?:AUTO)?\b|<(?:\w+:)?ddeLink\b/i,
      // Pages would not show them, other programs run them.
      script: /<(?:\w+:)?script[\s>]/i,
    },
    LONGEST,
    withoutZeros,
  );
  readonly #relations: string[] | undefined;
  #length = 0;

  private constructor(name: string) {
    this.#relations = name.toLowerCase().endsWith('.rels') ? [] : undefined;
  }

  /** Undefined for what is not XML. */
  static of(name: string): XmlPart | undefined {
    return ['xml', 'rels', 'svg', 'vml'].includes(extensionOf(name)) ? new XmlPart(name) : undefined;
  }

  see(piece: Buffer): void {
    this.#search.see(piece);
    this.#length += piece.length;
    if (this.#length <= MOST_RELATIONS) this.#relations?.push(withoutZeros(piece.toString('latin1')));
  }

  /** What is wrong with it. */
  fault(): FileFindingCode | undefined {
    const { found } = this.#search;
    if (found.has('entities')) return 'entities';
    if (found.has('active-content') || found.has('script')) return 'active-content';
    if (!this.#relations) return undefined;
    if (this.#length > MOST_RELATIONS || loadsFromElsewhere(this.#relations.join('')))
      return 'external-content';
    return undefined;
  }
}

/** UTF-16 reads as well: what is looked for is ASCII. */
function withoutZeros(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
}

/** Links that a reader may follow are harmless; everything else from elsewhere is fetched when the file is opened. */
function loadsFromElsewhere(relations: string): boolean {
  for (const [tag] of relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/gi)) {
    if (!/\bTargetMode\s*=\s*["']\s*External/i.test(tag)) continue;
    const isLink = /\bType\s*=\s*["'][^"']*\/relationships\/hyperlink["']/i.test(tag);
    const target = /\bTarget\s*=\s*["']([^"']*)["']/i.exec(tag)?.[1] ?? '';
    if (!isLink || !/^(https?:|mailto:|#)/i.test(target.trim())) return true;
  }
  return false;
}
