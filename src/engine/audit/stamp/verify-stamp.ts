import { sameBytes } from '../log/bytes.js';
import { utf8 } from '../utf8.js';
import type { StampCertificate } from './certificate.js';
import { chainToRoot, isValidAt } from './chain.js';
import { DerFault } from './der.js';
import type { StampCrypto, StampVerdict } from './stamp-verdict.js';
import { readToken, type StampToken } from './token.js';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/**
 * Whether a TimeStampToken (RFC 3161) stamps this text: imprint, signed attributes, the signer's certificate (in the
 * token, for time stamping alone and critically so, valid at the time), its signature. The chain to the roots is told
 * apart: what fits but is by somebody whom nobody here trusts is no forgery. Never throws for what is in the token.
 */
export function verifyStamp(token: Uint8Array, text: string, crypto: StampCrypto): StampVerdict {
  try {
    return verdictOn(readToken(token), utf8(text), crypto);
  } catch (fault) {
    if (fault instanceof DerFault) return { ok: false, problem: `no time stamp: ${fault.message}` };
    throw fault;
  }
}

function verdictOn(token: StampToken, stamped: Uint8Array, crypto: StampCrypto): StampVerdict {
  const { statement, content, certificates, signer } = token;
  const { imprint, genTime } = statement;
  const refused = (problem: string): StampVerdict => ({ ok: false, problem });
  if (!sameBytes(crypto.digest(imprint.digest, stamped), imprint.value))
    return refused('the imprint is of something else');
  if (!sameBytes(crypto.digest(signer.digest, content), signer.messageDigest))
    return refused('the signed digest is of something else');
  const certificate = signerOf(token, crypto);
  if (!certificate) return refused('the certificate that the signer names is not in the token');
  if (!isForStampsAlone(certificate)) return refused('the certificate is not for time stamping alone');
  if (!isValidAt(certificate, genTime))
    return refused('the certificate was not valid at the time of the stamp');
  if (!crypto.verifies(certificate.key, signer.scheme, signer.signed, signer.signature))
    return refused('the signature is not by the certificate');
  const trusted = chainToRoot(certificate, certificates, genTime, crypto) !== undefined;
  return { ok: true, genTime, signer: certificate.subjectText, chain: trusted ? 'trusted' : 'untrusted' };
}

/** The certificate in the token that its signer names, by all the digests that he signed; undefined: it is not there. */
export function signerOf(token: StampToken, crypto: StampCrypto): StampCertificate | undefined {
  return token.certificates.find((one) => token.signer.is(one) && isNamed(one, token, crypto));
}

function isNamed({ whole }: StampCertificate, { signer }: StampToken, crypto: StampCrypto): boolean {
  return signer.certificateDigests.every(({ digest, value }) =>
    sameBytes(crypto.digest(digest, whole), value),
  );
}

function isForStampsAlone({ extendedUsages }: StampCertificate): boolean {
  const { critical = false, oids = [] } = extendedUsages ?? {};
  return critical && oids.length === 1 && oids[0] === TIME_STAMPING;
}
