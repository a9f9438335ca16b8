// Light or dark by choice: the page's own dark rules are taken always, never, or as the system says.
const DARK = "(prefers-color-scheme: dark)";
const darkRules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.media?.mediaText === DARK);
const recoloured = []; // what to do when the colours change
const wear = (choice) => {
  for (const rule of darkRules) rule.media.mediaText = { light: "not all", dark: "all" }[choice] ?? DARK;
  document.documentElement.style.colorScheme = { light: "light", dark: "dark" }[choice] ?? "";
  for (const act of recoloured) act();
};
