import { randomQuestions } from './random-questions.js';

// A sample; as many as prove it are in test/matrix/random.
randomQuestions(0.25);
