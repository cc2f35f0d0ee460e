import { runCli } from '../support/run-cli.ts';
import { builtStories, judgeStories, partOf } from './judge-stories.ts';

judgeStories(partOf(builtStories, 1, 2), runCli);
