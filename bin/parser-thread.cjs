'use strict';

// The program of the thread that parses large files.

const { parentPort } = require('node:worker_threads');

require('./kept-code.cjs').keepCompiled(['parser-thread']);
require('../dist/parser-thread.cjs').answerTexts(parentPort);
