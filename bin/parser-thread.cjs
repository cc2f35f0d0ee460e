'use strict';

// The program of the thread that parses large files.

const { getEnvironmentData, parentPort } = require('node:worker_threads');

if (getEnvironmentData('capstan.keepsCompiled')) require('./kept-code.cjs').keepCompiled(['parser-thread']);
require('../dist/parser-thread.cjs').answerTexts(parentPort);
