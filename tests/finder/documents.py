"""Small documents and the references in them; everything here was made up for these tests.

In a document a row that starts with "@" begins a reference and rows behind it that start with "|"
go on with it; the mark itself is no part of the text. What a document's references should read
like is derived from the marks, so that each example is written once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    name: str
    text: str
    expected: tuple[str, ...]


def _example(name: str, marked: str, joined: dict[str, str] | None = None) -> Example:
    """Reads a marked document. ``joined`` maps rows-with-spaces to what the seam should become."""
    rows = []
    expected: list[str] = []
    for row in marked.strip("\n").split("\n"):
        body = row[1:] if row[:1] in ("@", "|") else row
        rows.append(body)
        text = re.sub(r"\s+", " ", body.replace("\f", " ")).strip()
        if row[:1] == "@":
            expected.append(text)
        elif row[:1] == "|":
            expected[-1] += " " + text
    for before, after in (joined or {}).items():
        expected = [text.replace(before, after) for text in expected]
    return Example(name, "\n".join(rows) + "\n", tuple(expected))


PROSE = """\
The survey ran for three years, and we asked every household twice. As Harlow (2009) has shown, the
second answer is often shorter than the first, which may be due to fatigue. We therefore weighted
the answers by their length, but this did not change the picture (Harlow and Penn, 2012).
"""

EXAMPLES: tuple[Example, ...] = (
    _example(
        "english numbered wrapped",
        PROSE
        + """
7. References

@1. Harlow, T. (2009). Second answers are shorter: A study of panel fatigue in rural house-
|   holds. Survey Letters, 14(2), 101-119.
@2. Harlow, T., & Penn, R. (2012). Weighting by length. In K. Osgood (Ed.), Handbook of Panels
|   (pp. 55-71). Leeds: Moorside Press.
@3. Okafor, N. (2011). Asking twice. Journal of Field Methods, 3, 1-18.
|   https://doi.org/10.9999/jfm.2011.003
@4. Penn, R. (2010). The EU-
|   US survey gap, 1995-
|   2005. Sussex: Downland Books.

Appendix A. Questionnaire

1. How many people live in your household? Please count all of them.
2. How many of them work?
""",
        {
            "house- holds": "households",
            "EU- US": "EU-US",
            "1995- 2005": "1995-2005",
        },
    ),
    _example(
        "english brackets without blank lines",
        PROSE
        + """
REFERENCES
@[1] L. Marsh and P. Quill, "Reading tides from satellite images," IEEE Trans. Coast. Eng.,
|vol. 12, no. 4, pp. 33-41, 2016.
@[2] P. Quill, Tides for Engineers, 2nd ed. New York, NY: Harbor House, 2004.
@[3] A. B. Stone, "Estimating drift," in Proc. 5th Conf. on Buoys, Oslo, Norway, 2011,
|pp. 211-219.
@[10] L. Marsh. (2019) Tidal atlas. [Online]. Available: http://tides.example.org/atlas/
|index.html
Received: 3 May 2019; accepted: 9 July 2019
L. Marsh is with the Department of Coastal Engineering, where she has worked since 2008.
""".replace("[10]", "[4]"),
        {"atlas/ index": "atlas/index"},
    ),
    _example(
        "author-date hanging indents over a page break",
        PROSE
        + """
                                   Bibliography

@Aldous, Mary. 1987. The Long Summer: Farming and Weather in the
|    Vale, 1750-1800. Bristol: Severn Books.
@Aldous, Mary and Peter Crane. 1991. "Rain and Rent." Rural History
|    Review 8: 210-233.
@Brook, Simon. 2002. "Counting Sheep: Tithe Records as Evidence."
|    Annals of the Parish 44(1): 5-29.
@Carver, Ann. 1979. Hedges. London: Field and
\fRural Economies                                                     211
|    Furrow.
@Dell, Roger. 1995. Hay. Dublin: Liffey Press.
@---. 1998. "Straw." Journal of Barns 2: 1-9.
@de Winter, Ella. 2001. The Mill on the Weir: Water Rights in the
|    Upper Valley. Edinburgh: Castle Press.
\f                          Rural Economies                                          212

