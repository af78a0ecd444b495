import { acts } from './acts';
import { core } from './core';

/** Every message in Korean, by area of the app; each area is a file. */
export const ko = { ...core, ...acts };
