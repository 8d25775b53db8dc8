"""Small words that change what a text says, and words whose capital letter makes no name."""

from __future__ import annotations

NEGATIONS = """
no not nor never none nothing nobody nowhere neither without cannot
can't don't doesn't didn't won't isn't aren't wasn't weren't wouldn't shouldn't couldn't
hasn't haven't hadn't mustn't ain't against unless
не ни нет без никто никого никому ничто ничего никогда нигде никуда нельзя вовсе против
"""
NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
hundred hundreds thousand thousands million millions billion billions half double
first second third fourth fifth once twice
ноль один одна одно одного одной два две двух три трёх четыре четырёх пять шесть семь восемь
девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать
восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят
девяносто сто двести триста четыреста пятьсот тысяча тысячи тысяч миллион миллиона миллионов
миллиард миллиарда миллиардов половина половину полтора вдвое втрое
первый первая первого второй вторая второго третий третья третьего дважды трижды
"""
DATES = """
monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow
понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье
вчера сегодня завтра
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
WEIGHTY = tuple(f"{NEGATIONS} {NUMBERS} {DATES}".split())

# What begins a sentence without being anybody's name.
BEGINNINGS = """
a an the i i'm i've it it's this that these those he she we you they there here what who how
why when where and but so or if as at by for from in of on to with my your our their his her
is are was do does did can could will would should please hello hi hey dear well yes ok okay
thanks thank sorry wow great good nice just also now then very really all every everyone
friends people guys look see click visit buy try
я ты он она оно мы вы они это эта этот эти тот то что кто как где когда почему зачем и а но
или да если так там тут здесь вот ну уже ещё очень просто тоже также мой моя моё ваш ваша наш
привет здравствуйте добрый спасибо пожалуйста извините друзья люди ребята товарищи все всем
всё отлично хорошо класс смотрите заходите купите попробуйте внимание
"""
HARMLESS_CAPITALS = tuple(BEGINNINGS.split())