About the author

Jane Field teaches rural history. She has published widely on hedges (1999) and on hay (2004).
""",
    ),
    _example(
        "vancouver blank lines between entries",
        """
Discussion

We found no difference between the groups.

Literature cited:

@1. Adeyemi K, Brandt LM. Early mobilisation after ankle repair. J Orthop Nurs. 2014;18(3):120-6.

@2. Brandt LM, Costa RF, Deng X, et al. Weight bearing in the first week: a randomised trial.
|Ann Rehabil. 2017;9:45-53. PMID: 99999999.

@3. World Ankle Society. Guidelines for repair. Geneva: WAS; 2012.

Acknowledgements

We thank the nurses of ward 5 for their patience during 2016 and 2017.
""",
    ),
    _example(
        "one long paragraph",
        """
The results agree with earlier work [1, 3].

References: @@1. Ames T. Bees of the north. Apis 2001; 4: 11-19. @@2. Bell U., Corr V. Wax. J. Hive
Sci. 2003; 7: 5-8. @@3. Dunn W. Honey in 1900-1950. London: Comb Press, 1988. @@4. Elm X. Swarms
and queens. Apis 2010; 13: 77-80.
""",
    ),
    _example(
        "russian numbered",
        """
Выводы подтверждают, что сельские школы не были закрыты, как предполагалось ранее.

Список литературы

@1. Берёзкин А. В., Осина Т. П. Сельская школа в годы реформ // Вопросы педагогики. — 2011. —
|№ 4. — С. 15–29.
@2. Дубов К. Л. История уездного города. М.: Наука, 1998. 412 с.
@3. Клёнова И. И. Учитель и община: опыт сравнительного исследо-
|вания // Вестник Заречного университета. 2015. Т. 7, вып. 2. С. 101–118.
@4. Ясенев П. Р. Земские отчёты [Электронный ресурс]. URL: http://zemstvo.example.ru/otchet
|(дата обращения: 12.03.2019).

Сведения об авторах

Берёзкин Андрей Викторович — доктор педагогических наук, профессор.
""",
        {"исследо- вания": "исследования"},
    ),
    _example(
        "russian and transliterated lists",
        """
СПИСОК ЛИТЕРАТУРЫ

@1. Ольхина М.Н. Рынок льна в XIX веке // Экономическая история. 2009. № 3. С. 44–58.
@2. Рябинин С.С. Ткачи. Кострома: Волга, 2001. 180 с.

REFERENCES

@1. Olkhina M.N. Flax market in the 19th century. Economic History. 2009; 3:44–58. (In Russ.)
@2. Ryabinin S.S. Weavers. Kostroma: Volga, 2001. 180 p. (In Russ.)

Поступила в редакцию 14.02.2018
""",
    ),
    _example(
        "ukrainian",
        """
Таким чином, проблема потребує подальшого вивчення.

Література

@1. Вербицька О. П. Хліборобство на Поліссі. Київ: Либідь, 2006. 240 с.
@2. Калинюк Р. С., Явір Г. Б. Про млини // Український краєзнавець. 2013. № 2. С. 33–40.
@3. Тополя М. І. Нариси. Львів: Світло, 1999. 118 с.

Додаток А
Анкета для опитування мешканців.
""",
    ),
    _example(
        "german colon style without indents",
        """
Insgesamt zeigt sich, dass die Vereine nicht verschwunden sind (vgl. Ahorn 2004).

Literatur
@Ahorn, B. (2004): Vereine auf dem Land. Eine Bestandsaufnahme. In: Zeitschrift für Dorf-
|soziologie, 12. Jg., H. 3, S. 201-220.
@Ahorn, B./Buche, C. (2007): Bildungs- und Vereinspolitik im Wandel. Opladen: Talverlag.
@Eiche, D. (Hrsg.) (1999): Das Dorf. Beiträge zur Gemeindeforschung. Frankfurt am
|Main/New York: Feld.
@Linde, E. von der (2010): Ehrenamt und Zeit. In: Eiche, D./Ulme, F. (Hrsg.): Handbuch
|Gemeinde. Wiesbaden: Talverlag, S. 33-49.
@Ulme, F. (2001): Schützenfeste. Köln: Rheinbogen.

