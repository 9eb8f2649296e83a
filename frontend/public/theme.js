// Sets the theme before the first paint, hence a blocking script of its own. It is also the only place that applies one:
// the switch in the page stores the choice under "theme" and dispatches it with "theme-chosen".
(() => {
  const canvas = { light: '#F5F5F7', dark: '#0B0B0E' };
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

  function stored() {
    try {
      return localStorage.getItem('theme');
    } catch {
      // Storage is switched off: follow the system.
      return null;
    }
  }

  let choice = stored();

  function apply() {
    const theme = choice === 'light' || choice === 'dark' ? choice : systemIsDark.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name="theme-color"]').content = canvas[theme];
  }

  apply();
  systemIsDark.addEventListener('change', apply);
  addEventListener('storage', () => {
    choice = stored();
    apply();
  });
  addEventListener('theme-chosen', ({ detail }) => {
    choice = detail;
    apply();
  });
})();
