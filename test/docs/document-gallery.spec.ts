import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pictureName, withGallery } from '../support/sample-paper.js';
import { samplePapers } from '../workflows/licence-papers.js';

const FOLDER = 'docs/documents';
const samples = samplePapers();

describe('docs/documents.md', () => {
  it('shows one of each document that the worked cases issue; write-document-pictures.ts writes it anew', () => {
    const text = readFileSync('docs/documents.md', 'utf8');
    expect(text).toBe(withGallery(text, samples));
  });

  it('has a small picture of each, and no other', () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual([...samples.keys()].map(pictureName).toSorted());
    const large = readdirSync(FOLDER).filter((file) => statSync(join(FOLDER, file)).size > 120_000);
    expect(large).toEqual([]);
  });
});
