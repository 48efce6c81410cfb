"""The words that the pages of the world use for months, days, and how long ago."""

# ruff: noqa: SIM905, RUF001, E501  lists of words read best as words, in their own letters

from collections.abc import Mapping

_MONTHS = """
jan january januar janvier gennaio gen enero ene janeiro januari styczeń stycznia sty января янв jänner ocak leden ledna ianuarie ιανουαρίου ιαν січня січ يناير ژانویه जनवरी ינואר tammikuu tammikuuta január gener januára בינואר كانون_الثاني জানুয়ারি ஜனவரி جنوری มกราคม януари siječnja tammi ιανουάριος
feb february februar février févr fév febbraio febrero fevereiro fev februari luty lutego lut февраля фев feber şubat únor února februarie φεβρουαρίου φεβ лютого лют فبراير فوریه फरवरी פברואר helmikuu helmikuuta február febrer februára شباط בפברואר ফেব্রুয়ারি பிப்ரவரி فروری กุมภาพันธ์ veljače февруари helmi úno φεβρουάριος
mar march märz mär mars marzo março maart mrt marzec marca марта мар mrz mart březen března martie μαρτίου μαρ березня бер مارس मार्च מרץ maret maaliskuu maaliskuuta március már març marec آذار במרץ במרס মার্চ மார்ச் مارچ มีนาคม mac ožujka март maalis bře μάρτιος μάρ
apr april avril avr aprile abril abr abri kwiecień kwietnia kwi апреля апр nisan duben dubna aprilie απριλίου απρ квітня кві أبريل آوریل अप्रैल אפריל huhtikuu huhtikuuta április ápr نيسان באפריל এপ্রিল ஏப்ரல் اپریل เมษายน travnja apríla април huhti απρίλιος
may mai maggio mag mayo maio mei maj maja мая mayıs květen května μαΐου μαϊ травня тра مايو مه मई מאי toukokuu toukokuuta május máj maig أيار במאי মে மே مئی พฤษภาคม svibnja май touko kvě mája μάιος μαΐ
jun june juni juin giugno giu junio junho czerwiec czerwca cze июня июн haziran červen června iunie ιουνίου ιουν червня чер يونيو يونيه ژوئن जून יוני kesäkuu kesäkuuta június jún juny حزيران ביוני জুন ஜூன் جون มิถุนายน lipnja júna юни čvn ιούνιος
jul july juli juillet juil luglio lug julio julho lipiec lipca lip июля июл temmuz červenec července iulie ιουλίου ιουλ липня лип يوليو يوليه ژوئیه जुलाई יולי heinäkuu heinäkuuta július júl juliol تموز ביולי জুলাই ஜூலை جولائی กรกฎาคม julai srpnja júla юли čvc ιούλιος
aug august août aout agosto ago augustus augusti sierpień sierpnia sie августа авг ağustos srpen srpna αυγούστου αυγ серпня сер أغسطس اوت अगस्त אוגוסט agustus elokuu elokuuta augusztus agost آب באוגוסט আগস্ট ஆகஸ்ட் اگست สิงหาคม ogos kolovoza augusta avgust август srp αύγουστος avg
sep sept september septembre settembre set septiembre setembro wrzesień września wrz сентября сен сент eylül září septembrie σεπτεμβρίου σεπ вересня вер سبتمبر سپتامبر सितंबर सितम्बर ספטמבר syyskuu syyskuuta szeptember szept setembre أيلول בספטמבר সেপ্টেম্বর செப்டம்பர் ستمبر กันยายน rujna septembra septembar септември zář σεπτέμβριος syys
oct october oktober octobre ottobre ott octubre outubro out okt październik października paź октября окт ekim říjen října octombrie οκτωβρίου οκτ жовтня жов أكتوبر اکتبر अक्टूबर אוקטובר lokakuu lokakuuta október באוקטובר تشرين_الأول অক্টোবর அக்டோபர் اکتوبر ตุลาคม októbra oktobar октомври říj οκτώβριος loka
nov november novembre noviembre novembro listopad listopada lis ноября ноя kasım listopadu noiembrie νοεμβρίου νοε νοεμ листопада лис نوفمبر نوامبر नवंबर נובמבר marraskuu marraskuuta בנובמבר تشرين_الثاني নভেম্বর நவம்பர் نومبر พฤศจิกายน studenoga studenog novembra novembar ноември marras νοέμβριος
dec december dezember décembre déc dicembre dic diciembre dezembro dez desember grudzień grudnia gru декабря дек aralık prosinec prosince decembrie δεκεμβρίου δεκ грудня гру ديسمبر دسامبر दिसंबर דצמבר joulukuu joulukuuta בדצמבר كانون_الأول ডিসেম্বর டிசம்பர் دسمبر ธันวาคม prosinca decembra decembar disember декември joulu δεκέμβριος
"""

