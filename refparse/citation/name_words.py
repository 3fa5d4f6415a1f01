"""Word lists for the names of people: particles, suffixes, titles, given names, surnames.

The lists are general knowledge, written by hand. Keys are in lower case without accents and
without a final dot (see :func:`fold`), except the particles, which are looked up as printed in
lower case.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from refparse.citation._letters import word_set


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word in lower case without accents and without a final dot; the key of these lists."""
    word = word.lower().rstrip(".,")
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(char for char in parts if not unicodedata.combining(char))


PARTICLES: Final = word_set(
    "van von der den de del della delle dello dei degli dell di da do dos das du des la le les"
    " el al ter ten te tot zu zur zum vom af av auf ben bin bint ibn ibnu abu abd 't ’t 's ’s in"
    " op aan het thoe und y vander vanden dalla dalle dal dai lo li las los san фон ван де дер"
    " ди да дю дель ла ле"
)
"""Words that, printed small, belong to the family name that follows them."""

CAPITAL_PARTICLES: Final = word_set(
    "van von der den de del della delle dello dei degli di da do dos das du des la le les el"
    " ter ten te vander vanden vom zu zur mac mc lo st ste saint sainte santa san al dalla dal"
    " abu фон ван де ди"
)
"""The same printed with a capital ("Van Dijk"): the first word of the family name."""

SUFFIXES: Final = word_set(
    "jr sr jnr snr junior senior ii iii iv 2nd 3rd 4th filho neto júnior fils"
)
"""What follows a family name and tells generations apart."""

DEGREES: Final = word_set(
    "phd ph.d dphil d.phil msc m.sc dsc d.sc b.sc bsc llm ll.m ll.d lld esq mbbs frcp frcs dr.med"
)
"""Degrees printed behind a name; they are not kept."""

TITLES: Final = word_set(
    "dr. prof. hon. rev. mr. mrs. ms. capt. gen. lt. col. fr. drs. dott. dott.ssa ing."
    " dipl.-ing. mme. mgr. msgr. sra. sr. sen. gov. hrn. priv.-doz. проф. акад. д-р докт. dr"
    " prof professor sir mr mrs miss dame lord lady mme herr frau"
)
"""Titles printed before a name, with their dots; not kept. Only looked up before a name."""

REPEATED: Final = word_set(
    "ders ders. dies dies. id id. idem eadem ead ead. ibid ibid. ibidem iidem"
)
"""Words that stand for the author of the reference before."""

REPEATED_PHRASES: Final = frozenset({"он же", "она же", "они же", "там же", "той же", "the same"})

CONNECTORS: Final = word_set(
    "and dan und et y e i & и та і & og och en with mit avec con sowie és és ve ir ja şi și si"
    " e. a u plus καὶ και or και. and& 및 и. und/oder"
)
"""Words between the last two names of a list, in lower case."""

WEAK_CONNECTORS: Final = word_set("y e i a u si en ja")
"""Connectors that also occur inside a family name ("Ortega y Gasset") or mean something else."""

SPANISH_SURNAMES: Final = word_set(
    "garcia rodriguez gonzalez lopez martinez fernandez hernandez perez sanchez gomez diaz ruiz"
    " ramirez jimenez gutierrez alvarez vazquez dominguez suarez castro romero alonso navarro"
    " torres ortega delgado ortiz marin sanz nunez iglesias medina garrido cortes castillo"
    " lozano guerrero cano prieto mendez calvo gallego vargas herrera flores molina morales"
    " moreno munoz rojas mendoza aguilar reyes cruz ramos rivera chavez juarez guzman salazar"
    " soto contreras estrada silva santos ferreira pereira oliveira rodrigues gomes fernandes"
    " goncalves lopes marques almeida costa"
)
"""Frequent first surnames of Spanish and Portuguese double names, without accents."""

