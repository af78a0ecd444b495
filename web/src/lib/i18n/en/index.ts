import { acts } from './acts';
import { channels } from './channels';
import { connections } from './connections';
import { core } from './core';
import { devices } from './devices';
import { goals } from './goals';
import { health } from './health';
import { imagine } from './imagine';
import { keepsakes } from './keepsakes';
import { lens } from './lens';
import { live } from './live';
import { mind } from './mind';
import { people } from './people';
import { privacy } from './privacy';
import { adventure } from './adventure';
import { rehearse } from './rehearse';
import { team } from './team';
import { tools } from './tools';
import { understood } from './understood';
import { write } from './write';

/** Every message in English, by area of the app; each area is a file. */
export const en = {
  ...acts,
  ...channels,
  ...connections,
  ...core,
  ...devices,
  ...goals,
  ...health,
  ...imagine,
  ...keepsakes,
  ...lens,
  ...live,
  ...mind,
  ...people,
  ...privacy,
  ...adventure,
  ...rehearse,
  ...team,
  ...tools,
  ...understood,
  ...write,
} as const;
