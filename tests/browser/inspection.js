// What is asked of every page, inside the page; axe stands before it.
window.inspection ??= (() => {
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const [CONTRAST, SIZE] = ["color-contrast", "target-size"];
  // What looks like its neighbours needs no measuring of its own colours beyond so many of them.
  const ALIKE = 3;
  const LOOKS = /^(class|role|type|hidden|disabled|open|style|data-.*|aria-(?!label|describe|control).*)$/;
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

  const shape = (element) => {
    const looks = [...element.attributes].filter(({ name }) => LOOKS.test(name));
    const words = looks.map(({ name, value }) => `${name}=${value}`).sort().join(" ");
    return `${element.tagName} ${words}(${[...element.children].map(shape).join()})`;
  };
  const repeated = () => [...document.querySelectorAll("main *")].flatMap((parent) => {
    if (parent.children.length < 4 * ALIKE) return [];
    const seen = new Map();
    return [...parent.children].slice(0, -1).filter((child) => {
      const looks = shape(child);
      seen.set(looks, (seen.get(looks) ?? 0) + 1);
      return seen.get(looks) > ALIKE;
    });
  });

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
    async violations() {
      shown = new Set(visible());
      const exclude = repeated();
      if (!exclude.length) return worded(await scan(document, all));
      return worded([
        ...(await scan(document, allBut(CONTRAST))),
        ...(await scan({ exclude }, only(CONTRAST))),
      ]);
    },

    // In another theme and width than before: what depends on these, and what was not shown there.
    async violationsAnew() {
      const fresh = new Set(visible().filter((element) => !shown.has(element)));
      const include = [...fresh].filter((element) => !fresh.has(element.parentElement));
      const exclude = repeated();
      const measured = exclude.length
        ? [...(await scan(document, only(SIZE))), ...(await scan({ exclude }, only(CONTRAST)))]
        : await scan(document, only(CONTRAST, SIZE));
      return worded([
        ...measured,
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
