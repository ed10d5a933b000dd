import { randomQuestions } from '../../powers/random-questions.js';

randomQuestions(1);
