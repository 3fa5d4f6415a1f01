"""Words to make up titles, and names of journals, publishers and universities, by language.

The records hold next to nothing in these languages; a title is one head, one object that fits it
grammatically and, often, one setting: "The history of | water supply | in rural areas". Items of
a list are parted by semicolons; publishers and universities carry their place behind "@".
"""
# ruff: noqa: E501  # lists of words read better unbroken

from __future__ import annotations

from typing import Final

TITLES: Final[dict[str, tuple[str, str, str]]] = {
    "en": (
        "The role of;Effects of;A review of;Measuring;The politics of;Rethinking;Towards a theory of;"
        "Long-term changes in;Modelling;Determinants of;A comparative study of;An introduction to;"
        "The economics of;On the origin of;Assessing;Recent advances in;A history of",
        "soil carbon storage;public trust;alliance politics;gene expression;urban growth;"
        "labour migration;vowel harmony;water quality;sleep disorders;early modern trade;"
        "parliamentary debate;neural networks;bone density;social memory;thin films;land reform;"
        "school choice;maternal health;dark matter;energy markets;medieval charters",
        "in rural areas;in the Nordic countries;during the nineteenth century;under uncertainty;"
        "in young adults;in sub-Saharan Africa;after 1945;: a case study;: evidence from panel data;"
        "in the digital age;: methods and applications;in late antiquity",
    ),
    "de": (
        "Zur Geschichte;Die Entwicklung;Grundlagen;Untersuchungen zur Struktur;Die Bedeutung;"
        "Zum Begriff;Theorie und Praxis;Formen und Funktionen;Die Anfänge;Einführung in die Analyse;"
        "Perspektiven;Wandel;Das Problem;Die Krise",
        "der Landwirtschaft;der Sozialpolitik;des Handwerks;der Verwaltung;des Strafrechts;"
        "der politischen Bildung;der Stadtplanung;des Bürgertums;der Sprache;der Jugendhilfe;"
        "des Wohlfahrtsstaats;der Kirchenmusik;der Gletscher;des Arbeitsmarktes;der Öffentlichkeit;"
        "der Klimaforschung;des Mittelalters;der Pflege",
        "in der Bundesrepublik Deutschland;im 19. Jahrhundert;am Beispiel Bayerns;nach 1989;"
        "in der frühen Neuzeit;. Eine empirische Studie;. Ein Beitrag zur Diskussion;"
        "im europäischen Vergleich;im ländlichen Raum;unter Friedrich II.;. Ein Handbuch",
    ),
    "fr": (
        "Histoire;Essai sur l’évolution;Les formes;La question;Genèse;Pour une sociologie;Les enjeux;"
        "Le rôle;Études;Aux origines;La construction;Penser les limites;La crise",
        "de la ville;des politiques publiques;du roman;de l’enseignement;du travail ouvrier;"
        "des frontières;de la mémoire;du droit social;de l’image;des élites rurales;de la santé;"
        "du commerce maritime;de la presse;de l’État;des migrations;du patrimoine",
        "en France;au XIXe siècle;dans l’entre-deux-guerres;en Méditerranée;: le cas de Lyon;"
        "sous l’Ancien Régime;: approches comparées;à l’époque moderne;depuis 1945;: une introduction",
    ),
    "es": (
        "Historia;Análisis;El papel;Los orígenes;La construcción;Aproximación al estudio;Efectos;"
        "Evaluación;La crisis;Retos y perspectivas;Fundamentos;Evolución",
        "de la educación rural;del Estado;de la novela;de las políticas sociales;del trabajo;"
        "de la memoria;del derecho penal;de la salud pública;de los partidos políticos;del agua;"
        "de la ciudad;de las lenguas indígenas;del comercio colonial;de la prensa",
        "en América Latina;en el siglo XIX;durante la transición;en España;: un estudio de caso;"
        "en México;: teoría y método;en la Edad Media;a partir de 1990;: una revisión",
    ),
    "pt": (
        "História;Análise;O papel;As origens;A construção;Efeitos;Avaliação;Desafios;Fundamentos;"
        "Uma leitura;Estudo;A invenção;Perspectivas",
        "da educação básica;do Estado;da saúde coletiva;das políticas públicas;do trabalho;"
        "da memória;do direito penal;da literatura;dos movimentos sociais;da água;da cidade;"
        "da formação de professores;do solo;da imprensa",
        "no Brasil;no século XIX;na Amazônia;em Portugal;: um estudo de caso;no ensino superior;"
        ": uma revisão;na região Nordeste;a partir de 1988;: teoria e prática",
    ),
    "it": (
        "Storia;Le origini;La formazione;Note per una storia;Il problema;Aspetti;Lineamenti;"
        "La crisi;Per lo studio;Forme e strutture;Documenti;Ricerche sulla vita",
        "della pittura veneta;del commercio;della nobiltà;delle istituzioni;del diritto comune;"
        "della stampa;della musica sacra;del territorio;dell’agricoltura;delle corporazioni;"
        "della lingua;dello Stato;del teatro;della finanza pubblica",
        "a Firenze;nel Cinquecento;nell’Italia settentrionale;tra Sette e Ottocento;nel Medioevo;"
        "in età moderna;. Atti del convegno;a Venezia;dopo l’Unità;: fonti e problemi",
    ),
    "ru": (
        "Развитие;Проблемы;Исследование;Особенности;Роль;История;Анализ;Методы оценки;"
        "Формирование;К вопросу об изучении;Теория и практика;Основы;Современное состояние;"
        "Становление;Моделирование;Трансформация;Перспективы",
        "региональной безопасности;внешней политики;высшего образования;языковой картины мира;"
        "социального государства;древнерусской литературы;трансатлантических отношений;"
        "народного хозяйства;композиционных материалов;правового регулирования;почвенного покрова;"
        "культурного наследия;инновационной экономики;политического дискурса;рынка труда;"
        "численных методов;местного самоуправления;русской философии;экологического мониторинга",
        "в современной России;в XIX веке;в условиях глобализации;на примере Сибири;"
        "в странах Европы;в начале XX в.;после 1991 года;"
        "в Арктике;: теоретические аспекты;в эпоху перемен",
    ),
    "uk": (
        "Розвиток;Проблеми;Дослідження;Особливості;Роль;Історія;Аналіз;Методи оцінки;Формування;"
        "Теорія і практика;Основи;Становлення;Перспективи",
        "місцевого самоврядування;вищої освіти;української літератури;регіональної економіки;"
        "правової держави;культурної спадщини;міжнародних відносин;інформаційних технологій;"
        "соціальної політики;народної пісні;аграрного сектору;мовної ситуації",
        "в Україні;у XIX столітті;в умовах воєнного стану;на прикладі Галичини;"
        "на початку ХХ ст.;в європейському контексті;: теоретичний аспект",
    ),
    "pl": (
        "Rozwój;Problemy;Historia;Rola;Analiza;Podstawy;Przemiany;Z dziejów;Badania nad strukturą;"
        "Wprowadzenie do teorii;Kształtowanie;Geneza",
        "samorządu terytorialnego;polityki społecznej;kultury ludowej;prawa administracyjnego;"
        "literatury polskiej;rynku pracy;szkolnictwa wyższego;języka reklamy;gospodarki wodnej;"
        "miast średniowiecznych;systemu politycznego;opieki zdrowotnej",
        "w Polsce;w XIX wieku;w latach 1918–1939;na Śląsku;. Studium przypadku;po 1989 roku;"
        "w ujęciu porównawczym;: zarys problematyki;w Unii Europejskiej",
    ),
    "cs": (
        "Vývoj;Dějiny;Problémy;Úloha;Analýza;Základy;Proměny;K otázce;Počátky;Úvod do teorie;Současnost",
        "veřejné správy;české literatury;trestního práva;lidové kultury;vysokého školství;"
        "trhu práce;vodního hospodářství;středověkých měst;politického systému;sociální práce",
        "v českých zemích;v 19. století;po roce 1989;na Moravě;: případová studie;v evropském kontextu;"
        "v letech 1918–1938",
    ),
    "nl": (
        "De geschiedenis;De ontwikkeling;De rol;Inleiding tot de studie;De betekenis;De opkomst;"
        "Een analyse;Het belang;De grenzen",
        "van het onderwijs;van de verzorgingsstaat;van het waterbeheer;van de gezondheidszorg;"
        "van de stad;van het strafrecht;van de Nederlandse taal;van het landschap;van de handel",
        "in Nederland;in de negentiende eeuw;in Vlaanderen;na 1945;: een verkenning;"
        "in vergelijkend perspectief;tijdens de Republiek;: theorie en praktijk",
    ),
    "sv": (
        "Studier i;En undersökning av;Perspektiv på;Introduktion till;Hundra år av;Debatten om;Synen på",
        "svensk skolpolitik;medeltida städer;arbetarrörelsens historia;nordisk språkhistoria;"
        "hälsa och sjukvård;skogsbruk;lokal demokrati;barnlitteratur",
        "under 1800-talet;i Sverige;: en fallstudie;efter 1945;: teori och metod;i Norden",
    ),
    "tr": (
        "Türkiye’de;Osmanlı döneminde;Cumhuriyet döneminde;Avrupa Birliği sürecinde;"
        "Küreselleşme çağında;19. yüzyılda",
        "yükseköğretim politikaları;kadın istihdamı;yerel yönetimler;dil eğitimi;tarım üretimi;"
        "sosyal medya kullanımı;dış politika;kentsel dönüşüm;halk edebiyatı;su kaynakları",
        "üzerine bir inceleme;ve sonuçları;: bir alan araştırması;: sorunlar ve çözüm önerileri;"
        "ve toplumsal değişim;: karşılaştırmalı bir analiz",
    ),
    "zh": (
        "论;试论;浅析;新时期;基于大数据的;我国;中国古代;略论;再论;面向未来的",
        "农村经济;高等教育;城市规划;环境治理;文学批评;语言接触;公共服务;国际关系;图书馆;"
        "土壤水分;纳米材料;机器学习;社会保障;民间信仰;知识产权",
        "研究;的发展与变迁;的理论与实践;问题初探;的影响因素分析;模型及其应用;的现状与对策;综述",
    ),
    "ja": (
        "日本における;近代;明治期の;戦後日本の;現代社会と;地域における;高齢者の;江戸時代の;中世",
        "教育制度;都市計画;労働市場;言語変化;国語教育;地方自治;福祉政策;家族;出版文化;森林管理;農村経済;情報教育",
        "の研究;に関する一考察;の展開;の成立と変容;をめぐる諸問題;の現状と課題;に関する実証分析",
    ),
    "ko": (
        "한국의;근대;조선시대;현대 사회와;지역사회;청소년의;디지털 시대의;북한의",
        "교육 정책;노동시장;도시 계획;언어 변화;사회복지;대중문화;지방자치;출판 문화;농업 기술;의료 서비스",
        "에 관한 연구;의 변화와 전망;분석;의 특성 및 과제;에 대한 고찰;의 형성 과정",
    ),
    "hu": (
        "A magyar;A középkori;Az európai;A modern;A vidéki",
        "oktatás;irodalom;közigazgatás;nyelvészet;mezőgazdaság;városfejlődés",
        "története;és a társadalom;fejlődése a 20. században;alapjai;: elmélet és gyakorlat",
    ),
    "ro": (
        "Istoria;Evoluția;Rolul;Analiza;Introducere în studiul;Probleme",
        "literaturii române;politicilor sociale;dreptului civil;învățământului superior;orașelor medievale;"
        "limbii vorbite",
        "în România;în secolul al XIX-lea;: studiu de caz;după 1989;în context european",
    ),
}
"""Heads, objects and settings of titles."""

