export const live = {
  // Kinds
  'kind.enrolled': 'Voice taught',
  'kind.bounded': 'Meeting marked',
  'kind.minuted': 'Minutes of a meeting',

  // The page
  live: 'Live',
  'live.talk': 'Talk',
  'live.end': 'Stop talking',
  'live.listen': 'Listen along',
  'live.mute': 'Mute',
  'live.unmute': 'Unmute',
  'live.captions': 'What is heard',
  'live.kept': 'Kept',
  'live.about':
    'Press the button and speak: a question is answered aloud, anything else is noted. “Listen along” writes down what is said around you. It all happens on your machine, and no sound is kept.',
  'live.light': 'The microphone is on',
  'live.light.talk': 'Talking',
  'live.light.ambient': 'Listening along',
  'live.offline': 'Out of reach. What you say is kept here, sealed, and sent when the connection is back.',

  // Voice, in the settings
  'settings.voice': 'Voice',
  'voice.speed': 'How fast it speaks: {speed}×',
  'voice.name': 'Which voice speaks',
  'voice.name.own': 'The model’s own',
  'voice.wake': 'The word that calls it',
  'voice.wake.none': 'None: only the button',
  'voice.known': 'Voices it knows',
  'voice.about':
    'Speak for {seconds} seconds, and what is heard later can be told by who said it. Only how a voice sounds is kept, no sound. It suggests who speaks and proves nothing. Ask others before you teach theirs.',
  'voice.me': 'This is me',
  'voice.who': 'Somebody’s name',
  'voice.teach': 'Teach this voice',
  'voice.listening': 'Speak now: {seconds}…',
  'voice.taught': 'The voice of {name} is known now.',
  'voice.forget': 'Forget the voice of {name}',

  // Meetings
  'live.meeting': 'Meeting',
  'live.meeting.begin': 'Start a meeting',
  'live.meeting.end': 'End the meeting',
  'live.meeting.since': 'A meeting goes on since {time}. It is summed up when you end it.',
  'live.meetings': 'Meetings',
  'live.videos': 'Videos you took',
  'live.minutes.summary': 'Summary',
  'live.minutes.decisions': 'Decided',
  'live.minutes.promises': 'Promised',
  'live.minutes.at': 'What was said at {time}',
  'live.minutes.code': 'Picked from what was said, by no model',
  'live.minutes.model': 'Summary worded by {model}',

  // What it is doing
  'live.off': 'Press to talk',
  'live.starting': 'One moment…',
  'live.listening': 'Listening',
  'live.hearing': 'Hearing you',
  'live.thinking': 'Thinking',
  'live.speaking': 'Speaking; say anything to stop it',
  'live.muted': 'Muted: nothing is heard',
  'live.private': 'Off the record: nothing is kept',

  // Why there is no microphone
  'live.no.refused':
    'The browser may not use the microphone. Allow it in the address bar of this page, then press again.',
  'live.no.none': 'There is no microphone here. Connect one, then press again.',
  'live.no.taken': 'Another program holds the microphone. Close it there, then press again.',
  'live.no.insecure':
    'Browsers give the microphone only to pages of this machine or with a trusted certificate. Open Alongside by the link that it printed.',
  'live.no.unsupported': 'This browser can’t hear here. A current Chrome, Edge or Safari can; you can type meanwhile.',
} as const;
