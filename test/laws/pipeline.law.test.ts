import { lawRunCount } from '../support/law-runs.ts';
import { judgePipeline } from './judge-pipeline.ts';

judgePipeline('with everything in its default position', {}, lawRunCount);
judgePipeline('over connections', {}, Math.ceil(lawRunCount / 5), 'over-http');