JOURNALS: Final[dict[str, str]] = {
    "de": "Zeitschrift für Soziologie;Historische Zeitschrift;Merkur;Archiv für Kulturgeschichte;"
    "Politische Vierteljahresschrift;Die Erde;Geographische Rundschau;Juristenzeitung=JZ;"
    "Neue Juristische Wochenschrift=NJW;Zeitschrift für Rechtssoziologie=ZfRSoz;Leviathan",
    "fr": "Annales;Revue historique;Esprit;Le Débat;Actes de la recherche en sciences sociales;"
    "Revue française de sociologie;Cahiers d’histoire;Études rurales;Politix",
    "es": "Revista de Occidente;Hispania;Revista Mexicana de Sociología;Estudios Filológicos;"
    "Salud Pública de México;Historia y Política",
    "pt": "Revista Brasileira de História;Cadernos de Saúde Pública=Cad Saúde Pública;"
    "Revista de Saúde Pública=Rev Saúde Pública;Análise Social;Educação e Pesquisa=Educ. Pesqui.;Dados",
    "it": "Archivio storico italiano;Studi veneziani;Quaderni storici;Rivista storica italiana;"
    "Nuova rivista musicale italiana;Arte veneta;Studi medievali",
    "ru": "Вопросы философии;Вопросы истории;Мировая экономика и международные отношения=МЭиМО;"
    "Современная Европа;Полис. Политические исследования;Вестник МГУ;Известия РАН;"
    "Журнал технической физики=ЖТФ;Вопросы языкознания;Успехи физических наук=УФН;"
    "Педагогика;Экономика региона;Государство и право;Новое литературное обозрение;"
    "Вестник Московского университета. Серия 12. Политические науки;Почвоведение;Социологические исследования",
    "uk": "Український історичний журнал;Вісник Київського університету;Мовознавство;Економіка України;"
    "Слово і Час;Наукові записки НаУКМА;Філософська думка;Науковий вісник Ужгородського університету",
    "pl": "Kwartalnik Historyczny;Studia Socjologiczne;Pamiętnik Literacki;Państwo i Prawo;"
    "Przegląd Historyczny;Kultura i Społeczeństwo;Język Polski;Roczniki Dziejów Społecznych",
    "cs": "Český časopis historický;Sociologický časopis;Právník;Slovo a slovesnost;Politická ekonomie;"
    "Naše řeč;Vesmír;Česká literatura",
    "nl": "Tijdschrift voor Geschiedenis;Mens en Maatschappij;De Gids;Nederlands Juristenblad=NJB;"
    "Nederlands Tijdschrift voor Geneeskunde",
    "sv": "Historisk tidskrift;Sociologisk forskning;Språk och stil;Statsvetenskaplig tidskrift",
    "tr": "Belleten;Türkiyat Mecmuası;Ankara Üniversitesi Dil ve Tarih-Coğrafya Fakültesi Dergisi;"
    "Toplum ve Bilim;Amme İdaresi Dergisi;Millî Folklor",
    "zh": "中国社会科学;历史研究;北京大学学报;计算机学报;中国语文;教育研究;生态学报;经济研究;图书情报工作;文学评论;法学研究",
    "ja": "史学雑誌;社会学評論;日本語教育;教育学研究;国語と国文学;情報処理学会論文誌;思想;日本建築学会計画系論文集;歴史学研究",
    "ko": "한국사회학;국어국문학;한국정치학회보;역사학보;교육학연구;한국경제연구;언어학;대한건축학회논문집",
    "hu": "Századok;Magyar Nyelv;Valóság;Történelmi Szemle",
    "ro": "Studii și cercetări lingvistice;Revista istorică;Sociologie Românească",
}