Anschrift der Verfasserin:
Dr. Berta Ahorn, Hauptstraße 1, 12345 Beispielstadt
""",
        {"Dorf- soziologie": "Dorfsoziologie"},
    ),
    _example(
        "german bibliography with subheadings",
        """
LITERATURVERZEICHNIS

Quellen

@Stadtarchiv Neuburg (Hrsg.): Ratsprotokolle 1648-1660. Neuburg 1911.

@Weidner, Hans: Chronik der Stadt Neuburg. Neuburg 1702.

Sekundärliteratur

@Birke, Anna: Die Stadt im Krieg. Alltag und Verwaltung. München 1988.

@Tanne, Georg: »Wer zahlte für die Mauern?«, in: Neuburger Jahrbuch 45 (1993), S. 77-102.
""",
    ),
    _example(
        "french",
        """
On voit ainsi que la question n'est pas close.

Références bibliographiques

@Aubépine, J. (2003). « Les marchés de la laine au XVIIIe siècle ». Revue d'histoire des
|campagnes, vol. 21, no 2, p. 45-67.
@Bruyère, M. et Cormier, L. (1998). Tisser, filer. Paris : Éditions du Rouet.
@Genêt, P. (dir.) (2011). La laine et le drap : actes du colloque de Sedan. Lille : Presses
|universitaires du Nord.
@Sureau, H. (2007). « Le prix du fil ». Annales du textile, 14, p. 3-29.

Annexe 1
Liste des fabriques
""",
    ),
    _example(
        "spanish",
        """
Conclusiones

Los datos no permiten afirmar que la sequía fuese la única causa.

BIBLIOGRAFÍA

@ABEDUL, R. (1994): El agua en la sierra. Madrid, Editorial Encina.
@ABEDUL, R. y OLMO, P. (2001): «Acequias y molinos», Cuadernos de Historia Rural, 17, pp. 35-60.
@FRESNO, L. (2008): Los regantes de la vega. Tesis doctoral. Universidad de la Sierra.
@SAUCE, M. (2015): “Sequías del siglo XVIII”. Revista de Climatología, 9 (2): 110-131.

Agradecimientos
Este trabajo ha sido financiado por el proyecto AGUA-2014.
""",
    ),
    _example(
        "portuguese",
        """
REFERÊNCIAS

@CARVALHO, A. P. O sertão e a seca. 2. ed. São Paulo: Editora Mandacaru, 1997.
@NOGUEIRA, J.; PEREIRA, L. M. Mapas da caatinga. Revista do Semiárido, Recife, v. 8, n. 1, p.
|12-30, jan./jun. 2005.
@OLIVEIRA, T. Cisternas. 2011. 143 f. Dissertação (Mestrado) – Universidade do Sertão, Natal, 2011.
""",
    ),
    _example(
        "italian",
        """
Riferimenti bibliografici

@Abete F., Il bosco e la legge, Bologna, Edizioni del Colle, 1990.
@Cipressi G., Pini L., «Carbonai e boscaioli», in Rivista di storia forestale, 5, 2002, pp. 9-31.
@Olmi R. (a cura di), La montagna abitata, Torino, Vetta, 2010.
""",
    ),
    _example(
        "polish",
        """
Piśmiennictwo

@1. Brzoza A, Jesion K. Ocena wydolności chorych po operacji. Przegl Lek. 2008;65(4):181-5.
@2. Lipa M. Rehabilitacja domowa. Kraków: Wydawnictwo Wawel; 2003. s. 44-60.
@3. Topola Z, Wierzba E, Buk P. Ćwiczenia oddechowe. Fizjoter Pol. 2012;12:33-9.
""",
    ),
    _example(
        "dutch",
        """
Literatuur

