/** Opens the rule's chapter that the address leads to, and all of them for paper. */
export function watchChapters(): void {
  const chapters = [...document.querySelectorAll<HTMLDetailsElement>("details.chapter")];
  const open = (): void => {
    const wanted = chapters.find(({ id }) => `#${encodeURI(id)}` === encodeURI(location.hash));
    if (!wanted) return;
    wanted.open = true;
    wanted.scrollIntoView();
    wanted.querySelector("summary")?.focus({ preventScroll: true });
  };
  let closed: readonly HTMLDetailsElement[] = [];
  window.addEventListener("hashchange", open);
  window.addEventListener("beforeprint", () => {
    closed = chapters.filter((chapter) => !chapter.open);
    for (const chapter of closed) chapter.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const chapter of closed) chapter.open = false;
  });
  open();
}
