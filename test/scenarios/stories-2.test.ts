import { runProgram } from '../support/run-program.ts';
import { judgeStories, otherStories } from './judge-stories.ts';

judgeStories(otherStories(2, 3), runProgram);