@Beuk, A. van (2005). Water en land. Amsterdam: Uitgeverij De Dijk.
@Eik, J. van der & Es, P. (2011). De polder in cijfers. Tijdschrift voor Landschap, 28(1), 3-19.
@Iep, K. (1999). Molens. Leiden: Rijnpers.
""",
    ),
    _example(
        "chinese",
        """
综上所述，农村学校的布局还需要进一步研究。

参考文献：

@[1] 柳青山,白杨. 农村学校布局研究[J]. 乡村教育学报,2012,8(3):15-22.
@[2] 松涛. 教育史纲要[M]. 北京:远山出版社,2003:45-60.
@[3] 梅雪,竹林,兰草. 教师流动的影
|响因素[D]. 南京:江边大学,2016.

作者简介：柳青山，男，教授，主要从事农村教育研究。
""",
        {"教师流动的影 响因素": "教师流动的影响因素"},
    ),
    _example(
        "japanese",
        """
参考文献

@松本一郎（2008）「農村の学校」『地域教育研究』12巻3号、15-30頁。
@竹内花子（2015）『教師の仕事』東京：山川社。
@梅田次郎（1999）『村の歴史』京都：北山出版。
""",
    ),
    _example(
        "korean",
        """
참고문헌

@1. 김소나, 박버들 (2010). 농촌 학교의 변화. 지역교육연구, 12(3), 15-30.
@2. 이단풍 (2004). 교육사 개론. 서울: 푸른산출판사.
@3. 최잣 (2018). 교사의 이동에 관한 연구. 박사학위논문, 강변대학교.
""",
    ),
    _example(
        "arabic",
        """
المراجع

@1. الزيتوني، أحمد. تاريخ المدينة القديمة. بيروت: دار الأرز، 1998.
@2. النخيل، سعاد. "أسواق الحرير"، مجلة التاريخ، العدد 4، 2006، ص 15-32.
@3. الصفصاف، عمر. الأنهار والقرى. القاهرة: دار النيل، 2011.
""",
    ),
    _example(
        "several lists, one per chapter",
        """
Chapter 1: Rivers

The rivers of the plain are slow, and they have often changed their beds.

1.4 References

@Ford, A. (1990). Slow rivers. Hydrology Today, 5, 12-20.
@Marsh, B. (1993). Meanders. Ely: Fen Press.

Chapter 2: Lakes

The lakes are shallow. They were formed when the rivers left their beds.

2.3 References

@Pond, C. (2001). Shallow water. Limnology Notes, 2(1), 3-9.
@Pool, D., & Mere, E. (2004). Lakes of the plain. Ely: Fen Press.
""",
    ),
    _example(
        "markdown bullets",
        """
# A note on gardens

Gardens have walls, as we know from many sources.

## References

- @@Box, H. (2001). *Hedges and walls*. Garden Letters, 3, 5-9.
- @@Rose, I. (1995). Thorns. York: Minster Press.
- @@Yew, J. (2010). Topiary in the north. Garden Letters, 12, 44-51.

## License

CC BY 4.0
""",
    ),
    _example(
        "list without heading in a text",
        PROSE
        + """
@[1] Hill R, Dale S. Sheep tracks in upland soils. Soil Lett. 2009;12:33-41.
@[2] Dale S. Grazing and erosion: a review. Upland Res. 2012;4(2):100-18.
@[3] Moor T, Hill R. Peat. Cambridge: Bog Press; 1999.
@[4] Tarn U. Counting sheep from the air. J Remote Obs. 2015;8:1-12.

We hope that these sources help the reader to find out more about it.
""",
    ),
    _example(
        "a plain list, one a line",
        """
@Finch, A. (2001). Song and silence. Bird Letters, 4, 1-12.
@Heron, B. C., & Wren, D. (2008). Nests in gutters. Urban Birds, 11(2), 45-60.
@Rook, E. (1987). Crows and people. Oxford: Tower Press.
@Swift F. Migration over deserts. Ibis Studies 2014; 9: 101–119. doi:10.9999/ibis.2014.9
""",
    ),
    _example(
        "one reference only",
        """
