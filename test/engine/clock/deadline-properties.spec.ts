import { deadlineProperties } from './deadline-properties.js';

// A sample; as many as prove it are in test/matrix/random.
deadlineProperties(0.25);
