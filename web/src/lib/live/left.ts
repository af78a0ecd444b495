import { Device, type Self } from './device';

/** The lens as a device. */
export const lens: Self = {
  store: 'lens',
  name: 'Lens',
  can: ['camera', 'film', 'microphone', 'screen', 'location'],
};

/** Send what the lens held when its page was closed: a video that was being taken ended there. */
export function sendLeft(): Promise<void> {
  return Device.sendLeft(lens, [{ type: 'film', begins: false }]);
}
