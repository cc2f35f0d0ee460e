import { runProgram } from '../support/run-program.ts';
import { judgeStories, otherStories, partOf } from './judge-stories.ts';

judgeStories(partOf(otherStories, 3, 3), runProgram);
