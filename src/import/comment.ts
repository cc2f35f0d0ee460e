import { visible } from './visible.ts';

const maxNameLength = 120;

/** One comment line. Whatever the text holds, it stays on that line. */
export function comment(text: string): string {
  return text === '' ? '#' : `# ${visible(text)}`;
}

/** A name of somebody else's making, in quotes, so that no tool takes it for an instruction, and not too long. */
export function quotedName(name: string): string {
  const characters = [...name];
  const cut = characters.length > maxNameLength ? `${characters.slice(0, maxNameLength).join('')}...` : name;
  return `"${visible(cut)}"`;
}