ASIAN_SURNAMES: Final = word_set(
    "wang zhang li liu chen yang huang zhao wu zhou xu sun zhu hu guo he lin gao luo zheng"
    " liang xie tang song deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye"
    " cheng wei su lu ding ren shen yao lei shi wen qiu qin gu xue kang bai hao shao kong mao"
    " xia zou fang tan fan jin liao dai nguyen tran pham hoang huynh phan vu dang bui ngo duong"
    " kim park choi jung kang cho yoon jang lim shin seo kwon hwang ahn hong"
)
"""Frequent Chinese, Vietnamese and Korean surnames in Latin letters."""

SHORT_SURNAMES: Final = word_set(
    "li wu xu he hu yu lu ma gu du fu ko ho lo ng su oh an bo lee kim liu lin sun zhu guo gao"
    " luo pan yao fan cai jin wei tan bai cho lim shin han seo roy rao das sen fox cox may day"
    " ray lie orr ott lau tam mak yip fung yang wang chen zhou zhao park choi kang"
)
"""Surnames of two to four letters that, in capitals, could be taken for initials."""

GIVEN_NAMES: Final = word_set(
    "sylvain delio fran kazimierz kemal jeremie jerzy stanislaw krzysztof wojciech marek"
    " zbigniew tadeusz henryk ryszard maciej jaroslav jiri miroslav vaclav zdenek milos dusan"
    " ljubomir zoran goran dragan nikola ivo jovan radovan bozidar slavko mladen al aaron adam"
    " adrian agnes alain alan albert alberto aldo alejandro aleksandr alessandra alessandro alex"
    " alexander alexandra alexandre alexis alfonso alfred alfredo alice alicia alison allan"
    " amanda amy ana anastasia anders andre andrea andreas andrei andres andrew andrey andrzej"
    " angela angelo angus anita ann anna anne annette anselm anthony antoine antonella antonio"
    " arnaud arnold arthur arturo astrid augusto axel barbara bart beatrice beatriz ben"
    " benedetto benjamin benoit bernard bernardo bernd bernhard bernhardt bertrand beth betty"
    " bill birgit bjorn bob boris brad brenda brian brigitte bruce bruno camille carl carla"
    " carlo carlos carmen carol carole carolina caroline carolyn catherine cathy cecile cecilia"
    " cedric chantal charles charlotte cheryl chloe chris christa christian christiane christina"
    " christine christoph christophe christopher cindy claire clara clara claude claudia claudio"
    " clement cornelia craig cristina cynthia cyril dale damien dan daniel daniela daniele"
    " danielle dario david dawn debbie deborah denis denise dennis diana diane diego dieter"
    " dimitri dina dirk dmitri dmitry domenico dominic dominique don donald donna dora doris"
    " dorothea dorothy douglas ed edgar edith eduard eduardo edward edwin eileen elaine elena"
    " eleanor elisa elisabeth elizabeth ellen elsa emil emile emilia emilio emily emma emmanuel"
    " enrico enrique eric erica erich erik erika ernest ernesto ernst erwin esther ethan eugen"
    " eugene eugenio eva evelyn fabien fabio fabrice federica federico felix ferdinand fernando"
    " filippo fiona flavio florence florian francesca francesco francis francisco franco"
    " francois francoise frank franz fred frederic frederick friedrich fritz gabriel gabriele"
    " gabriella gaetano gareth gary gemma geoffrey georg george georges georgia gerald geraldine"
    " gerard gerd gerhard giacomo gianni gilbert gilles gillian gina giorgio giovanna giovanni"
    " giulia giulio giuseppe glenn gloria gordon grace graham greg gregory guido guillaume"
    " gunter gunther gustav guy hanna hannah hans harald harold harriet harry heather hector"
    " heidi heike heiko heinrich heinz helen helena helene helga helmut henri henrik henry"
    " herbert herman hermann hilary hilda holger horst howard hubert hugh hugo ian ignacio igor"
    " ilaria ines ingrid irene iris isaac isabel isabella isabelle istvan ivan jack jacob jacopo"
    " jacqueline jacques jaime jakob james jan jane janet janice janos jasmine jason javier jean"
    " jeanne jeff jeffrey jennifer jens jeremy jerome jerry jesse jessica jesus jill jim joachim"
    " joan joanna joanne joao jochen joe joel johan johann johanna johannes john jonas jonathan"
    " jordi jorge jose josef joseph josephine joshua joyce juan judith judy julia julian juliane"
    " julie julien jurgen justin jutta karel karen karin karl karla katarina kate katharina"
    " katherine kathleen kathryn kathy katja katrin keith kelly ken kenneth kevin kirsten klaus"
    " konrad kristian kristin kristina kurt lars laszlo laura laurence laurent lawrence lea leo"
    " leon leonard leonardo leonid leslie lewis lidia liliana linda lionel lisa liz lorenzo"
    " louis louise luc luca lucas lucia luciano lucien lucy ludovic ludwig luigi luis luisa"
    " luise lukas lydia lynn magnus malcolm manfred manuel marc marcel marcello marcelo marco"
    " marcos marcus margaret margarita margherita marguerite maria marianne marie marina mario"
    " marion mark marko markus martha martin martina martine mary massimo mathias mathieu matteo"
    " matthew matthias matthieu maureen maurice mauro max maxime melanie melissa michael michel"
    " michela michele micheline michelle miguel mikael mike mikhail milan milton miriam mirjam"
    " mohamed mohammad mohammed monica monika monique muhammad nadia nancy natalia natalie"
    " natascha nathalie nathan neil nele nicholas nick nicola nicolas nicole niels nigel nikolai"
    " nikolaus nikos nils nina noah noam nora norbert norman nuno odile olaf oleg oliver olivia"
    " olivier olga oscar oskar otto pablo pamela paola paolo pascal patricia patricio patrick"
    " patrizia paul paula paulo pavel pedro peggy pekka per petar peter petra phil philip"
    " philipp philippe phillip pierre pietro piotr rachel rafael raffaele rainer ralf ralph"
    " ramon raphael raul raymond rebecca regina reinhard rene renate renato reto ricardo"
    " riccardo richard rita rob robert roberta roberto robin rodolfo rodrigo roger roland rolf"
    " roman ron ronald rosa rosalind rose ross roxana ruben rudolf rupert russell ruth ryan"
    " sabine sally salvatore sam samuel sandra sara sarah scott sean sebastian sebastien sergei"
    " sergey sergio sharon sheila shirley siegfried sigmund sigrid silke silvia simon simona"
    " simone sofia solange sonia sophia sophie stanley stefan stefania stefano steffen stephan"
    " stephane stephanie stephen steve steven stuart sue susan susana susanna susanne suzanne"
    " sven svetlana sylvia sylvie tamara tania tanja tatiana ted terence teresa terry theo"
    " theodor theodore theresa therese thierry thomas thorsten tim timothy tina tobias todd tom"
    " tomas tommaso tony torsten tracy ulf ulrich ulrike umberto ursula ute uwe valentina"
    " valeria valerie vanessa vera veronica veronique vicki victor victoria viktor vincent"
    " vincenzo virginia vittorio vivian vladimir volker walter wayne wendy werner wilfried"
    " wilhelm will willa william willy winfried wolf wolfgang xavier yann yannick yves yuri"
    " yvonne zoe zoltan александр алексеи анатолии андреи анна антон борис валентин василии"
    " виктор владимир галина дмитрии евгении екатерина елена иван игорь ирина константин лев"
    " лидия лилия людмила мария марина михаил надежда наталья наталия николаи олег ольга павел"
    " петр светлана сергеи татьяна юлия юрии"
)
"""Frequent given names of Europe and the Americas, without accents ("и" for "й")."""

ABBREVIATED_GIVEN: Final = word_set(
    "alex edw chas geo wm jos thos benj fred aug joh friedr wilh heinr gust christ herm rob sam"
    " dan vlad aleks mich nic phil theod ferd conr matth nath hieron shch stef bened ben jac jas"
)
"""Given names that are printed shortened with a dot ("Chas.")."""
