"""What the guided page says, in English and Korean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The page's words; `systems` are the steps by operating system."""

    language: str
    title: str
    why: str
    get: str
    get_why: str
    compare: str
    compare_why: str
    trust: str
    systems: tuple[tuple[str, tuple[str, ...]], ...]
    open: str
    open_why: str


WORDS = {
    "en": Words(
        language="en",
        title="Open Alongside on this device",
        why="Your life stays on your own computer. A camera and a microphone need an encrypted "
        "connection to it, so this device has to know your computer first. You do this once.",
        get="Get the certificate",
        get_why="It was made by your computer and can vouch for private addresses alone, for no "
        "site of the web.",
        compare="Compare the fingerprint",
        compare_why="Your computer shows it where Alongside was started, and in Settings, under "
        "Devices. If a single digit differs, stop: someone else answers in your network.",
        trust="Trust it",
        systems=(
            (
                "iPhone, iPad",
                (
                    "Settings → Profile Downloaded → Install.",
                    "Settings → General → About → Certificate Trust Settings: turn on Alongside.",
                ),
            ),
            (
                "Android",
                (
                    (
                        "Settings → Security → More security → Encryption & credentials → "
                        "Install a certificate → CA certificate, and choose alongside.crt."
                    ),
                    "Use Chrome or another browser that heeds the phone's own certificates.",
                ),
            ),
            (
                "Mac",
                (
                    "Open alongside.crt: it goes into Keychain Access, under login.",
                    "Open it there, then Trust → When using this certificate: Always Trust.",
                ),
            ),
            (
                "Windows",
                (
                    "Open alongside.crt → Install Certificate → Current User.",
                    "Place it in: Trusted Root Certification Authorities.",
                ),
            ),
            (
                "Linux, Firefox",
                (
                    (
                        "Chrome: Settings → Privacy and security → Security → Manage "
                        "certificates → Authorities → Import."
                    ),
                    (
                        "Firefox: Settings → Privacy & Security → View Certificates → "
                        "Authorities → Import; trust it for websites."
                    ),
                ),
            ),
        ),
        open="Open Alongside",
        open_why="It asks for a link: scan the code that your computer shows in Settings, under "
        "Devices.",
    ),
    "ko": Words(
        language="ko",
        title="이 기기에서 Alongside 열기",
        why="당신의 기록은 당신의 컴퓨터에만 있어요. 카메라와 마이크를 쓰려면 암호화된 연결이 "
        "필요해서, 먼저 이 기기가 당신의 컴퓨터를 알아야 해요. 한 번만 하면 돼요.",
        get="인증서 받기",
        get_why="당신의 컴퓨터가 만든 인증서로, 사설 주소만 보증하고 웹의 다른 사이트는 보증하지 "
        "못해요.",
        compare="지문 비교하기",
        compare_why="Alongside를 시작한 곳과 설정의 기기 화면에 지문이 보여요. 한 글자라도 다르면 "
        "멈추세요. 네트워크에서 다른 누군가가 대답하고 있는 거예요.",
        trust="신뢰하기",
        systems=(
            (
                "iPhone, iPad",
                (
                    "설정 → 프로파일이 다운로드됨 → 설치.",
                    "설정 → 일반 → 정보 → 인증서 신뢰 설정에서 Alongside를 켜세요.",
                ),
            ),
            (
                "Android",
                (
                    (
                        "설정 → 보안 → 기타 보안 설정 → 암호화 및 사용자 인증 정보 → 인증서 설치 → "
                        "CA 인증서에서 alongside.crt를 고르세요."
                    ),
                    "휴대전화의 인증서를 따르는 Chrome 같은 브라우저를 쓰세요.",
                ),
            ),
            (
                "Mac",
                (
                    "alongside.crt를 열면 키체인 접근의 로그인에 들어가요.",
                    "거기서 열고 신뢰 → 이 인증서 사용 시: 항상 신뢰를 고르세요.",
                ),
            ),
            (
                "Windows",
                (
                    "alongside.crt를 열고 인증서 설치 → 현재 사용자를 고르세요.",
                    "신뢰할 수 있는 루트 인증 기관에 저장하세요.",
                ),
            ),
            (
                "Linux, Firefox",
                (
                    (
                        "Chrome: 설정 → 개인 정보 보호 및 보안 → 보안 → 인증서 관리 → 인증 기관 → "
                        "가져오기."
                    ),
                    "Firefox: 설정 → 개인 정보 및 보안 → 인증서 보기 → 인증 기관 → 가져오기.",
                ),
            ),
        ),
        open="Alongside 열기",
        open_why="링크를 물어보면, 컴퓨터의 설정 → 기기에 보이는 코드를 스캔하세요.",
    ),
}
