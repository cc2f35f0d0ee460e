import { otherPositionCount } from '../support/law-runs.ts';
import { judgePipeline } from './judge-pipeline.ts';

judgePipeline(
  'with JSON served as text and lists in reverse',
  { jsonReplies: 'text', listOrder: 'reversed' },
  otherPositionCount,
);
