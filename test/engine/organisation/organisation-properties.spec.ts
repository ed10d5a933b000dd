import { organisationProperties } from './organisation-properties.js';

// A sample; as many as prove it are in test/matrix/random.
organisationProperties(0.2);