@Finch, A. (2001). Song and silence. Bird Letters, 4(2), 1-12. doi:10.9999/bl.2001.1
""",
    ),
    _example(
        "keys in brackets",
        """
Bibliography

@[BRK07]   T. Brook and L. Kerr. Sorting pebbles. J. Beach Algorithms,
|          12(3):45-67, 2007.
@[Sand11]  U. Sand. Grains. Dune Press, 2011.
@[SST15]   U. Sand, V. Silt, and W. Till. Layers upon layers. In Proc. STRATA,
|          pages 101-110, 2015.
""",
    ),
    _example(
        "notes with remarks between",
        PROSE
        + """
Notes

@1. Peter Gable, Roofs of the Fens (Cambridge: Bog Press, 1984), 33-35.
2. This was not always so; in the north they used slate, which is much heavier.
@3. Ruth Thatch, "Reed and Straw," Journal of Building History 12, no. 3 (1999): 201-20.
4. Ibid., 205.
@5. Hugh Tiler, Clay (London: Kiln Books, 2006), 12.
""",
    ),
    _example(
        "footnotes at the foot of pages",
        """
The roofs of the fens were thatched.1 In the north they were of slate, which was brought by sea.2
Clay came late, because the kilns needed coal, and coal was dear.3

@1 See Peter Gable, Roofs of the Fens, Cambridge: Bog Press, 1984, pp. 33-35.
@2 Ruth Thatch, "Reed and Straw", in: Journal of Building History 12 (1999), pp. 201-220.
@3 Hugh Tiler, Clay and Coal, London: Kiln Books, 2006, p. 12.
\f
By the end of the century most roofs were tiled, as the tax on tiles had been lifted.4 Only barns
were still thatched, and they burnt often.5

@4 Anne Slater, "The Tile Tax", in: Fiscal History 3 (2001), pp. 77-98.
5 This we know from the records of the fire office.
""",
        # The numbers and the lead-ins of notes are no part of a reference.
        {"1 See Peter": "Peter", "2 Ruth": "Ruth", "3 Hugh": "Hugh", "4 Anne": "Anne"},
    ),
    _example(
        "letter-spaced heading, bare numbers, page number inside",
        """
R E F E R E N C E S

@1 Able, S., Baker, T. Salt pans of the coast. Coast. Res. 5, 33–47 (2003).
@2 Baker, T. Brine. (Salt Press, Hull, 1998).

57

@3 Cook, U. et al. Evaporation rates in shallow pans. Nature Letters 401,
|112–115 (1999).
@4 Drake, V. Seawater. J. Mar. Notes 7, 1–20 (2011).
Figure 1. Salt pans seen from the north.
""",
    ),
    _example(
        "inline heading, one line each",
        """
References: @@Abbot, W. (1999). Cloisters. Abbey Papers, 2, 5-31.
@Prior, X. (2004). Refectories of the north. Abbey Papers, 7, 88-104.
@Monk, Y., & Nunn, Z. (2013). Silence. London: Cell Press.
""",
    ),
    _example(
        "swedish",
        """
Referenser

@Al, K. & Björk, L. (2006). Skolan i byn. Pedagogisk tidskrift, 14(2), s. 33-51.
@Ek, M. (1999). Läraren. Stockholm: Norra förlaget.
@Lönn, S. (2012). "Vem äger skolan?" I: P. Rönn (red.), Byns framtid. Lund: Studentförlaget.

Bilaga 1
Frågeformulär
""",
    ),
    _example(
        "turkish",
        """
KAYNAKÇA

@Çınar, A. (2007). Köy okulları. Ankara: Dağ Yayınları.
@Kavak, B. ve Söğüt, C. (2013). Öğretmenlerin yer değiştirmesi. Eğitim Dergisi, 21(3), 45-62.
@Meşe, D. (1995). Bir kasabanın tarihi. İstanbul: Deniz Yayınevi.

EKLER
Ek 1. Görüşme formu
""",
    ),
    _example(
        "greek",
        """
Βιβλιογραφία

