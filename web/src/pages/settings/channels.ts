import type { Shapes } from '../../lib/api/client';
import type { Key } from '../../lib/i18n/index.svelte';

export type Kind = Shapes['ChannelNow']['kind'];

/** What is asked for to connect a channel; `usual` is taken where nothing is given. */
interface Field {
  name: string;
  label: Key;
  secret?: boolean;
  usual?: string;
  example?: string;
}

export const kinds: readonly Kind[] = ['telegram', 'matrix', 'discord', 'slack', 'signal', 'whatsapp', 'email'];

export const fields: Record<Kind, readonly Field[]> = {
  telegram: [{ name: 'token', label: 'channels.token', secret: true }],
  matrix: [
    { name: 'server', label: 'channels.server', example: 'https://matrix.example.org' },
    { name: 'owner', label: 'channels.owner', example: '@ada:example.org' },
    { name: 'token', label: 'channels.access', secret: true },
  ],
  discord: [{ name: 'token', label: 'channels.token', secret: true }],
  slack: [
    { name: 'app_token', label: 'channels.app_token', secret: true, example: 'xapp-…' },
    { name: 'bot_token', label: 'channels.bot_token', secret: true, example: 'xoxb-…' },
  ],
  signal: [
    { name: 'number', label: 'channels.number', example: '+4915112345678' },
    { name: 'url', label: 'channels.daemon', usual: 'http://127.0.0.1:8080' },
  ],
  whatsapp: [
    { name: 'phone', label: 'channels.phone', example: '106540352242922' },
    { name: 'token', label: 'channels.access', secret: true },
    { name: 'secret', label: 'channels.secret', secret: true },
  ],
  email: [],
};

/** What to do before, in order. */
export const steps: Record<Kind, readonly Key[]> = {
  telegram: ['channels.step.telegram.1', 'channels.step.telegram.2', 'channels.step.pair'],
  matrix: ['channels.step.matrix.1', 'channels.step.matrix.2', 'channels.step.matrix.3', 'channels.step.pair'],
  discord: ['channels.step.discord.1', 'channels.step.discord.2', 'channels.step.discord.3', 'channels.step.pair'],
  slack: ['channels.step.slack.1', 'channels.step.slack.2', 'channels.step.slack.3', 'channels.step.pair'],
  signal: ['channels.step.signal.1', 'channels.step.signal.2', 'channels.step.pair'],
  whatsapp: ['channels.step.whatsapp.1', 'channels.step.whatsapp.2', 'channels.step.whatsapp.3', 'channels.step.pair.after'],
  email: ['channels.step.email.1', 'channels.step.email.2', 'channels.step.pair'],
};
