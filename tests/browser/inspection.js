// What is asked of every page, inside the page; axe stands before it.
window.inspection ??= (() => {
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const [CONTRAST, SIZE] = ["color-contrast", "target-size"];
  // Texts of one colour on one ground have one contrast: so many of them are measured.
  const [ALIKE, TELLING] = [3, "data-telling"];
  const scan = async (context, options) => {
    const given = await axe.run(context, {
      resultTypes: ["violations"], elementRef: true, ...options });
    return given.violations.flatMap((rule) => rule.nodes.map((node) => ({ rule: rule.id, node })));
  };

  const all = { runOnly: TAGS };
  const only = (...rules) => ({ runOnly: { type: "rule", values: rules } });
  const allBut = (...rules) => ({
    runOnly: TAGS,
    rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])),
  });

  // What a text stands on, from the page's root to it; what is placed freely may cover anything.
  const groundOf = (element, known) => {
    if (!element) return "";
    if (!known.has(element)) {
      const style = getComputedStyle(element);
      const { backgroundColor, backgroundImage, filter, opacity, position } = style;
      const own = [backgroundColor, backgroundImage, filter, opacity, position].join();
      const still = "rgba(0, 0, 0, 0),none,none,1,static";
      const off = element.matches(":disabled, [aria-disabled=true]") ? " off" : "";
      const below = groundOf(element.parentElement, known);
      known.set(element, own === still && !off ? below : `${below}/${own}${off}`);
    }
    return known.get(element);
  };
  const saysSomething = (element) => element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const markTellingTexts = () => {
    const [known, seen] = [new Map(), new Map()];
    for (const element of visible()) {
      if (!saysSomething(element)) continue;
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const look = [color, fontSize, fontWeight, groundOf(element, known)].join();
      seen.set(look, (seen.get(look) ?? 0) + 1);
      element.toggleAttribute(TELLING, seen.get(look) <= ALIKE);
    }
  };
  // One scan of several rules maps the page once for all of them.
  const scanTelling = async (thorough, options) => {
    const selector = thorough ? "*" : `[${TELLING}]`;
    if (!thorough) markTellingTexts();
    axe.configure({ rules: [{ id: CONTRAST, selector }] });
    return scan(document, options);
  };

  // A target under a bar that stays in sight is whole once it is scrolled out from under it.
  const isSmallAnywhere = async ({ rule, node }) => {
    if (rule !== SIZE) return true;
    const before = [scrollX, scrollY];
    node.element.scrollIntoView({ block: "center" });
    const still = await scan({ include: [node.element] }, only(rule));
    scrollTo(...before);
    return still.length > 0;
  };

  const worded = async (found) => {
    const words = [];
    for (const each of found) {
      const { rule, node } = each;
      if (await isSmallAnywhere(each))
        words.push(`${rule}: ${node.target.join(" ")} ${node.html.slice(0, 90)}`);
    }
    return words;
  };

  const visible = () =>
    [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
  let shown = new Set();

  return {
    async violations(thorough) {
      shown = new Set(visible());
      return worded(await scanTelling(thorough, all));
    },

    // In another theme and width than before: what depends on these, and what was not shown there.
    async violationsAnew(thorough) {
      const fresh = new Set(visible().filter((element) => !shown.has(element)));
      const include = [...fresh].filter((element) => !fresh.has(element.parentElement));
      return worded([
        ...(await scanTelling(thorough, only(CONTRAST, SIZE))),
        ...(include.length ? await scan({ include }, allBut(CONTRAST, SIZE)) : []),
      ]);
    },

    overflow() {
      const root = document.scrollingElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      const outside = [...document.body.querySelectorAll("*")].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width && box.right + scrollX > root.clientWidth + 1;
      });
      const named = outside.slice(0, 4).map(
        (element) => `${element.tagName.toLowerCase()}.${element.className}`);
      return [`${root.scrollWidth} px wide: ${named.join(", ")}`];
    },

    // A link inside a sentence is as high as its line; a box inside a label is hit by the label.
    smallTargets(least) {
      const targets = "button, .button, summary, select, textarea, nav a, label:has(input), " +
        "input:not([type=hidden], label input, [type=file])";
      return [...document.querySelectorAll(targets)].flatMap((element) => {
        const box = element.getBoundingClientRect();
        const shown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        const clipped = element.closest(".skip, .hidden");
        if (!shown || clipped || !box.width) return [];
        if (Math.min(box.width, box.height) >= least - 0.5) return [];
        const size = `${Math.round(box.width)}×${Math.round(box.height)}`;
        return [`${element.tagName.toLowerCase()}.${element.className} ${size} ${
          element.textContent.trim().slice(0, 30)}`];
      });
    },
  };
})();
