"""Sentences as readers of several languages see them; `|` parts them in the tables."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.segments.sentences import sentences_of
from tests.strange_text import lines

GOLD = {
    "en": """He lives in the U.S. and works for the U.N. in Geneva.|She does too.
The U.S. Government said no.|It was final.
He moved to the U.S.|She stayed.
Mr. Li met Dr. Smith and Mrs. O'Neill on Jan. 5.|They talked.
See No. 5 of the list.|No. 6 is gone.
Answer yes or no.|No.|That is all.
Some fruit, e.g. apples, i.e. the red ones, is good.|Eat it.
Prices rose 3.5% to $27,403.54 a tonne.|Analysts were surprised.
“Is it true?” she asked.|“Yes,” he said.|“It is.”
“It is over.”|He left.
"It is over."|He left.
He said, "Stop!"|Then he ran.
(He had seen it before.)|Nobody believed him.
He waited … and waited.|Then he left.
He waited...|Nobody came.
He waited . . . and waited.|Then he left.
Well... maybe not.|Who knows?
What?!|Really!|Yes.
Apple Inc. said on Tuesday it would sue.|Google LLC did not.
It starts at 5 p.m. on Friday.|Come early.
It starts at 5 p.m. Friday.|Come early.
It starts at 5 p.m.|Come early.
J. R. R. Tolkien wrote it.|C.S. Lewis read it.
The fee is approx. 30 euros per person.|Children pay half.
She bought apples, pears, etc. and left.|He paid.
She bought apples, pears, etc.|He paid.
Version 2.0 of node.js is out.|Visit example.com today.
“We won.|We really did,” he said.|They danced.
“What?”|“Nothing.”
Yahoo! said it would cut jobs.|Shares fell.
MUMBAI (Reuters) - Stocks fell.|Bonds rose.
Gov. Brown and Sen. Smith met vs. the odds.|It rained.
The St. Louis team won 3-2.|Fans cheered.
Fig. 3 shows it.|See p. 12 and pp. 14-16 for details.
It was 1984.|Then came 1985.
He came in at No. 1.|Everyone clapped.
In Washington, D.C. the mood was grim.|Rain fell.
He said: “No.”|She wept.
‘Stop,’ he said.|‘I will.’
Prof. A. B. Jones et al. disagree.|We do not.
It’s a Ph.D. thesis.|Read it.
The end.[1]|The next one.[2]
He works at Smith & Co. in London.|She does not.
1. Do this first.|Then that.
1.) Do this first.|Then that.
(b.) Do this next.|Then that.
[He had seen it before.]|Nobody believed him.
the cat sat.|it slept.""",
    "de": """Das ist z. B. ein Satz.|Und noch einer.
Das ist z.B. gut.|Ja.
Am 3. Oktober 1990 war es so weit.|Alle feierten.
Dr. Müller und Prof. Schmidt kamen um 12.30 Uhr.|Sie gingen bald.
„Das ist gut.“|Er ging.
„Kommst du?“, fragte sie.|„Ja!“
Der 2. Weltkrieg endete 1945.|Danach kam der Frieden.
Es waren ca. 3,5 Mio. Euro, d. h. sehr viel.|Punkt.
»Halt!«, rief er.|»Warum?«
Siehe Nr. 5 bzw. S. 12 ff. im Buch.|Danke.
Er hat 27.403,54 Euro.|Sie hat mehr.
Die Firma Müller u. Co. wächst.|Gut so.
Das gilt usw. auch hier.|Ende.
Ludwig XIV. war König.|Er starb 1715.""",
    "zh": """今天天气很好。|我们去公园吧！|好吗？|好。
他说：“我不去。”|然后走了。
“你好！”他说。|她笑了。
价格上涨了3.5%。|专家表示……很难说。
他说：「明天見。」|她點頭。
增长12.5％，达到3.2万亿元；同比上升。|很好。
真的吗？！|是的。
Apple公司发布了iOS 17.4版。|用户很高兴。
“是吗？”|“是的。”|他走了。
（见图。）|后来……
他用Linux 6.1。|很好。|It works.""",
    "ja": """今日は天気がいい。|公園に行こう！|いいですか？|はい。
「明日行く。」と彼は言った。|彼女は笑った。
「明日行く」と言った。|終わり。
「はい。」|彼女は笑った。
価格は3.5％上昇した。|専門家は驚いた。
本当ですか！？|そうです。
そう……。|だめだ。
（笑）そうですね。|では。""",
    "ar": """ذهب الولد إلى المدرسة.|ثم عاد.
