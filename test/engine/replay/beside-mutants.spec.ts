import { expect, it } from '@jest/globals';
import { recordedHistory } from '../../support/recorded-history.js';
import { isDecided, judgedAfterChange, nameOf, placesIn } from './beside-mutants.js';
import { some } from './golden-mutants.js';

// Each of them is changed in test/matrix/golden; a sample at every build.
it('a value that rules decided is not changed unnoticed in a stream beside a case', () => {
  const history = recordedHistory('major-decision-beside');
  const streams = history.beside?.streams ?? [];
  const places = some(
    placesIn(streams).filter((place) => isDecided(place, streams)),
    60,
  );
  const unnoticed = places.filter((place) => judgedAfterChange(history, place)?.verdict === 'same');
  expect(unnoticed.map((place) => nameOf(place, streams))).toEqual([]);
  expect(places).toHaveLength(60);
});
