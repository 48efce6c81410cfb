"""How long ago, in words: "5 min ago", "vor 2 Stunden", "منذ دقيقتين", "3時間前"."""

# ruff: noqa: SIM905, RUF001  lists of words read best as words, in their own letters

import re
from collections.abc import Mapping

from tickerd.extract.times.choices import one_of

UNIT_SECONDS: Mapping[str, int] = {
    **dict.fromkeys(
        "s sec secs second seconds sekunde sekunden seconde secondes seconden secondo secondi"
        " segundo segundos sekunda sekund sekundy sekunder sek sekuntia secunde секунд секунды"
        " секунду секунди сек saniye sn detik giây 秒 초 ثانية ثوان ثوانٍ ثانیه सेकंड"
        " সেকেন্ড سیکنڈ שניות".split(),
        1,
    ),
    **dict.fromkeys(
        "m min mins minute minutes minuten minuut minuta minuti minuto minutos minut minută minuty"
        " minuter minutter minuttia minuuttia minutami minutou minútami minuts perc perce perccel"
        " λεπτά λεπτό мин минут минуты минуту хв хвилин хвилини хвилину dakika dk menit phút"
        " minutę минути minuutti 分 分钟 分鐘 분 دقيقة دقائق دقیقه मिनट मिनिट মিনিট"
        " منٹ நிமிடங்களுக்கு நிமிடத்துக்கு நிமிடங்கள் நிமிடம்"
        " minit minúty minút минута минути דקות דק นาที".split(),
        60,
    ),
    **dict.fromkeys(
        "h hr hrs hour hours stunde stunden std heure heures ora ore oră hora horas hores uur uren"
        " godz godziny godzin godzinę timme timmar tim time timer tunti tuntia hodin hodinami"
        " hodinou hodiny óra órája órával ώρα ώρες час часа часов часове годин години годину saat"
        " sa jam giờ 時間 小时 小時 시간 ساعة ساعات ساعت घंटे घंटा"
        " ঘণ্টা ঘন্টা گھنٹے گھنٹہ sati sata sat сати сата שעות ชั่วโมง".split(),
        3600,
    ),
    **dict.fromkeys(
        "d day days tag tagen tage jour jours giorno giorni día días dia dias dag dagen dage dager"
        " dni dzień dagar dny dní dnem päivä päivää nap napja zi zile μέρες ημέρες день дня дней"
        " дні днів gün hari ngày 日 天 일 يوم أيام روز दिन দিন دن dana ימים วัน".split(),
        86_400,
    ),
}
"""How long the unit of an age is."""

BEFORE = (
    *("il y a", "vor", "hace", "há", "fa", "för", "for", "před", "pred", "acum"),
    *("πριν από", "πριν", "prije", "pre", "пре", "преди", "منذ", "قبل", "לפני", "cách đây"),
)
"""Words that stand before the number: "vor 5 Minuten"."""

AFTER = (
    *("ago", "fa", "geleden", "temu", "назад", "sedan", "siden", "sitten", "atrás", "тому"),
    *("ezelőtt", "în urmă", "πριν", "önce", "yang lalu", "lalu", "trước", "पहले", "پیش"),
    *("আগে", "முன்பு", "முன்", "پہلے", "قبل", "पूर्वी"),
    *("ที่แล้ว", "以前", "之前", "前", "전"),
)
"""Words that stand after the unit: "5 minutes ago"."""

WITHIN = ("perce", "órája", "napja")
"""Units that say by themselves that it is over: "5 perce"."""

_WHOLE: Mapping[str, int] = {
    **dict.fromkeys(
        (
            *("just now", "now", "gerade eben", "vor wenigen sekunden", "à l'instant"),
            *("à l’instant", "il y a un instant", "il y a quelques secondes"),
            *("il y a quelques instants", "adesso", "ora", "poco fa", "pochi secondi fa"),
            *("ahora", "ahora mismo", "hace instantes", "hace un momento", "hace un instante"),
            *("hace unos segundos", "hace segundos", "agora", "agora mesmo", "há instantes"),
            *("há segundos", "há poucos segundos", "há pouco", "zojuist", "zonet", "nu", "just nu"),
            *("nyss", "alldeles nyss", "akkurat nå", "nå nettopp", "nettopp", "lige nu"),
            *("få sekunder siden", "for få sekunder siden", "juuri nyt", "hetki sitten"),
            *("przed chwilą", "právě teď", "před chvílí", "před okamžikem", "только что", "щойно"),
            *("az önce", "şimdi", "μόλις τώρα", "πριν λίγο", "πριν από λίγο", "baru saja", "الآن"),
            *("منذ لحظات", "قبل لحظات", "منذ قليل", "قبل قليل", "עכשיו", "כרגע", "הרגע"),
            *("अभी", "अभी-अभी", "たった今", "刚刚", "剛剛", "방금", "방금 전"),
        ),
        0,
    ),
    **dict.fromkeys(
        (
            *("минуту назад", "хвилину тому", "bir dakika önce", "minutę temu", "před minutou"),
            *("acum un minut", "för en minut sedan", "for ett minutt siden", "minuutti sitten"),
            *("for et minutt siden", "for et minut siden", "et minut siden", "ett minutt siden"),
            *("πριν από ένα λεπτό", "πριν ένα λεπτό", "satu menit lalu", "semenit lalu"),
            *("satu menit yang lalu", "एक मिनट पहले", "pred minútou", "преди минута"),
            *("منذ دقيقة", "قبل دقيقة", "منذ دقيقة واحدة", "قبل دقيقة واحدة", "לפני דקה"),
        ),
        60,
    ),
    **dict.fromkeys(("منذ دقيقتين", "قبل دقيقتين", "לפני שתי דקות"), 120),
    **dict.fromkeys(
        ("半小时前", "半小時前", "il y a une demi-heure", "vor einer halben stunde"), 1800
    ),
    **dict.fromkeys(
        (
            *("час назад", "годину тому", "bir saat önce", "godzinę temu", "před hodinou"),
            *("acum o oră", "för en timme sedan", "for en time siden", "en time siden"),
            *("tunti sitten", "πριν από μία ώρα", "πριν από μια ώρα", "πριν μία ώρα"),
            *("πριν μια ώρα", "satu jam lalu", "satu jam yang lalu", "sejam lalu"),
            *("एक घंटे पहले", "एक घंटा पहले", "pred hodinou", "преди час", "prije sat vremena"),
            *("منذ ساعة", "قبل ساعة", "منذ ساعة واحدة", "قبل ساعة واحدة", "לפני שעה"),
        ),
        3600,
    ),
    **dict.fromkeys(("منذ ساعتين", "قبل ساعتين", "לפני שעתיים"), 7200),
    **dict.fromkeys(
        (
            *("день назад", "добу тому", "bir gün önce", "dzień temu", "před jedním dnem"),
            *("för en dag sedan", "for en dag siden", "en dag siden", "päivä sitten"),
            *("منذ يوم", "قبل يوم", "منذ يوم واحد", "לפני יום", "एक दिन पहले"),
        ),
        86_400,
    ),
    **dict.fromkeys(("منذ يومين", "قبل يومين", "לפני יומיים"), 172_800),
}
"""Ages without a number."""

