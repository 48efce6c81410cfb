"""Telegram: a page of our own making, in the shape of a channel's public page."""

from collections.abc import Callable

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

MESSAGE = (
    '<div class="tgme_widget_message_wrap"><div class="tgme_widget_message{service}"'
    ' data-post="harbour/{n}"><div class="tgme_widget_message_user"><img src="/face.jpg"></div>'
    '<div class="tgme_widget_message_bubble"><a class="tgme_widget_message_owner_name">Harbour</a>'
    '{reply}<a class="tgme_widget_message_photo_wrap" style="width:9px;background-image:'
    "url('https://files.example/{n}.jpg')\"></a>"
    '<div class="tgme_widget_message_text js-message_text">{text}<br><br>More <a href="https://'
    'news.example.com/x">here</a>.</div><div class="tgme_widget_message_footer">'
    '<span class="tgme_widget_message_views">1.2K</span><span class="copyonly"> views</span>'
    '<span class="tgme_widget_message_meta">edited <a class="tgme_widget_message_date"'
    ' href="https://t.me/harbour/{n}"><time datetime="2024-07-18T09:{n}:00+00:00">09:{n}</time></a>'
    "</span></div></div></div></div>"
)
REPLY = (
    '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text'
    ' js-message_reply_text">An older message, cut short</div></a>'
)


def test_the_messages_of_a_channel_are_posts_and_nothing_around_them_is(
    look: Look, page: Make, prose: Say, minutes: Callable[[Snapshot], list[int]]
) -> None:
    kinds = {10: ("", ""), 20: ("", REPLY), 25: (" service_message", ""), 30: ("", "")}
    body = "".join(
        MESSAGE.format(n=n, text=prose(n), service=service, reply=reply)
        for n, (service, reply) in kinds.items()
    )

    snapshot = look(page(body, title="Harbour"), url="https://t.me/s/harbour")

    assert snapshot.dialect == "telegram"
    assert [post.source_id for post in snapshot.posts] == [f"harbour/{n}" for n in (10, 20, 30)]
    assert [post.text for post in snapshot.posts] == [
        f"{prose(n)}\nMore here." for n in (10, 20, 30)
    ]
    assert [[medium.url for medium in post.media] for post in snapshot.posts] == [
        [f"https://files.example/{n}.jpg"] for n in (10, 20, 30)
    ]
    assert snapshot.posts[0].permalink == "https://t.me/harbour/10"
    assert minutes(snapshot) == [10, 20, 30]


def test_a_message_that_is_but_a_picture_or_a_film_is_a_post(look: Look, page: Make) -> None:
    body = "".join(
        f'<div class="tgme_widget_message" data-post="harbour/{n}">{inner}<a class='
        f'"tgme_widget_message_date"><time datetime="2024-07-18T09:{n}:00+00:00"></time></a></div>'
        for n, inner in ((10, "<video class=tgme_widget_message_video></video>"), (20, ""))
    )

    snapshot = look(page(body, title="Harbour"), url="https://t.me/s/harbour")

    assert [post.source_id for post in snapshot.posts] == ["harbour/10", "harbour/20"]


def test_a_text_is_read_once_whether_its_box_is_doubled_or_names_no_script(
    look: Look, page: Make, prose: Say
) -> None:
    plain = "tgme_widget_message_text"
    scripted = f"{plain} js-message_text"
    texts = {
        10: f'<div class="{plain}">{prose(10)}</div>',
        20: f'<div class="{scripted}"><div class="{scripted}">{prose(20)}</div></div>',
    }
    body = "".join(
        f'<div class="tgme_widget_message" data-post="harbour/{n}">{text}<a class='
        f'"tgme_widget_message_date"><time datetime="2024-07-18T09:{n}:00+00:00"></time></a></div>'
        for n, text in texts.items()
    )

    snapshot = look(page(body, title="Harbour"), url="https://t.me/s/harbour")

    assert [post.text for post in snapshot.posts] == [prose(10), prose(20)]
