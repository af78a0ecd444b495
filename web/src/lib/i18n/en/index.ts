import { privacy } from './privacy';
import { acts } from './acts';
import { core } from './core';
import { people } from './people';
import { understood } from './understood';

/** Every message in English, by area of the app; each area is a file. */
export const en = { ...core, ...acts, ...understood, ...privacy, ...people } as const;
export const en = {
  ...acts,
  ...core,
  ...understood,
} as const;