PUBLISHERS: Final[dict[str, str]] = {
    "en": "Oxford University Press@Oxford;Cambridge University Press@Cambridge;Routledge@London;"
    "Springer@New York;Wiley@Hoboken, NJ;Sage@Thousand Oaks, CA;MIT Press@Cambridge, MA;"
    "University of Chicago Press@Chicago;Palgrave Macmillan@Basingstoke;Elsevier@Amsterdam;"
    "Princeton University Press@Princeton;Penguin@London;Academic Press@San Diego;Brill@Leiden",
    "de": "Suhrkamp@Frankfurt am Main;Springer@Berlin;C.H. Beck@München;Vandenhoeck & Ruprecht@Göttingen;"
    "De Gruyter@Berlin;VS Verlag für Sozialwissenschaften@Wiesbaden;Nomos@Baden-Baden;Mohr Siebeck@Tübingen;"
    "Campus@Frankfurt a. M.;Fink@München;Böhlau@Köln;Reclam@Stuttgart;transcript@Bielefeld;Beltz@Weinheim",
    "fr": "Gallimard@Paris;PUF@Paris;Le Seuil@Paris;L’Harmattan@Paris;Flammarion@Paris;La Découverte@Paris;"
    "Presses universitaires de Lyon@Lyon;Armand Colin@Paris;CNRS Éditions@Paris;Droz@Genève;Dalloz@Paris",
    "es": "Siglo XXI@México;Alianza@Madrid;Fondo de Cultura Económica@México D.F.;Ariel@Barcelona;Cátedra@Madrid;"
    "Tecnos@Madrid;Eudeba@Buenos Aires;LOM@Santiago de Chile",
    "pt": "Companhia das Letras@São Paulo;Vozes@Petrópolis;Cortez@São Paulo;Zahar@Rio de Janeiro;Editora UFMG@Belo Horizonte;"
    "Imprensa de Ciências Sociais@Lisboa;Edusp@São Paulo;Atlas@São Paulo;Editora FGV@Rio de Janeiro",
    "it": "Einaudi@Torino;il Mulino@Bologna;Laterza@Roma-Bari;Olschki@Firenze;Franco Angeli@Milano;Marsilio@Venezia;"
    "Giuffrè@Milano;Carocci@Roma;Sansoni@Firenze;Bulzoni@Roma",
    "ru": "Наука@М.;Издательство МГУ@М.;Просвещение@Москва;Лань@СПб.;Высшая школа@М.;Алетейя@Санкт-Петербург;Юрайт@Москва;"
    "Изд-во УрГУ@Екатеринбург;Прогресс@М.;РОССПЭН@М.;ИНФРА-М@Москва;Питер@СПб.;Наука@Новосибирск;Весь мир@М.;Экономика@М.",
    "uk": "Наукова думка@Київ;Основи@К.;Либідь@Київ;Фоліо@Харків;ВЦ «Академія»@К.;Видавництво Львівської політехніки@Львів;"
    "Кондор@Київ;Юрінком Інтер@К.;Чорномор’я@Одеса",
    "pl": "PWN@Warszawa;Wydawnictwo Uniwersytetu Jagiellońskiego@Kraków;Ossolineum@Wrocław;Scholar@Warszawa;Universitas@Kraków;"
    "Wydawnictwo Naukowe UAM@Poznań;C.H. Beck@Warszawa;Wydawnictwo UMCS@Lublin",
    "cs": "Academia@Praha;Karolinum@Praha;Masarykova univerzita@Brno;Argo@Praha;C. H. Beck@Praha;Host@Brno;Grada@Praha;Univerzita Palackého@Olomouc",
    "nl": "Amsterdam University Press@Amsterdam;Boom@Amsterdam;Kluwer@Deventer;Van Gorcum@Assen;Lannoo@Tielt;Martinus Nijhoff@Den Haag",
    "sv": "Norstedts@Stockholm;Studentlitteratur@Lund;Natur & Kultur@Stockholm;Almqvist & Wiksell@Uppsala",
    "tr": "Türk Tarih Kurumu@Ankara;İletişim Yayınları@İstanbul;Yapı Kredi Yayınları@İstanbul;Nobel@Ankara;Seçkin@Ankara",
    "zh": "商务印书馆@北京;中华书局@北京;科学出版社@北京;人民出版社@北京;上海古籍出版社@上海;高等教育出版社@北京;复旦大学出版社@上海;社会科学文献出版社@北京",
    "ja": "岩波書店@東京;東京大学出版会@東京;有斐閣@東京;勁草書房@東京;ミネルヴァ書房@京都;吉川弘文館@東京;講談社@東京",
    "ko": "민음사@서울;서울대학교출판부@서울;한길사@서울;창비@파주;일조각@서울;집문당@서울",
    "hu": "Akadémiai Kiadó@Budapest;Osiris@Budapest;Gondolat@Budapest",
    "ro": "Polirom@Iași;Humanitas@București;Editura Academiei@București",
}

