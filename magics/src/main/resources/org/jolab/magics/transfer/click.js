at => {
  // Kept in a notebook by chance, it does nothing.
  if (Math.abs(Date.now() - at) > 20_000) return;
  const link = document.currentScript.parentElement.querySelector('.jolab-view');
  // The page turns the link into its own command a little later.
  const wait = setInterval(() => {
    if (link.hasAttribute('data-commandlinker-command')) { clearInterval(wait); link.click(); }
  }, 50);
  setTimeout(() => clearInterval(wait), 1400);
}