@Ελάτου, Μ. (2003). Το σχολείο του χωριού. Αθήνα: Εκδόσεις Βουνό.
@Πεύκος, Α. και Δρυς, Κ. (2010). Δάσκαλοι και κοινότητα. Παιδαγωγική Επιθεώρηση, 15, 22-40.
""",
    ),
    _example(
        "a journal's web page",
        """
Advanced search

Mills of the Eastern Coast: Owners and Tenants

https://doi.org/10.9999/mec.2021.3

Abstract

The article deals with the owners of mills between 1780 and 1830. It is shown that they were often
tenants of the crown, and that rents rose after 1805.

About the Author

P. Q. Miller
University of the Coast

References

@1. Gristov A., Meal B. Mills and their owners. Coastal Studies. 2011; 2:15–25 [In Russian].
|https://doi.org/10.9999/cs.2011.2.

@2. Sail C. (ed.) Wind: A History. Hull: Tower Press, 2003 [In English].

@3. Stone D. Rents in the age of war. Journal of Rents. 1999; 12(1):101– 119 [In English].


Review

For citations:


Miller P.Q. Mills of the Eastern Coast: Owners, Tenants. Coastal Studies. 2021;(3):24-36. (In Russ.)
https://doi.org/10.9999/mec.2021.3

Views: 29


Creative Commons License
This work is licensed under a Creative Commons Attribution 4.0 License.


ISSN 9999-0000 (Print)
""",
    ),
    _example(
        "prose right behind the list",
        """
References
@Able, S. (2003). Salt pans of the coast. Coastal Research, 5, 33-47.
@Baker, T. (1998). Brine and what to do with it. Hull: Salt Press.
@Cook, U., & Drake, V. (1999). Evaporation rates in shallow pans. Nature
|Letters, 401, 112-115.
@Drake, V. (2011). Seawater. Journal of Marine Notes, 7, 1-20.
Stan Able is a professor of coastal engineering at the University of Hull. He has written on salt
pans and on brine, and he is the editor of Coastal Research. His latest book was published in 2015.
Tom Baker is a reader in chemistry at the University of Leeds. He was born in 1960.
""",
    ),
    _example(
        "numbers and link labels on rows of their own",
        """
References
@1.
|Able, S.; Baker, T. Salt pans of the coast. Coast. Res. 2003, 5, 33–47. [Google Scholar]
@2.
|Baker, T. Brine; Salt Press: Hull, UK, 1998.
Google Scholar
PubMed
@3.
|Cook, U.; Drake, V. Evaporation in shallow pans. Nat. Lett. 1999, 401, 112–115.
Article
Google Scholar
Disclaimer: The statements in this publication are solely those of its authors.
© 2024 by the authors. Licensee: Coast.
""",
    ),
    _example(
        "titles first, years last, not alphabetical",
        """
Works Cited

@"Bread Riots in the North." Encyclopedia of Food History. 3rd ed. 2004.
|     Print.
@"How Yeast Works." BakeryWorld. Grain Council, 3 May 2011. Web. 5 June
|     2012.
@Miller, Ann. Flour. New York: Grain House, 1999. Print.
@---. Rye and Other Stories. Boston: Crust, 2003. Print.
@Oven, Peter, et al. "Heat in Ovens of the Late Bronze Age." Journal of
|     Baking 12.3 (2007): 33-49. Print.
""",
    ),
    _example(
        "initials first, no indents, abbreviated journals",
        """
Bibliography
@A. Able and T. Baker. Salt pans of the coast and how they were worked in the
|days of sail. Coast. Res., 5:33-47, 2003.
@T. Baker. Brine. Salt Press, Hull, 1998.
@U. Cook, V. Drake, and A. Able. Evaporation rates in shallow pans under strong
|winds. Nat. Lett., 401:112-115, 1999.
@V. Drake. Seawater. In Proceedings of the 5th Conference on the Sea, pages 1-20,
|Oslo, Norway, 2011.
""",
    ),
    _example(
        "two numbered groups under subheadings",
        """
BIBLIOGRAPHY

I. Books

