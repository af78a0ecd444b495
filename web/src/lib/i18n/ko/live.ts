import type { live as english } from '../en/live';
import type { Translated } from '../translate';

export const live: Translated<typeof english> = {
  // Kinds
  'kind.enrolled': '알려 준 목소리',
  'kind.bounded': '회의 표시',
  'kind.minuted': '회의록',

  // The page
  live: '라이브',
  'live.talk': '말하기',
  'live.end': '대화 끝내기',
  'live.listen': '곁에서 듣기',
  'live.mute': '음소거',
  'live.unmute': '음소거 해제',
  'live.captions': '들린 말',
  'live.kept': '기록됨',
  'live.about':
    '버튼을 누르고 말해 보세요. 질문에는 소리 내어 답하고, 다른 말은 메모로 남겨요. “곁에서 듣기”는 주변에서 오간 말을 글로 적어요. 모두 이 기기에서 이루어지고, 소리는 남기지 않아요.',
  'live.light': '마이크가 켜져 있어요',
  'live.light.talk': '대화 중',
  'live.light.ambient': '곁에서 듣는 중',
  'live.offline': '연결이 끊겼어요. 하신 말은 여기에 암호화해 두었다가 다시 연결되면 보내요.',

  // Voice, in the settings
  'settings.voice': '목소리',
  'voice.speed': '말하는 빠르기: {speed}배',
  'voice.name': '말하는 목소리',
  'voice.name.own': '모델의 기본 목소리',
  'voice.wake': '부르는 말',
  'voice.wake.none': '없음: 버튼으로만',
  'voice.known': '아는 목소리',
  'voice.about':
    '{seconds}초 동안 말하면, 나중에 들린 말이 누구의 말인지 알 수 있어요. 소리는 남기지 않고 목소리의 특징만 남겨요. 누구인지 짐작할 뿐 증명하지는 않아요. 다른 사람의 목소리는 먼저 물어보고 알려 주세요.',
  'voice.me': '제 목소리예요',
  'voice.who': '다른 사람의 이름',
  'voice.teach': '이 목소리 알려 주기',
  'voice.listening': '지금 말씀하세요: {seconds}…',
  'voice.taught': '이제 {name}의 목소리를 알아요.',
  'voice.forget': '{name}의 목소리 잊기',

  // Meetings
  'live.meeting': '회의',
  'live.meeting.begin': '회의 시작',
  'live.meeting.end': '회의 끝내기',
  'live.meeting.since': '{time}부터 회의 중이에요. 끝내면 정리해 드려요.',
  'live.meetings': '회의',
  'live.videos': '찍은 동영상',
  'live.minutes.summary': '요약',
  'live.minutes.decisions': '결정된 것',
  'live.minutes.promises': '약속한 것',
  'live.minutes.at': '{time}에 오간 말',
  'live.minutes.code': '모델 없이 오간 말에서 골랐어요',
  'live.minutes.model': '요약은 {model}의 글이에요',

  // What it is doing
  'live.off': '눌러서 말하기',
  'live.starting': '잠시만요…',
  'live.listening': '듣고 있어요',
  'live.hearing': '말씀을 듣는 중',
  'live.thinking': '생각하는 중',
  'live.speaking': '말하는 중이에요. 말씀하시면 멈춰요',
  'live.muted': '음소거: 아무것도 듣지 않아요',
  'live.private': '비공개: 아무것도 남기지 않아요',

  // Why there is no microphone
  'live.no.refused': '브라우저가 마이크를 쓸 수 없어요. 이 페이지의 주소창에서 허용한 뒤 다시 눌러 주세요.',
  'live.no.none': '마이크가 없어요. 연결한 뒤 다시 눌러 주세요.',
  'live.no.taken': '다른 프로그램이 마이크를 쓰고 있어요. 거기서 닫은 뒤 다시 눌러 주세요.',
  'live.no.insecure':
    '브라우저는 이 기기의 페이지나 신뢰된 인증서가 있는 페이지에만 마이크를 내줘요. Alongside가 알려 준 링크로 열어 주세요.',
  'live.no.unsupported': '이 브라우저에서는 들을 수 없어요. 최신 Chrome, Edge, Safari에서는 돼요. 지금은 글로 적어 주세요.',
};
