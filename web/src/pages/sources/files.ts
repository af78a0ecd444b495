import type { Chosen } from './uploads.svelte';

/** Files of no use to anyone: what systems leave in folders. */
const litter = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/u;

const useful = ({ path }: Chosen): boolean => !litter.test(path);

export function chosen(files: FileList | null): Chosen[] {
  return [...(files ?? [])]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(useful);
}

/** The files of a drop, folders walked through. */
export async function dropped(transfer: DataTransfer): Promise<Chosen[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found = await Promise.all(entries.map(walk));
  return found.flat().filter(useful);
}

async function walk(entry: FileSystemEntry): Promise<Chosen[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) {
    const file = await new Promise<File>((give, fail) => entry.file(give, fail));
    return [{ file, path }];
  }
  const inside = await children(entry as FileSystemDirectoryEntry);
  return (await Promise.all(inside.map(walk))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** A reader gives the entries of a folder part by part, until a part is empty. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((give, fail) =>
      reader.readEntries(give, fail),
    );
    if (!part.length) return all;
    all.push(...part);
  }
}