هل أنت بخير؟|نعم.
قال: «أنا هنا.»|ثم ذهب.
بلغ السعر 3.5 دولار.|هذا كثير!|حقا؟
د. أحمد وصل.|جلس.""",
    "fr": """M. Dupont et Mme Martin sont là.|Ils parlent.
« C’est vrai ? »|Il rit.
« C’est vrai ? » dit-il.|Elle partit.
Il a 3,5 % de parts, c.-à-d. peu.|Voilà !
Art. 5 de la loi.|Fin.""",
    "es": """El Sr. López y la Sra. Ruiz vinieron.|¿Por qué?|¡No sé!
EE. UU. ganó.|Fin.
Cuesta 3,5 euros aprox. por persona.|Vale.""",
    "it": "Il sig. Rossi e il dott. Bianchi.|Ecco.",
    "ru": "Т. е. так.|Там живёт А. С. Пушкин.|Да!",
    "hi": "यह सच है।|वह गया।",
    "el": "Τι κάνεις;|Καλά.",
    "ko": "안녕하세요.|반갑습니다!",
    "th": """สภาประชุมวันอังคาร เรื่องตลาดปลาเก่า
สภาประชุมวันอังคาร?|ใช่!|จบ""",
}
TABLE = [(lang, line) for lang, text in GOLD.items() for line in text.split("\n")]


def _joined(lang: str, line: str) -> tuple[str, list[str]]:
    """The paragraph that a line of the table stands for, and its sentences."""
    expected = line.split("|")
    return ("" if lang in {"zh", "ja"} else " ").join(expected), expected


@pytest.mark.parametrize(("lang", "line"), TABLE)
def test_a_stop_ends_a_sentence_where_a_reader_pauses(lang: str, line: str) -> None:
    text, expected = _joined(lang, line)
    assert [text[start:end] for start, end in sentences_of(text, lang)] == expected


def test_a_wide_space_between_sentences_is_in_none() -> None:
    text = "今天很好。\u3000他说“好”。\u3000我走了。"
    found = [text[start:end] for start, end in sentences_of(text, "zh")]
    assert found == ["今天很好。", "他说“好”。", "我走了。"]


@pytest.mark.parametrize("lang", ["en", "se"])
def test_characters_of_two_code_units_shift_no_boundary(lang: str) -> None:
    """The second language is judged by the library."""
    text = "🎉🇬🇧 Sáhttá go. 👩‍👩‍👧 Son boahtá ihttin. 🎉 Gal."
    found = [text[start:end] for start, end in sentences_of(text, lang)]
    assert found == ["🎉🇬🇧 Sáhttá go.", "👩‍👩‍👧 Son boahtá ihttin.", "🎉 Gal."]


def test_the_house_rules_do_better_here_than_the_library_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The reason why sentencex is asked only for languages that have no table of ours."""
    from sentencex import segment  # type: ignore[import-untyped]

    ours = theirs = 0
    for lang, line in TABLE:
        text, expected = _joined(lang, line)
        ours += [text[start:end] for start, end in sentences_of(text, lang)] == expected
        theirs += [it.strip() for it in segment(lang, text) if it.strip()] == expected
    with capsys.disabled():
        print(f"\nsentences of {len(TABLE)} paragraphs: rules {ours}, sentencex alone {theirs}")
    assert ours > theirs


def test_a_language_without_a_table_is_judged_by_the_library() -> None:
    text = "Sáhttá go Dr. Olsen boahtit ihttin. Diibmu lea 8.30. Son boahtá."
    found = [text[start:end] for start, end in sentences_of(text, "se")]
    assert found[-1] == "Son boahtá."


def test_without_the_library_every_point_before_a_capital_ends_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "sentencex", None)
    sentences_of.cache_clear()
    text = "Yksi lause. Toinen lause, n. kymmenen sanaa. Kolmas!"
    assert len(sentences_of(text, "fi")) == 3


@given(lines(), st.sampled_from(["en", "de", "zh", "ja", "ar", "fr", "el", "fi", "xx", ""]))
def test_no_letter_is_outside_of_the_sentences(text: str, lang: str) -> None:
    found = sentences_of(text, lang)
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(
        text.split()
    )
    assert all(text[start:end].strip() for start, end in found)


def test_a_very_long_paragraph_of_stops_is_read_in_one_pass() -> None:
    text = "“A.” " * 20_000
    assert len(sentences_of(text, "en")) == 20_000