_WHOLE_ENDS = frozenset(words.split()[-1] for words in _WHOLE)
_ENDS = _WHOLE_ENDS | {words.split()[-1] for words in (*BEFORE, *AFTER, *WITHIN)}
"""A word of each way to say how long ago: its last, since "il y a" has the rarest there."""


_units = one_of(UNIT_SECONDS)
_after = one_of(AFTER)
_AGE = re.compile(
    rf"(?:\b(?P<before>{'|'.join(BEFORE)})\s+)?(?:\+\s?)?"
    r"(?<![\d.,:/])(?P<number>\d{1,3}|(?<!\w)(?:an?|eine[rnm]?|een|une?|un[ao]?|uma?))"
    rf"['\u2019]?\s?(?:de )?(?P<unit>{_units})(?:(?(before)\s?(?P<more>[0-5]\d)(?![\d:.])|(?!)))?"
    rf"[.'\u05f3]?(?:\s?(?P<after>{_after}))?(?:(?<=[前전])|(?!\w))",
    re.IGNORECASE,
)
_MAY_AGE = re.compile(
    r"[\daeu](?:(?<=\d)|(?<=a)n?|(?<=e)(?:ine[rnm]?|en)|(?<=u)(?:n[aeo]?|ma?))"
    rf"['\u2019]?\s?(?:de )?(?:{_units})(?:\s?[0-5]\d)?[.'\u05f3]?"
    rf"(?:\s?(?:{_after}))?(?:(?<=[前전])|(?!\w))"
)
"""Whether `_AGE` finds anything in a text of small letters, told at a tenth of its cost."""
_SAYS_AGO = re.compile(
    "|".join(rf"{word}(?<!\w{word})(?!\w)" for word in map(re.escape, (*AFTER, *BEFORE, *WITHIN)))
    + "|(?<!午)前|(?<!오)전"
)
"""The look back comes last, so that the pattern begins with few letters and is found fast."""


_AND = frozenset(
    ("", "y", "e", "et", "und", "and", "en", "i", "og", "och", "ja", "a", "и", "і", "ve")
)
"""What may stand between the hours and the minutes of one age."""


def may_tell_age(lowered: str) -> bool:
    """Whether a text of small letters, without signs, may say how long ago it was written."""
    words = lowered.split()
    if _ENDS.isdisjoint(words):
        return False
    return not _WHOLE_ENDS.isdisjoint(words) or _MAY_AGE.search(lowered) is not None


def read_age(text: str) -> tuple[float, float] | None:
    """The seconds that a text says have gone by, and how precise that is; None if it says none."""
    lowered = text.lower().strip(" .")
    whole = _WHOLE.get(lowered)
    if whole is not None:
        return float(whole), 3600.0 if whole >= 3600 else 60.0
    if _SAYS_AGO.search(lowered) is None:
        return None
    total, unit, end = 0.0, 0, -1
    for found in _AGE.finditer(lowered):
        goes_on = end >= 0 and lowered[end : found.start()].strip(" ,") in _AND
        stands_alone = len(lowered) <= found.end() - found.start() + 4
        told = found["before"] or found["after"] or goes_on
        if not (told or stands_alone or _is_part(lowered, found)):
            continue
        end = found.end() if told else -1
        unit = UNIT_SECONDS[found["unit"].lower()]
        total += unit * (int(found["number"]) if found["number"].isdecimal() else 1)
        if found["more"]:
            total, unit = total + unit * int(found["more"]) / 60, unit // 60
    return (total, float(unit)) if unit else None


def _is_part(lowered: str, found: re.Match[str]) -> bool:
    """Whether another age follows at once: the hours of "1h 21m ago"."""
    return _AGE.match(lowered[found.end() :].lstrip(" ,")) is not None


def without_age(text: str) -> str:
    """A text without "5 min" and the like, whose number is no day."""
    if _MAY_AGE.search(text.lower()) is None:
        return text
    return _AGE.sub(lambda found: " " * len(found[0]), text)
