/** Runs rounds until one finds nothing to do. @param round gives how much there was */
export function inRounds(round: () => Promise<number>): () => Promise<void> {
  return async () => {
    while ((await round()) > 0);
  };
}
