"""Chinese, Japanese and Korean names in their own scripts.

They are printed family name first and without a space. The family name is the first character, or
the first two where they are a known surname of two characters. Without spaces and readings some
cases stay a guess: four Han characters are cut two and two (the usual Japanese name), three are
cut one and two (the usual Chinese one) unless they begin with a frequent Japanese surname.
"""

from __future__ import annotations

import re
from typing import Final

from refparse.citation._letters import CJK, word_set
from refparse.types import Name

_ANY: Final = re.compile(f"[{CJK}]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]+")
_HAN: Final = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_KANA: Final = re.compile("[\u3040-\u30ff\uff66-\uff9f]")

_DOUBLE_CHINESE: Final = word_set(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 夏侯 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐"
    " 宇文 长孙 長孫 端木 独孤 獨孤 南宫 南宮 呼延 轩辕 軒轅 西门 西門 申屠 太史 闻人 聞人 澹台"
    " 钟离 鍾離"
)
_DOUBLE_KOREAN: Final = word_set("남궁 황보 제갈 선우 독고 사공 서문 동방")
_JAPANESE: Final = word_set(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡部 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本"
    " 井上 木村 斎藤 斉藤 齋藤 清水 山崎 阿部 森田 池田 橋本 石川 山下 中島 前田 藤田 小川 後藤"
    " 岡田 長谷川 村上 近藤 石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 岡本 藤原 松田 中川"
    " 中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森本 小島 柴田 酒井 宮崎 横山 高木 安藤"
    " 宮本 大野 内田 工藤 谷口 高田 今井 河野 丸山 菅原 杉山 松井 大塚 千葉 岩崎 野口 松尾 菊地"
    " 菊池 木下 佐野 野村 新井 大西 杉本 浜田 濱田 上野 川崎 川口 小松 五十嵐 小山 水野 久保"
    " 久保田 東京 大島 平野 岩田 山内 西田 川上 荒木 大久保 北村 黒田"
)
_ORGANISATION: Final = re.compile(
    "(?:大学|大學|学会|學會|協会|协会|協會|委员会|委員会|委員會|研究所|研究院|研究会|研究室|研究センター|中心"
    "|公司|会社|集团|集團|法院|裁判所|政府|财团|財団|部|省|庁|局|署|院|社|新闻社|出版社|编辑部|編集部|編輯部"
    "|组|班|연구원|연구소|대학교|대학|학회|협회|위원회|공사|공단|재단|센터|정부|청|처|법원|은행|주식회사)$"
)
_ROLES: Final = re.compile(
    r"[\s(\[（【]*(?:主编|主編|编著|編著|编译|編訳|编辑|編集|等编|著者|共著|共編|编|編|著|译|譯|訳|監修|監訳|监修"
    r"|校注|点校|지음|옮김|엮음|편저|편역|공저|저|편|역|외)[)\]）】\s]*$"
)
_ET_AL: Final = re.compile(
    r"[\s,，、;；]*(?:ほか|外\s?\d*\s?[人名]?|他\s?\d*\s?名?|等|외\s?\d*\s?[인명]?)[\s.。)）]*$"
)
_SEPARATOR: Final = re.compile(
    r"\s*(?:[,，、;；/／·•‧\n]|\s및\s|\s(?:和|与|與|及|と|and|&)\s|&"
    rf"|(?<=[{CJK}])\.(?=\s?[{CJK}]))\s*"
)


def has_cjk(text: str) -> bool:
    """Whether Han characters, kana or Hangul occur."""
    return _ANY.search(text) is not None


def _one(text: str) -> Name:
    parts = text.split()
    bare = "".join(parts)
    if not bare:
        return Name()
    if _ORGANISATION.search(bare) and len(bare) > 3:
        return Name(literal=text)
    if "・" in bare or "·" in bare:  # a foreign name in kana: given name first
        given, _, family = bare.rpartition("・" if "・" in bare else "·")
        return Name(family=family, given=given.replace("・", " "))
    if not (_HANGUL.fullmatch(bare) or _HAN.fullmatch(bare) or _KANA.search(bare)):
        return Name(literal=text)
    if len(parts) == 2 and len(parts[0]) < 4:
        return Name(family=parts[0], given=parts[1])
    if len(bare) == 1:
        return Name(family=bare)
    if _HANGUL.fullmatch(bare):
        cut = 2 if bare[:2] in _DOUBLE_KOREAN and len(bare) > 2 else 1
        return Name(family=bare[:cut], given=bare[cut:]) if len(bare) < 5 else Name(literal=text)
    if len(bare) > 3 and bare[:3] in _JAPANESE:
        return Name(family=bare[:3], given=bare[3:])
    if len(bare) > 2 and (bare[:2] in _JAPANESE or bare[:2] in _DOUBLE_CHINESE):
        return Name(family=bare[:2], given=bare[2:])
    kana = _KANA.search(bare)
    if kana is not None:
        # 田中ひろし: the kana are the given name; all kana cannot be cut.
        return (
            Name(family=bare[: kana.start()], given=bare[kana.start() :])
            if kana.start()
            else Name(literal=text)
        )
    if len(bare) > 5:
        return Name(literal=text)
    cut = 2 if len(bare) > 3 else 1
    return Name(family=bare[:cut], given=bare[cut:])


def parse_cjk_names(text: str) -> tuple[tuple[Name, ...], bool]:
    """Names from a list in Chinese, Japanese or Korean script.

    Args:
        text: a tidy author span that holds CJK characters.

    Returns:
        The names in printed order and whether the list says that there are more ("等", "ほか").
    """
    text = _ROLES.sub("", text).strip()
    cut = _ET_AL.sub("", text)
    et_al = bool(cut) and cut != text
    if et_al:
        text = cut
    text = _ROLES.sub("", text).strip() or text
    separator = _SEPARATOR
    if "・" in text and len(_KANA.findall(text)) < len(text) // 2:
        text = text.replace("・", "、")
    pieces = [piece.strip(" .。()[]（）【】") for piece in separator.split(text)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) == 1 and not _ORGANISATION.search(text):
        words = pieces[0].split()
        # Blanks separate whole names, unless there are two words that make up one name.
        whole = all(2 <= len(word) <= 4 and has_cjk(word) for word in words)
        if whole and (len(words) > 2 or (len(words) == 2 and all(len(w) == 3 for w in words))):
            pieces = words
    names: list[Name] = []
    for piece in pieces:
        if has_cjk(piece):
            names.append(_one(piece))
        else:
            from refparse.citation.names import parse_names

            names.extend(parse_names(piece)[0])
    return tuple(name for name in names if name.family or name.literal), et_al
