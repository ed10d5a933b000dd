import { viewsEqualChecks } from './views-equal-checks.js';

// A sample; 60 organisations are in test/matrix/random.
viewsEqualChecks(10);
