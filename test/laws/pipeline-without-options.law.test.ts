import { judgePipeline } from './judge-pipeline.ts';

judgePipeline('without an options reply', { optionsReply: 'missing' });
