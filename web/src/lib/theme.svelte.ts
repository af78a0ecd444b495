export type Theme = 'system' | 'light' | 'dark';

function kept(): Theme {
  const theme = localStorage.getItem('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

class Look {
  theme = $state<Theme>(kept());

  use(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') {
      localStorage.removeItem('theme');
      delete document.documentElement.dataset['theme'];
    } else {
      localStorage.setItem('theme', theme);
      document.documentElement.dataset['theme'] = theme;
    }
  }
}

export const look = new Look();
