// The page's own words in English or Japanese. English is what is written here and in the page;
// words.json has the Japanese. What documents say stays as it is.
const DOCUMENTS_OWN = "bdi, blockquote, code, .best, .text, .elsewhere span, #names, #data, script, style, svg";
const inJapanese = () => settings.names === "ja";
const said = (english) => (inJapanese() && words[english]) || english;
const say = (english, values = {}) => said(english).replace(/\{(\w+)\}/g, (_, name) => values[name]);
const number = (value) => value.toLocaleString("en");
const PLURALS = { study: "studies" };
const plural = (what) => what.replace(/\w+$/, (last) => PLURALS[last] ?? `${last}s`);
const count = (total, what) => (inJapanese() ? say(`{n} ${what}`, { n: number(total) }) : `${number(total)} ${total === 1 ? what : plural(what)}`);

// What stands in the page from the start: each piece of text and attribute, as it was in English.
const written = new WeakMap();
const inTongue = (node, english, put) => {
  const key = english.trim();
  if (words[key]) put(inJapanese() ? english.replace(key, words[key]) : english);
};
const translatePage = () => {
  document.documentElement.lang = settings.names;
  document.title = said("taisei: what makes therapies stop working, and what brings them back");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || text.parentElement.closest(DOCUMENTS_OWN)) continue;
    if (!written.has(text)) written.set(text, text.data);
    inTongue(text, written.get(text), (data) => (text.data = data));
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder]"))
    for (const name of ["aria-label", "placeholder"]) {
      if (!element.hasAttribute(name)) continue;
      const kept = written.get(element) ?? written.set(element, {}).get(element);
      kept[name] ??= element.getAttribute(name);
      inTongue(element, kept[name], (value) => element.setAttribute(name, value));
    }
};
