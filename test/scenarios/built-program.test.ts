import { runCli } from '../support/run-cli.ts';
import { builtStories, judgeStories } from './judge-stories.ts';

judgeStories(builtStories, runCli);