UNIVERSITIES: Final[dict[str, str]] = {
    "en": "University of Michigan@Ann Arbor;Stanford University@Stanford, CA;University of Leeds@Leeds;"
    "University of California, Berkeley@Berkeley;University of Otago@Dunedin;MIT@Cambridge, MA;"
    "University of Toronto@Toronto;London School of Economics@London;Department of Physics, Ohio State University@Columbus",
    "de": "Universität Hamburg@Hamburg;Ludwig-Maximilians-Universität@München;Freie Universität Berlin@Berlin;Universität Zürich@Zürich;"
    "TU Dresden@Dresden;Universität Wien@Wien;Univ. Bonn@Bonn",
    "fr": "Université Paris-Sorbonne@Paris;Université Lumière Lyon 2@Lyon;EHESS@Paris;Université de Genève@Genève;Université Laval@Québec",
    "es": "Universidad Complutense de Madrid@Madrid;UNAM@México;Universidad de Buenos Aires@Buenos Aires;Universidad de Chile@Santiago",
    "pt": "Universidade de São Paulo@São Paulo;Universidade Federal do Rio de Janeiro@Rio de Janeiro;UNICAMP@Campinas;Universidade de Coimbra@Coimbra",
    "it": "Università di Padova@Padova;Università Ca’ Foscari@Venezia;Università degli Studi di Milano@Milano",
    "ru": "МГУ им. М. В. Ломоносова@М.;СПбГУ@СПб.;Институт философии РАН@Москва;НИУ ВШЭ@Москва;Уральский федеральный университет@Екатеринбург;МГИМО@М.",
    "uk": "КНУ ім. Тараса Шевченка@Київ;Львівський національний університет ім. Івана Франка@Львів;НАН України@К.",
    "pl": "Uniwersytet Warszawski@Warszawa;Uniwersytet Jagielloński@Kraków;Uniwersytet Wrocławski@Wrocław",
    "cs": "Univerzita Karlova@Praha;Masarykova univerzita@Brno;Univerzita Palackého v Olomouci@Olomouc",
    "nl": "Universiteit Leiden@Leiden;Universiteit van Amsterdam@Amsterdam;KU Leuven@Leuven",
    "sv": "Uppsala universitet@Uppsala;Lunds universitet@Lund;Stockholms universitet@Stockholm",
    "tr": "Ankara Üniversitesi@Ankara;İstanbul Üniversitesi@İstanbul;Hacettepe Üniversitesi@Ankara",
    "zh": "北京大学@北京;复旦大学@上海;武汉大学@武汉;清华大学@北京",
    "ja": "東京大学@東京;京都大学@京都;早稲田大学@東京",
    "ko": "서울대학교@서울;연세대학교@서울;고려대학교@서울;부산대학교@부산",
    "hu": "ELTE@Budapest;Szegedi Tudományegyetem@Szeged",
    "ro": "Universitatea din București@București;Universitatea Babeș-Bolyai@Cluj-Napoca",
}

