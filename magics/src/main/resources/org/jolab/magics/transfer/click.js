at => {
  // Kept in a notebook by chance, it does nothing.
  if (Math.abs(Date.now() - at) > 20_000) return;
  const link = document.currentScript.parentElement.querySelector('.jolab-view');
  const written = link.getAttribute('href');
  // The page makes the link its own a little later; before that, a click would lead away.
  const wait = setInterval(() => {
    if (link.getAttribute('href') !== written) { clearInterval(wait); link.click(); }
  }, 50);
  setTimeout(() => clearInterval(wait), 1400);
}
