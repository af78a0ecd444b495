// Runs before the first paint so that a chosen theme or language never flashes.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const language = localStorage.getItem('language');
    if (language) root.lang = language;
  } catch {
    // Storage may be switched off: the system's preferences hold then.
  }
})();
