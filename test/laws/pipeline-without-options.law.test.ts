import { lawRunCount } from '../support/law-runs.ts';
import { judgePipeline } from './judge-pipeline.ts';

// The same law in another position of the service: what differs is little, and a quarter of the runs finds it.

judgePipeline('without an options reply', { optionsReply: 'missing' }, lawRunCount);
