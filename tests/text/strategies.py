"""Text of the kinds that go wrong, for the property tests of this room."""

from hypothesis import strategies as st

plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)

_MARKUP = (
    '<a href="http://a.example">|<a href="javascript:1">|</a>|<p>|</p>|<pre>|</pre>|<code>|<ul>'
    "|<li>|<blockquote>|<b>|<svg>|<math>|<style>|<!--|-->|<table>|<td>|<script>|</script>|<textarea>"
    "|<title>|<template>|<noscript>|<plaintext>|<form>|<h1>|<body>|<!DOCTYPE x>|<?x?>|<![CDATA[|]]>"
    "|&amp;|&lt;|&#13;|&nbsp;|&#x0;|\n|\r|\0|\x0c|\u2028|\"|'|<|>|&|</|x"
)
_bits = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
markup = st.lists(st.sampled_from(_MARKUP.split("|")) | _bits, max_size=12).map("".join)

_MARKDOWN = (
    "# ,> ,>>,- ,1. ,7. ,* ,**,_,__,`,```\n,    ,[,](,),![,<http://a.example>,http://a.example/"
    ",(,\n,\n\n,&amp;,\\,<b>,---,|,~,a,б,字, ,\t,javascript:1,data:x,mailto:a@b.example"
)
markdown = st.lists(st.sampled_from(_MARKDOWN.split(",")) | plain, max_size=14).map("".join)

_URL_PARTS = (
    "http://,https://,HTTP://,//,/,a.example,пример.рф,xn--e1afmkfd.xn--p1ai,127.1,[::1],:80,:443,:0,"
    ":99999,@,..,.,%2e,%2F,%d0,%,?,&,=,#,:~:text=,utm_source=1,id=5,a=,+,;,~,%7e,\\,\t,e,①,ß,。,-,_"
)
urls = st.lists(st.sampled_from(_URL_PARTS.split(",")) | st.text(max_size=3), max_size=10).map(
    "".join
)
urls = urls | urls.map(lambda tail: "https://a.example/" + tail)

words = st.lists(
    st.sampled_from(["кот", "кит", "the", "字", "词", " ", "  ", ", ", "-", "\n", "\u00ad", "é"]),
    max_size=14,
).map("".join)