THESES: Final[dict[str, str]] = {
    "en": "PhD thesis;Ph.D. dissertation;Doctoral dissertation;MA thesis;Master's thesis;PhD diss.;M.Sc. thesis;Unpublished PhD thesis",
    "de": "Dissertation;Diss.;Diplomarbeit;Habilitationsschrift;Magisterarbeit;Phil. Diss.;Masterarbeit;Inauguraldissertation",
    "fr": "Thèse de doctorat;Thèse;Mémoire de master;Mémoire de maîtrise;Thèse de doctorat en histoire;HDR",
    "es": "Tesis doctoral;Tesis de maestría;Tesis de licenciatura;Tesis de grado",
    "pt": "Tese (Doutorado);Dissertação (Mestrado);Tese de doutorado;Dissertação de mestrado",
    "it": "Tesi di laurea;Tesi di dottorato;tesi di dottorato di ricerca",
    "ru": "дис. … канд. филол. наук;дис. … д-ра ист. наук;автореф. дис. … канд. экон. наук;дис. ... канд. техн. наук",
    "uk": "дис. … канд. філол. наук;автореф. дис. … канд. екон. наук;дис. ... д-ра іст. наук",
    "pl": "Rozprawa doktorska;Praca magisterska;Praca doktorska",
    "cs": "Disertační práce;Diplomová práce;Bakalářská práce;Rigorózní práce",
    "nl": "Proefschrift;Masterscriptie;Doctoraatsproefschrift",
    "sv": "Doktorsavhandling;Diss.;Kandidatuppsats",
    "tr": "Doktora Tezi;Yüksek Lisans Tezi;Yayımlanmamış Doktora Tezi",
    "zh": "博士学位论文;硕士学位论文",
    "ja": "博士論文;修士論文",
    "ko": "박사학위논문;석사학위논문",
    "hu": "Doktori értekezés;PhD disszertáció",
    "ro": "Teză de doctorat",
}

