import { otherPositionCount } from '../support/law-runs.ts';
import { judgePipeline } from './judge-pipeline.ts';

judgePipeline('without an options reply', { optionsReply: 'missing' }, otherPositionCount);
