import fc from 'fast-check';

/** The first case found in which something does not hold, made as small as it goes, in words; `undefined` without one. */
export function counterexampleTo<T>(
  property: fc.IProperty<T>,
  parameters: fc.Parameters<T>,
): string | undefined {
  return fc.defaultReportMessage(fc.check(property, { includeErrorInReport: true, ...parameters }));
}

/** The same of what has to be waited for. */
export async function awaitedCounterexampleTo<T>(
  property: fc.IAsyncProperty<T>,
  parameters: fc.Parameters<T>,
): Promise<string | undefined> {
  const details = await fc.check(property, { includeErrorInReport: true, ...parameters });
  return fc.asyncDefaultReportMessage(details);
}
