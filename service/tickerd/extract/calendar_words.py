"""The words that the pages of the world use for months, days, and how long ago."""

# ruff: noqa: SIM905, RUF001, E501  lists of words read best as words, in their own letters

from collections.abc import Mapping

_MONTHS = """
jan january januar janvier gennaio gen enero ene janeiro januari styczeń stycznia sty января янв jänner ocak
feb february februar février févr fév febbraio febrero fevereiro fev februari luty lutego lut февраля фев feber şubat
mar march märz mär mars marzo março maart mrt marzec marca марта мар mrz mart
apr april avril avr aprile abril abr abri kwiecień kwietnia kwi апреля апр nisan
may mai maggio mag mayo maio mei maj maja мая mayıs
jun june juni juin giugno giu junio junho czerwiec czerwca cze июня июн haziran
jul july juli juillet juil luglio lug julio julho lipiec lipca lip июля июл temmuz
aug august août aout agosto ago augustus augusti sierpień sierpnia sie августа авг ağustos
sep sept september septembre settembre set septiembre setembro wrzesień września wrz сентября сен eylül
oct october oktober octobre ottobre ott octubre outubro out okt październik października paź октября окт ekim
nov november novembre noviembre novembro listopad listopada lis ноября ноя kasım
dec december dezember décembre déc dicembre dic diciembre dezembro dez desember grudzień grudnia gru декабря дек aralık
"""

_DAYS = """
monday mon montag lundi lunedì lunes segunda-feira maandag poniedziałek mandag måndag понедельник
tuesday tue tues dienstag mardi martedì martes terça-feira dinsdag wtorek tirsdag tisdag вторник
wednesday wed mittwoch mercredi mercoledì miércoles quarta-feira woensdag środa onsdag среда
thursday thu thur thurs donnerstag jeudi giovedì jueves quinta-feira donderdag czwartek torsdag четверг
friday fri freitag vendredi venerdì viernes sexta-feira vrijdag piątek fredag пятница
saturday sat samstag sonnabend samedi sabato sábado zaterdag sobota lørdag lördag суббота
sunday sun sonntag dimanche domenica domingo zondag niedziela søndag söndag воскресенье
"""


def _numbered(table: str, first: int) -> Mapping[str, int]:
    lines = table.split("\n")[1:-1]
    return {word: number for number, line in enumerate(lines, first) for word in line.split()}


MONTHS = _numbered(_MONTHS, 1)
"""Month names and their short forms, lower case, without a full stop: 1 to 12."""

WEEKDAYS = _numbered(_DAYS, 0)
"""Names of the days, lower case: Monday is 0, as in `date.weekday()`."""

TODAY = frozenset(
    "today heute oggi aujourd'hui aujourd’hui hoy hoje vandaag dziś dzisiaj idag сегодня"
    " 今日 今天".split()
)
YESTERDAY = frozenset(
    "yesterday gestern ieri hier ayer ontem gisteren wczoraj igår вчера 昨日 昨天".split()
)

UNIT_SECONDS: Mapping[str, int] = {
    **dict.fromkeys(
        "s sec secs second seconds sekunden seconde secondes secondi segundos".split(), 1
    ),
    **dict.fromkeys(
        "m min mins minute minutes minuten minuti minuto minutos minut minuty minuter minutter"
        " мин минут минуты минуту 分 分钟".split(),
        60,
    ),
    **dict.fromkeys(
        "h hr hrs hour hours stunde stunden std heure heures ora ore hora horas uur godz godziny"
        " godzin timme timmar time timer час часа часов 時間 小时".split(),
        3600,
    ),
    **dict.fromkeys(
        "d day days tag tagen tage jour jours giorno giorni día días dia dias dag dagen dage"
        " dni dzień dagar день дня дней 日 天".split(),
        86_400,
    ),
}
"""How long the unit of an "ago" is."""

AGO_BEFORE = ("il y a", "vor", "hace", "há", "för", "for")
"""Words that stand before the number: "vor 5 Minuten"."""

AGO_AFTER = ("ago", "fa", "geleden", "temu", "назад", "sedan", "siden", "前", "atrás")
"""Words that stand after the unit: "5 minutes ago"."""

JUST_NOW = frozenset(
    (
        "just now",
        "now",
        "gerade eben",
        "à l'instant",
        "à l’instant",
        "adesso",
        "ora",
        "ahora",
        "agora",
    )
)

UPDATED = (
    "last updated",
    "last update",
    "updated at",
    "updated",
    "zuletzt aktualisiert",
    "letzte aktualisierung",
    "aktualisiert",
    "dernière mise à jour",
    "mis à jour",
    "mise à jour",
    "ultimo aggiornamento",
    "aggiornato",
    "última actualización",
    "actualizado",
    "última atualização",
    "atualizado",
    "laatst bijgewerkt",
    "laatste update",
    "bijgewerkt",
    "ostatnia aktualizacja",
    "zaktualizowano",
    "aktualizacja",
    "senast uppdaterad",
    "uppdaterad",
    "sist oppdatert",
    "oppdatert",
    "sidst opdateret",
    "opdateret",
    "обновлено",
    "последнее обновление",
    "最終更新",
    "更新",
)
"""How a page introduces the time of its latest change, longest first within a language."""
