import { judgePipeline } from './judge-pipeline.ts';

judgePipeline('with everything in its default position', {});
