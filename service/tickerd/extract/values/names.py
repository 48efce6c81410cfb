"""What the keys of JSON are called, by what they say of a post: the surest names first.

A pattern is held against a key's words in small letters (`words_of`): `blockFirstPublished` is
`block first published`.
"""

# ruff: noqa: RUF001  words in their own letters
PUBLISHED = (
    "(?:first )?display (?:at|date)",
    (
        r"(?:first )?publish\w*(?: (?:at|on|date|time|utc|gmt))*|date publish\w*(?: (?:utc|gmt))?"
        "|publication (?:date|time)"
    ),
    "pub ?date",
    r"(?:created?|posted|time|timestamp|date)(?: (?:at|on))? (?:utc|gmt)|utc(?: (?:time|date))?",
    "entry time",
    "timestamp|time stamp|ts|epoch|unix ?time|when|wall ?clock|posted(?: at| on| date)?",
    r"creat\w+(?: (?:at|on|date|time))*|date created|first created|started? at|begin",
    "date time|datetime|date|time",
    (
        r"datum(?: \w+)?|uhrzeit|zeit\w*|erstellt(?: am)?|veröffentlicht(?: am)?|fecha(?: \w+)?"
        r"|hora|data(?: \w+)?|orario|ora|date (?:publication|creation|heure)|horodatage|heure|czas"
        "|godzina|tijd|tidspunkt|tid|dato|aika|zaman|tarih|дата|время"
    ),
)
MODIFIED = (
    r"(?:last |content )?(?:updated|modified|edited)(?: (?:at|on|date|time|utc|gmt|timestamp))*",
    r"date (?:modified|updated)|(?:last )?(?:update|modification|modify) (?:date|time)",
    "last (?:updated|modified|published)",
)
SUMMARIES = ("details?|description|summary|post",)
TEXT_ABROAD = (
    r"texte|texto|testo|tekst|inhalt|contenu|contenido|conte[uú]do|contenuto|tre[sś][cć]|corps"
    r"|cuerpo|corpo|nachricht|mensaje|mensagem|messaggio|innhold|indhold|brödtext|текст"
)
TEXT = (
    r"\w*(?:body|content|text|message|comment\w*) html|html(?: body| content)?|render(?:ed)?",
    r"body|article body|content|contents|text|full text|message|markdown",
    "new comment(?:a?ry)",
    r"comm(?:ent(?:a?ry)?)?(?: text)?|comment(?:ary)? (?:text )?items|update|plain text",
    TEXT_ABROAD,
    r"(?:body |content )?(?:blocks|elements|paragraphs)",
    SUMMARIES[0],
)
BODIES = 5
"""So many patterns of a text are of names that hardly anything but a body of words has."""
TITLE = "headline|title|heading|header|head line"
HEADLINE = (
    TITLE,
    (
        r"titel|titre|t[ií]tulo|titolo|tytu[lł]|überschrift|ueberschrift|schlagzeile|rubrik|overskrift"
        "|otsikko|заголовок|başlık"
    ),
    "subject|name|label",
)
STRONG = 2
"""So many of them name a headline and nothing else."""
OWNER = (*HEADLINE, "external desc(?:ription)?|summary")
"""What an object calls itself for which a list of posts is written."""
MINUTE = (
    "minutes?|match (?:time|minute)|game (?:time|clock)|clock|over(?: number)?|overs(?: \\w+)?",
    "(?:display|elapsed) (?:time|value|minute)|time elapsed|elapsed|time|lap|heat",
    "(?:over )?ball(?: name)?|comment over|over ball",
)
ID = (
    "id|uuid|guid|uid|urn|nid|key|post id|entry id|update id|block id|slug",
    r"uri|hash|identifier|\w+(?: \w+)? (?:id|uuid|uid|guid|key|urn)",
)
FOREIGN_ID = (
    r"(?:\w+ )?(?:author|user|creator|editor|blog|page|match|game|event|incident|parent|team|player"
    r"|batsman|bowler|striker|channel|account|category|type|site|story|article|thread|session|media"
    r"|image|status|group|object) (?:id|uuid|uid|guid|key|urn)"
)
"""Ids of what a post is by, in or about, not of the post."""
AUTHOR = (
    "author|author name|byline|creator|reporter|by|user|authors|contributors?|account|sender",
    "autor(?:in|a|e)?|auteur|autore|verfasser|redakteur",
)
LINK = ("permalink|perma link|share url|share link|url|link|web url|canonical url|href|shortlink",)
DAY = (
    (
        "date|day|datum|fecha|data|dato|tag|jour|dia|giorno|dag|tarih|дата"
        r"|(?:date|day|publish\w*) (?:date|day)|label|title|name"
    ),
)
