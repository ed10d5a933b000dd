/**
 * What is stamped for a checkpoint: the signed texts of both suites' notes, without signatures (docs/formats/evidence-bundle.md,
 * section 11). One token so vouches for both trees.
 */
export function stampText(texts: { readonly sha256: string; readonly sm3: string }): string {
  return `duecourse-stamp/v1\n${texts.sha256}${texts.sm3}`;
}
