import { namesIn, type Finding, type Rule } from './subject.js';

/** 挂起、作废、改派 are an authority's own business, and what has had an effect is never voided. */
export const work: Rule = ({ definition }) => {
  const findings: Finding[] = [];
  for (const [name, { by }] of Object.entries(definition.work ?? {})) {
    for (const [post, path] of namesIn(by, `/work/${name}/by`)) {
      if (definition.posts[post]?.kind !== 'party') continue;
      const message = `"${post}" is a party: the authority alone disposes of its work`;
      findings.push({ code: 'work-by-party', path, message });
    }
  }
  if (definition.work?.void && !definition.decides?.length) {
    const message =
      'says who may void a case, but nothing says by which acts it is decided; name them under "decides"';
    findings.push({ code: 'void-without-decides', path: '/work/void', message });
  }
  return findings;
};
