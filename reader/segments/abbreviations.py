"""What the sentence rules know of a language: abbreviations, and words that begin sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Language:
    """Abbreviations without their last point; a capitalised one counts in that spelling only."""

    leading: frozenset[str]
    """A name, a number or more of the sentence follows: never the end."""
    closing: frozenset[str]
    """The end where the next word is a starter."""
    final: frozenset[str]
    """The end before any capital but those in `dates`."""
    starters: frozenset[str]
    """Lower-cased words that seldom stand capitalised inside a sentence."""
    ordinals: bool = False
    """A number of one or two digits and a point is an ordinal, as in "3. Oktober"."""


_LEADING = {
    "en": """Mr Mrs Ms Messrs Dr Prof Rev Fr Hon Gen Col Lt Capt Sgt Cpl Maj Cmdr Adm Brig Gov Sen
        Rep Pres Supt Det Insp Amb Treas Sec vs approx fig Fig figs Figs eq ch Chap sect Art vol Vol
        pp p ed eds cf viz e.g i.e c ca resp ft Ft Mt op""",
    "de": """z z.b d d.h u.a u s.o s.u vgl bzw ca Nr Abs Art Bd Hr Hrn Fr dr prof St ggf evtl inkl
        exkl insb max min sog allg bes lfd i v a.d geb gest verh tel Abb Kap S zzgl rd mind hl""",
    "fr": """M MM Mme Mlle Mgr Me dr pr St Ste cf p.ex ex art chap fig p pp vol env av apr c.-à-d
        n°""",
    "es": """sr sra srta dr dra prof d D Dña Ud Uds Vd Vds pág págs núm aprox cap art fig av ej
        EE""",
    "it": "sig sigg dott prof ing avv on sen dr art cap fig pag pagg vol n es ca S ss",
    "pt": "sr sra dr dra prof eng av art cap fig pág pp vol n aprox ex",
    "nl": "dhr mevr dr drs ir mr prof ca bv d.w.z nr blz bijv o.a resp evt max min fig St",
    "da": "hr fr dr prof nr ca f.eks bl.a d.v.s dvs kl s jf evt ang art fig sct tlf",
    "sv": "hr fr dr prof nr ca t.ex bl.a d.v.s dvs kl s jfr resp kap fig tel",
    "pl": "dr prof inż mgr np tzw tj ul nr św ks gen płk ok pl al red str tel m.in",
    "ru": "г ул д т т.е т.к т.н им руб тыс млн млрд стр рис см ср проф акад",
    "ar": "د أ م ص ج هـ",
}
_CLOSING = {
    "en": """Inc inc Corp corp Co Ltd LLC Plc Bros Jr Sr St Ave Blvd Rd al Dept Univ Nos sq Jan Feb
        Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun Mass Calif
        Conn Ariz Colo Fla Ga Ill Ind Minn Mo Neb Okla Ore Penn Tenn Tex Va Wash Wis""",
    "de": """Co Jr Sr Mio Mrd Tsd Str Jan Feb Apr Jun Jul Aug Sep Sept Okt Nov Dez ff f e.v n.chr
        v.chr jh""",
    "fr": "janv févr avr juil sept oct nov déc",
    "es": "UU ee.uu ene feb mar abr jun jul ago sept oct nov dic s.a Cía",
    "it": "gen feb mar apr mag giu lug ago sett ott nov dic s.p.a",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez Ltda s.a",
    "nl": "jan feb mrt apr jun jul aug sept okt nov dec",
    "da": "jan feb mar apr jun jul aug sep sept okt nov dec mia mio",
    "sv": "jan feb mar apr jun jul aug sep sept okt nov dec",
    "pl": "r w zł",
    "ru": "гг р др пр н.э",
}
_FINAL = {
    "en": "etc a.m p.m",
    "de": "usw etc u.s.w",
    "fr": "etc",
    "es": "etc",
    "it": "ecc etc",
    "pt": "etc",
    "nl": "enz etc",
    "da": "osv m.m mv etc",
    "sv": "osv m.m etc",
    "pl": "itd itp",
    "ru": "т.д т.п",
}
_STARTERS = {
    "en": """the a an this that these those he it she we they you his her its our their my your
        there here what who when where why how which if in on at but and or so yet for from by with
        as after before during since while although though because however moreover meanwhile
        nevertheless still then thus also another many most some few several each every both all no
        not one two three now today yesterday is are was were do does did has have had can could
        will would should might let""",
    "de": """der die das ein eine er sie es wir ihr ich und aber oder doch denn dann danach davor da
        dort hier in im am an auf bei mit nach seit von zu zum zur als wenn weil obwohl während
        trotzdem deshalb außerdem dies dieser diese dieses jener was wer wo wie warum so auch nun
        heute gestern alle viele einige kein keine man mein sein nicht noch""",
    "fr": """le la les un une des il elle ils elles on nous vous je ce cette ces c'est mais et ou
        donc puis en dans à au aux pour par avec sans son sa ses leur qui que quand où comme si""",
    "es": """el la los las un una él ella ellos yo y pero o en de con por para es esto esta este no
        se""",
    "it": "il lo la i gli le un una egli lei loro io e ma o in di con per è questo questa non si",
    "pt": "o a os as um uma ele ela eles eu e mas ou em de com por para é isto esta este não se",
    "nl": """de het een hij zij ze wij we ik en maar of in op bij met van voor dit dat deze die er
        toen""",
    "da": "den det de en et han hun vi jeg og men eller i på ved med for fra da når der her dette",
    "sv": """den det de en ett han hon vi jag och men eller i på vid med för från då när där här
        detta""",
    "pl": "to ten ta te on ona oni ja i ale lub w na z do dla od po gdy kiedy tam tu nie jest",
    "ru": "он она они мы я это эта этот и но или в на с до для от по когда там тут не да потом",
}
_DATES = """monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december et est edt ct cst pt pst pdt gmt utc
    bst cet eastern pacific central"""
DATES = frozenset(_DATES.split())
"""What follows "p.m." without beginning a sentence."""

_ORDINALS = frozenset(
    {"de", "da", "nb", "nn", "no", "pl", "cs", "sk", "hu", "fi", "sl", "hr", "et"}
)
_SAME = {"nb": "da", "nn": "da", "no": "da", "fa": "ar", "ur": "ar", "gl": "pt", "ca": "es"}
_UNSPACED = frozenset({"zh", "ja", "ko"})


@lru_cache(maxsize=64)
def language(lang: str) -> Language | None:
    """The rules for a primary language subtag; None for a language that has no table here.

    Chinese, Japanese and Korean texts take the English ones for the English they quote.
    """
    base = "en" if lang in _UNSPACED else _SAME.get(lang, lang)
    if base not in _LEADING:
        return None
    tables = (_LEADING, _CLOSING, _FINAL, _STARTERS)
    leading, closing, final, starters = (frozenset(it.get(base, "").split()) for it in tables)
    return Language(leading, closing, final, starters, lang in _ORDINALS)
