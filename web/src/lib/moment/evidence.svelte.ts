/** The moment whose evidence is being looked at, over whatever page is open. */
class Shown {
  id = $state('');
  /** Words to mark in it, where a citation quotes some. */
  quote = $state('');

  show(id: string, quote = ''): void {
    this.quote = quote;
    this.id = id;
  }

  close(): void {
    this.id = '';
    this.quote = '';
  }
}

export const evidence = new Shown();