NEWSPAPERS: Final[dict[str, str]] = {
    "en": "The New York Times;The Guardian;The Economist;Washington Post;Financial Times;The Times of India;Time",
    "de": "Frankfurter Allgemeine Zeitung;Süddeutsche Zeitung;Die Zeit;Der Spiegel;Neue Zürcher Zeitung;taz;Der Standard",
    "fr": "Le Monde;Libération;Le Figaro;La Croix;Le Temps;L’Express",
    "es": "El País;La Nación;El Mundo;La Jornada;Clarín",
    "pt": "Folha de S. Paulo;O Globo;O Estado de S. Paulo;Público;Veja",
    "it": "Corriere della Sera;La Repubblica;La Stampa;Il Sole 24 Ore",
    "ru": "Коммерсантъ;Известия;Российская газета;Ведомости;Независимая газета",
    "uk": "Урядовий кур’єр;День;Дзеркало тижня",
    "pl": "Gazeta Wyborcza;Polityka;Rzeczpospolita",
    "cs": "Lidové noviny;Respekt;Hospodářské noviny",
    "nl": "NRC Handelsblad;de Volkskrant;Trouw;De Standaard",
    "sv": "Dagens Nyheter;Svenska Dagbladet",
    "tr": "Cumhuriyet;Hürriyet;Milliyet",
    "zh": "人民日报;光明日报;南方周末",
    "ja": "朝日新聞;読売新聞;日本経済新聞",
    "ko": "조선일보;한겨레;동아일보",
}
