/** The lens: a full-screen view with cards. */
export const lens = {
  lens: 'Lens',
  'lens.photo': 'Take a picture',
  'lens.close': 'Close the lens',
  'lens.off': 'Off the record',
  'lens.on': 'Back on the record',
  'lens.rec': 'Recording: faces are blurred',
  'lens.priv': 'Nothing is kept',
  'lens.wait': 'Connecting…',
  'lens.ask': 'Let the browser use the camera, and this becomes your view.',
  'lens.away': 'Put away',
  'lens.less': 'Less of this',
  'lens.start': 'Use the camera',
  'lens.view': 'What the camera shows',
  'lens.kept': 'Kept',
  'lens.none': 'No camera could be opened.',
} as const;