@1. Able, Stan. Salt. London: Sea Press, 2003.
@2. Baker, Tom. Brine. Hull: Salt Press, 1998.

II. Articles

@1. Cook, Una. "Pans." Nature Letters 401 (1999): 112-115.
@2. Drake, Vic. "Seawater." Marine Notes 7 (2011): 1-20.
@3. East, Win. "Tides." Marine Notes 9 (2013): 5-8.

Index

salt, 12, 45
brine, 33
""",
    ),
    _example(
        "a wiki page",
        """
The mill was built in 1805, and it was repaired after the fire.

References

^ @@Smith, John (2001). Windmills. Mill Press. p. 33.
^ a b @@Jones, Ann (1999). "Sails". Mill Journal. 4 (2): 12–19. doi:10.9999/mj.4.2.
^ @@"Windmills of the coast". Coast News. 12 May 2010. Retrieved 3 June 2011.

External links

Official website
""",
    ),
    _example(
        "author-date list without a heading",
        """
The mills of the coast were built late. We do not know why this was so, and nobody has asked.
They are now in ruins, and the sails have been taken down by the owners.

@Jones, A. (1999). Sails. Mill Journal, 4(2), 12-19.
@Miller, B. (2004). Stones. London: Grain House.
@Smith, J. (2001). Windmills of the coast. Mill Press.
@Smith, J., & Miller, B. (2007). Wind and stone. Mill Journal, 12, 1-20.
@Wright, Z. (2010). Gears. Mill Journal, 15, 33-41.
""",
    ),
    _example(
        "hungarian",
        """
Irodalomjegyzék

@Bükk A. – Fenyő B. (2008): Iskolák a faluban. Pedagógiai Szemle, 58. évf. 3. sz. 12–25.
@Tölgy Cs. (1994): Tanítók. Budapest: Hegy Kiadó.
""",
    ),
)

WITHOUT: dict[str, str] = {
    "prose": PROSE,
    "empty": "",
    "blank": " \n\t\n\f\n ",
    "prose in numbered paragraphs": """
1. The committee met in March 2011 and elected a chair.
2. It was agreed that the minutes of 2010 should be published.
3. The treasurer said that the accounts for 2009-2010 were not ready.
4. The next meeting will be held in London in June 2012.
""",
    "a table": """
Table 3. Yield by year
Year   Wheat  Barley  Oats
1998   12.4   10.1    8.8
1999   13.0   10.4    9.1
2000   12.7   9.9     9.0
2001   13.3   10.2    9.4
""",
    "table of contents": """
Contents
1 Introduction .......... 1
2 Methods ............... 15
3 Results (1998-2004) ... 27
4 Discussion ............ 41
References .............. 55
Appendix ................ 61
""",
    "heading with nothing behind it": PROSE
    + "\nReferences\n\nNo references are given in this text.\n",
    "a section called literature": """
Literature

There is not much that has been written about the matter. It was first raised by Harlow (2009), who
was not sure that the answers could be trusted, and it has been discussed since (Penn 2010; Okafor
2011). We do not think that this is the last word, and our own survey was planned with this in mind.
""",
    "code": """
def total(rows):
    # 2019-03-01: see issue 12
    return sum(row[1] for row in rows if row[0] >= 2001)
""",
    "a letter": """
Dear Dr. Harlow,

Thank you for your letter of 12 May 2009. We have read it with care, and we will answer soon.

Yours sincerely,
R. Penn, K. Osgood
London, 2009
""",
}


def _inline(example: Example) -> Example:
    """Resolves "@@" marks, which open a reference in the middle of a row."""
    if "@@" not in example.text:
        return example
    pieces = example.text.split("@@")
    expected = list(example.expected)
    inline = []
    for piece in pieces[1:]:
        body = piece
        for stop in ("\n\n", "\n- ", "\n^ ", "\n" + (expected[0] if expected else "\0")):
            body = body.split(stop)[0]
        inline.append(re.sub(r"\s+", " ", body).strip())
    return Example(example.name, "".join(pieces), (*inline, *expected))


EXAMPLES = tuple(map(_inline, EXAMPLES))
