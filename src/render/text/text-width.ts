import { eastAsianWidth } from 'get-east-asian-width';

// What nearly all texts are made of, and what takes no look at single characters.
const narrow = /^[\u0020-\u007e\u00a0-\u02ff]*$/;
const takesNoColumn = /^[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Cc}]+$/u;
// A flag is two regional indicators, which are narrow one by one; U+FE0F asks for the picture of a sign that is a letter otherwise.
const isPicture = /\p{Emoji_Presentation}|\ufe0f|\u20e3/u;

// Made when it is needed: that takes longer than all the rest of a start.
let segmenter: Intl.Segmenter | undefined;

/** How many columns of a terminal a text takes: names may be Japanese, and hold emoji. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter();
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += characterWidth(segment);
  return width;
}

function characterWidth(character: string): number {
  if (takesNoColumn.test(character)) return 0;
  if (isPicture.test(character)) return 2;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}

/** The text with blanks behind it, so that it takes `width` columns; a wider one as it is. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}
