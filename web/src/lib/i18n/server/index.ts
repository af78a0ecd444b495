import channels from './ko/channels.json';
import foreign from './ko/foreign.json';
import gate from './ko/gate.json';
import interfaces from './ko/interfaces.json';
import log from './ko/log.json';
import mind from './ko/mind.json';
import models from './ko/models.json';
import rules from './ko/rules.json';
import senses from './ko/senses.json';
import tools from './ko/tools.json';
import { Translator } from './translator';

/** The server's sentences in Korean, by the English ones, a file for each part that says them. */
export const ko = new Translator({
  ...channels,
  ...foreign,
  ...gate,
  ...interfaces,
  ...log,
  ...mind,
  ...models,
  ...rules,
  ...senses,
  ...tools,
});