_DAYS = """
monday mon montag lundi lunedì lunes segunda-feira maandag poniedziałek mandag måndag понедельник pondělí hétfő luni δευτέρα понеділок pazartesi الاثنين सोमवार senin maanantai maanantaina שני יום_שני lun пн mån pon понеделник ponedjeljak ponedeljak pondelok dilluns segunda วันจันทร์ thứ_hai সোমবার திங்கள் دوشنبه پیر isnin
tuesday tue tues dienstag mardi martedì martes terça-feira dinsdag wtorek tirsdag tisdag вторник úterý kedd marți τρίτη вівторок salı الثلاثاء मंगलवार selasa tiistai tiistaina שלישי יום_שלישי вт tis wt utorak utorok dimarts terça วันอังคาร thứ_ba মঙ্গলবার செவ்வாய் منگل
wednesday wed mittwoch mercredi mercoledì miércoles quarta-feira woensdag środa onsdag среда středa szerda miercuri τετάρτη середа çarşamba الأربعاء बुधवार rabu keskiviikko keskiviikkona רביעי יום_רביעי mer mié ср śr сряда srijeda sreda streda dimecres quarta วันพุธ thứ_tư বুধবার புதன் چهارشنبه بدھ
thursday thu thur thurs donnerstag jeudi giovedì jueves quinta-feira donderdag czwartek torsdag четверг čtvrtek csütörtök joi πέμπτη четвер perşembe الخميس गुरुवार kamis torstai torstaina חמישי יום_חמישי jeu jue gio чт czw tors четвъртък četvrtak štvrtok dijous quinta วันพฤหัสบดี thứ_năm বৃহস্পতিবার வியாழன் پنجشنبه جمعرات khamis
friday fri freitag vendredi venerdì viernes sexta-feira vrijdag piątek fredag пятница pátek péntek vineri παρασκευή п'ятниця cuma الجمعة शुक्रवार jumat perjantai perjantaina שישי יום_שישי ven пт vie петък petak piatok divendres sexta วันศุกร์ thứ_sáu শুক্রবার வெள்ளி جمعه جمعہ jumaat
saturday sat samstag sonnabend samedi sabato sábado zaterdag sobota lørdag lördag суббота szombat sâmbătă σάββατο субота cumartesi السبت शनिवार sabtu lauantai lauantaina שבת יום_שבת sáb сб lør lör sob sam събота subota dissabte วันเสาร์ thứ_bảy শনিবার சனி شنبه
sunday sun sonntag dimanche domenica domingo zondag niedziela søndag söndag воскресенье neděle vasárnap duminică κυριακή неділя pazar الأحد रविवार minggu sunnuntai sunnuntaina ראשון יום_ראשון dim dom вс нд søn sön niedz ndz неделя nedjelja nedelja nedeľa diumenge วันอาทิตย์ chủ_nhật রবিবার ஞாயிறு یکشنبه اتوار ahad
"""


def _numbered(table: str, first: int) -> Mapping[str, int]:
    lines = table.split("\n")[1:-1]
    words = ((word, number) for number, line in enumerate(lines, first) for word in line.split())
    return {word.replace("_", " "): number for word, number in words}


MONTHS = _numbered(_MONTHS, 1)
"""Month names and their short forms, lower case, without a full stop: 1 to 12. Some are two words."""

WEEKDAYS = _numbered(_DAYS, 0)
"""Names of the days, lower case: Monday is 0, as in `date.weekday()`."""

TODAY = frozenset(
    "today heute oggi aujourd'hui aujourd’hui hoy hoje vandaag dziś dzisiaj idag сегодня dnes ma"
    " astăzi azi σήμερα сьогодні bugün اليوم امروز आज היום tänään avui danas днес данас আজ இன்று"
    " آج วันนี้ 今日 今天 오늘".split()
) | {"i dag", "hari ini", "hôm nay"}
YESTERDAY = frozenset(
    "yesterday gestern ieri hier ayer ontem gisteren wczoraj igår вчера včera tegnap χθες χτες"
    " вчора dün أمس دیروز कल אתמול kemarin eilen ahir jučer juče јуче গতকাল நேற்று semalam"
    " เมื่อวาน เมื่อวานนี้ 昨日 昨天 어제".split()
) | {"i går", "hôm qua"}

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
    "siste oppdatering",
    "seneste opdatering",
    "senaste uppdatering",
    "обновлено",
    "обновление",
    "последнее обновление",
    "оновлено",
    "востаннє оновлено",
    "останнє оновлення",
    "viimeksi päivitetty",
    "päivitetty",
    "aktualizováno",
    "naposledy aktualizováno",
    "poslední aktualizace",
    "aktualizované",
    "naposledy aktualizované",
    "son güncelleme",
    "güncellendi",
    "güncelleme",
    "τελευταία ενημέρωση",
    "ενημερώθηκε",
    "ανανεώθηκε",
    "utoljára frissítve",
    "frissítve",
    "ultima actualizare",
    "actualizat",
    "آخر تحديث",
    "تم التحديث",
    "تحديث",
    "עודכן לאחרונה",
    "עודכן",
    "עדכון אחרון",
    "आखिरी अपडेट",
    "अपडेटेड",
    "terakhir diperbarui",
    "diperbarui",
    "cập nhật",
    "最終更新",
    "最后更新",
    "最後更新",
    "更新",
    "최종 수정",
    "최종수정",
    "업데이트",
    *("อัปเดต", "อัพเดต", "আপডেট", "புதுப்பிக்கப்பட்டது", "अपडेट", "به‌روزرسانی", "اپ ڈیٹ"),
    *("обновена", "актуализирана", "ažurirano", "actualitzat", "dikemas kini", "posodobljeno"),
)
"""How a page introduces the time of its latest change, longest first within a language."""
EDITED = (
    *("edited", "last edited", "amended", "bearbeitet", "modifié", "modificato", "editado"),
    *(
        "agg.",
        "modificado",
        "bewerkt",
        "edytowano",
        "redigerad",
        "redigert",
        "redigeret",
        "изменено",
    ),
)
"""How a post introduces the time at which it was changed, beside those."""
